using System.Text.Json.Nodes;
using Marketplace.Conformance.Tests.Examples;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests;

/// <summary>What is slow to make and several fixtures look at: the served document, and the market after all examples were played.</summary>
[SetUpFixture]
public sealed class Stage
{
    private static readonly Lazy<Task<Story>> Played = new(() => Story.PlayAsync());
    private static readonly Lazy<Task<JsonObject>> Served = new(ServeAsync);

    internal static Task<Story> StoryAsync() => Played.Value;

    /// <summary>For tests of what the story leaves behind: that it goes to its end is a test of its own.</summary>
    internal static async Task<Story> ToldAsync()
    {
        await Task.WhenAny(Played.Value);
        Assume.That(Played.Value.IsCompletedSuccessfully, "the story does not go to its end");
        return await Played.Value;
    }

    /// <summary>The document at <c>/openapi/v1.json</c>.</summary>
    internal static Task<JsonObject> DocumentAsync() => Served.Value;

    [OneTimeTearDown]
    public async Task Close()
    {
        if (Played.IsValueCreated && Played.Value.IsCompletedSuccessfully) await (await Played.Value).DisposeAsync();
    }

    private static async Task<JsonObject> ServeAsync()
    {
        await using var market = TestMarket.Open();
        var reply = (await market.Stranger.Get("/openapi/v1.json")).Is(200);
        return JsonNode.Parse(reply.Body)!.AsObject();
    }
}
