using Marketplace.Api.Http;

namespace Marketplace.Conformance.Tests.Examples;

/// <summary>Every example is a request that the sandbox takes as it stands, and shows the answer that it gets.</summary>
public sealed class ExampleTests
{
    private static IEnumerable<string> Operations => Table.Operations;

    [Test]
    public async Task The_story_goes_to_its_end() => Assert.That((await Stage.StoryAsync()).Texts, Is.Not.Empty);

    [TestCaseSource(nameof(Operations))]
    public async Task An_example_shows_what_is_answered_to_it(string operation)
    {
        var texts = (await Stage.ToldAsync()).Texts;
        Assert.That(texts.Keys, Does.Contain(operation), $"The story does not play {operation}.");
        Repository.Approve(Player.PathOf(operation), texts[operation]);
    }

    [TestCaseSource(nameof(Operations))]
    public void An_example_says_in_a_sentence_what_it_is_for_and_who_may(string operation)
    {
        var text = Repository.Read(Player.PathOf(operation));
        var file = HttpFile.Parse(text);
        Assert.That(text, Does.Match(@"^# [A-Z].*[.?]\n\n@url = http://127\.0\.0\.1:5080\n"));
        Assert.That(file["Authorization"] is not null, Is.EqualTo(!Table.Of(operation).Anonymous), "Authorization");
        if (file["Authorization"] is not null) Assert.That(text, Does.Match(@"\n# of .* from POST /oauth/token\n@token = "));
        Assert.That(file.Fill(file.Target + file.Body), Does.Not.Contain("{{"), "every variable has a value");
    }

    [Test]
    public async Task The_build_carries_the_examples_as_they_are_written()
    {
        await Stage.ToldAsync();
        Assert.That(Operations.Where(operation => HttpFile.Of(operation) is not { } carried || carried.Answer?.Body != HttpFile.Parse(Repository.Read(Player.PathOf(operation))).Answer?.Body), Is.Empty,
            "The document takes its examples from the build: build and approve once more.");
    }
}
