using System.Text.RegularExpressions;
using Marketplace.Api.Http;
using Marketplace.Conformance.Tests.Examples;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests;

/// <summary>
/// Every operation on an id is tried by a stranger and by people of organizations that have nothing to do with it. What they
/// cannot read must be to them in all respects like what does not exist: the same status, the same code.
/// </summary>
public sealed partial class StrangerTests
{
    private const string Nothing = "019870a1c2d37f0e8a5b6c7d8e9fffff";

    /// <summary>The ids in paths that things of their own are named by, and the operation that reads them.</summary>
    private static readonly Dictionary<string, string> Readers = new()
    {
        ["organizationId"] = "GetOrganization", ["personId"] = "GetPerson", ["appId"] = "GetApp", ["achievementId"] = "GetAchievement",
        ["listingId"] = "GetListing", ["auctionId"] = "GetAuction", ["contractId"] = "GetContract", ["demandId"] = "GetDemand",
        ["proposalId"] = "GetProposal", ["dealId"] = "GetDeal", ["mandateId"] = "GetMandate", ["sessionId"] = "GetSession", ["releaseId"] = "GetRelease",
    };

    private Story story = null!;
    private Crowd crowd = null!;

    private static IEnumerable<string> Operations => Table.Operations.Where(operation => Repository.Has(Player.PathOf(operation)) && Parameter(Example(operation)) is not null);

    [OneTimeSetUp]
    public async Task Open()
    {
        story = await Stage.ToldAsync();
        crowd = new Crowd(story.Market);
    }

    [TestCaseSource(nameof(Operations))]
    public async Task What_a_caller_may_not_read_is_to_that_caller_like_what_is_not_there(string operation)
    {
        var example = Example(operation);
        var parameter = Parameter(example)!;
        var kind = RequestGuard.IdKinds[parameter];
        string[] ids = [.. (await story.EventsAsync()).Select(e => e.Stream).Where(stream => Ids.Is(kind, stream)).Distinct()];
        Assert.That(ids, Is.Not.Empty, $"the story leaves nothing behind that {parameter} could name");

        List<Client> outsiders = [crowd.Stranger];
        foreach (var organization in Enum.GetValues<OrganizationKind>()) outsiders.Add(await crowd.PersonAsync(organization));
        var told = new List<string>();
        foreach (var outsider in outsiders)
        {
            var absent = await TryAsync(example, outsider, parameter, $"{kind}_{Nothing}");
            foreach (var id in ids)
            {
                // Commands are tried only on what is hidden: on what everybody sees, whose it is decides, and the slices test that.
                var hidden = await TryAsync(Example(Readers[parameter]), outsider, parameter, id) is not "200 ";
                if (!hidden && example.Method != "GET") continue;
                var answer = await TryAsync(example, outsider, parameter, id);
                if (hidden && answer != absent) told.Add($"{outsider.Subject}: {id} {answer}, and what is not there {absent}");
            }
        }
        Assert.That(told, Is.Empty);
    }

    private static async Task<string> TryAsync(HttpFile example, Client caller, string parameter, string id)
    {
        // The live picture of what can be seen would never end.
        if (example.Target.EndsWith("/stream", StringComparison.Ordinal) && !id.EndsWith(Nothing, StringComparison.Ordinal)) return "200 ";
        var reply = await Requests.SendAsync(example, caller, new Dictionary<string, string> { [parameter] = id });
        Assert.That(reply.Status, Is.LessThan(500), reply.Body);
        return $"{reply.Status} {reply.Code}";
    }

    private static HttpFile Example(string operation) => HttpFile.Parse(Repository.Read(Player.PathOf(operation)));

    /// <summary>The first id in the path; null without one.</summary>
    private static string? Parameter(HttpFile example) => First().Match(example.Target.Split('?')[0]) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"\{\{(?<name>\w+Id)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex First();
}
