using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Api.Checkpoints;
using Marketplace.Domain.Contracts;
using Marketplace.Slices.Tests.Releases;
using Marketplace.Tests;
using Marketplace.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>What the offline checker says of releases that are true and of releases that are not.</summary>
public sealed class ReleaseCheckTests : ReleaseFixture
{
    private Reply first = null!, second = null!, english = null!, another = null!, keys = null!, grew = null!;

    [OneTimeSetUp]
    public async Task HoldAsync()
    {
        await RegisterElsewhereAsync("330000", 3, "2026-07-20");
        await RegisterElsewhereAsync("330000", 4);
        var one = (await ReleaseAsync("330000")).Is(201).Id;
        await SignAsync();
        await RegisterElsewhereAsync("330000", 3, type: ContractType.Consulting);
        var two = (await ReleaseAsync("330000", "revised", one, "补登三项技术咨询合同。")).Is(201).Id;
        another = (await ReleaseAsync("340000")).Is(201);
        await SignAsync();
        (first, second) = (await ReadAsync(one), await ReadAsync(two));
        english = (await Market.Stranger.Get($"{Releases}/{two}", ("Accept-Language", "en"))).Is(200);
        keys = (await Market.Stranger.Get("/.well-known/jwks.json")).Is(200);
        grew = (await Market.Stranger.Get($"/v1/log/consistency-proof?first={SizeOf(first)}&second={SizeOf(second)}")).Is(200);
    }

    private Task SignAsync() => Market.Services.GetRequiredService<CheckpointBook>().SignAsync(new Domain.Instant(Market.Now.ToUnixTimeMilliseconds()), CancellationToken.None);

    private static long SizeOf(Reply reply) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(reply.Text("proof.checkpoint").Split('.')[1])).RootElement.GetProperty("size").GetInt64();

    private ReleaseCheck Check(params JsonElement[] files)
    {
        var check = new ReleaseCheck(Signatures.Read(keys.Json));
        check.Check([.. files.Select(ReleaseFile.Read)], [Growth.Read(grew.Json)]);
        return check;
    }

    /// <summary>Whether the checker passes them; what it cannot even read it does not.</summary>
    private bool Passes(params JsonNode[] files)
    {
        try
        {
            return Check([.. files.Select(Element)]).Holds;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.Deserialize<JsonElement>(node.ToJsonString());

    private static JsonNode Copy(Reply reply) => JsonNode.Parse(reply.Body)!;

    private static string[] Said(ReleaseCheck check, bool? holds) => [.. check.Findings.Where(finding => finding.Holds == holds).Select(finding => finding.What)];

    [Test]
    public void Two_true_vintages_hold_and_nothing_of_them_is_left_unchecked()
    {
        var check = Check(first.Json, second.Json);
        Assert.That((check.Holds, Said(check, null)), Is.EqualTo((true, Array.Empty<string>())), string.Join('\n', check.Findings));
        Assert.That(Said(check, true), Does.Contain("the rows of its 9 groups add up to the total")
            .And.Contain("every figure, average and growth that it shows follows from its event")
            .And.Contain($"its adjustments are what differs from {first.Id}").And.Contain($"{second.Id} follows it as vintage 2").And.Contain($"{first.Id} is superseded by {second.Id}")
            .And.Contain($"the log only grew from {SizeOf(first)} to {SizeOf(second)}"));
    }

    [Test]
    public void A_vintage_alone_holds_and_what_its_neighbours_would_show_is_said_to_be_unchecked()
    {
        Assert.That(Said(Check(second.Json), null), Is.EqualTo(new[] { $"whether all adjustments of {second.Id} are shown: for this give GET /v1/reports/releases/{first.Id}" }));
        Assert.That(Said(Check(first.Json), null), Is.EqualTo(new[] { $"whether {second.Id} supersedes {first.Id}: for this give GET /v1/reports/releases/{second.Id}" }));
        Assert.That(Check(another.Json).Holds, Is.True, "as the statistician got it");
    }

    [Test]
    public void Labels_may_be_of_either_language_and_not_of_both()
    {
        Assert.That(Check(first.Json, english.Json).Holds, Is.True);
        var mixed = Copy(second);
        mixed["groups"]![0]!["rows"]![1]!["label"] = english["groups.0.rows.1.label"].GetString();
        Assert.That(Passes(Copy(first), mixed), Is.False);
    }

    private static readonly (string What, Action<JsonNode> Change)[] Changes =
    [
        ("/total/turnover/amount", release => release["total"]!["turnover"]!["amount"] = (long)release["total"]!["turnover"]!["amount"]! + 1),
        ("/total/contracts", release => release["total"]!["contracts"] = 8),
        ("/total/averageTurnover/amount", release => release["total"]!["averageTurnover"]!["amount"] = 1),
        ("/total/growthOnMonth/turnover", release => release["total"]!["growthOnMonth"]!["turnover"] = 133.34),
        ("/total/growthOnMonth/contracts", release => release["total"]!["growthOnMonth"]!.AsObject().Remove("contracts")),
        ("/total/growthOnYear/contracts", release => release["total"]!["growthOnYear"]!["contracts"] = 0),
        ("/total/yearToDate/technologyAmount/amount", release => release["total"]!["yearToDate"]!["technologyAmount"]!["amount"] = 1),
        ("/groups/0/rows/3/code", release => Swap(release["groups"]![0]!["rows"]!.AsArray(), 3, 4)),
        ("/groups/0/by", release => Swap(release["groups"]!.AsArray(), 0, 1)),
        ("/groups/1/rows", release => release["groups"]![1]!["rows"]!.AsArray().RemoveAt(0)),
        ("/groups/0/rows/0/label", release => release["groups"]![0]!["rows"]![0]!["label"] = "技术转让"),
        ("/period", release => release["period"] = "2026-07"),
        ("/base", release => release["base"] = "output"),
        ("/region", release => release.AsObject().Remove("region")),
        ("/status", release => release["status"] = "final"),
        ("/vintage", release => release["vintage"] = 3),
        ("/note", release => release.AsObject().Remove("note")),
        ("/smallCellsAccepted", release => release.AsObject().Remove("smallCellsAccepted")),
        ("/releasedBy", release => release["releasedBy"] = "org_00000000000070008000000000000bad"),
        ("/releasedAt", release => release["releasedAt"] = "2026-09-01T01:00:00.000Z"),
        ("/figuresPosition", release => release["figuresPosition"] = 1),
        ("/remark", release => release["remark"] = "口径说明"),
        ("/adjustments", release => release["adjustments"]!.AsArray().RemoveAt(2)),
        ("/adjustments", release => release.AsObject().Remove("adjustments")),
        ("/adjustments/0/from/contracts", release => release["adjustments"]![0]!["from"]!["contracts"] = 5),
        ("/adjustments/0/difference/turnover/amount", release => release["adjustments"]![0]!["difference"]!["turnover"]!["amount"] = 1),
        ("/proof/remark", release => release["proof"]!["remark"] = 1),
    ];

    private static void Swap(JsonArray items, int one, int other)
    {
        var (a, b) = (items[one]!.DeepClone(), items[other]!.DeepClone());
        (items[one], items[other]) = (b, a);
    }

    private static IEnumerable<TestCaseData> Changed => Changes.Select((change, i) => new TestCaseData(i).SetArgDisplayNames(change.What));

    [TestCaseSource(nameof(Changed))]
    public void What_was_changed_in_the_answer_is_found_where_it_is(int which)
    {
        var release = Copy(second);
        Changes[which].Change(release);
        Assert.That(Said(Check(Element(Copy(first)), Element(release)), false), Is.EqualTo(new[] { $"{second.Id} shows something else than follows from its event: {Changes[which].What}" }));
    }

    [Test]
    public void The_proof_of_another_release_is_found()
    {
        var release = Copy(second);
        release["proof"] = Copy(another)["proof"]!.DeepClone();
        Assert.That(Passes(release), Is.False);
        release = Copy(second);
        release["proof"]!["checkpoint"] = (string)Copy(first)["proof"]!["checkpoint"]!;
        Assert.That(Said(Check(Element(release)), false), Is.EqualTo(new[] { $"the event of {second.Id} is not in the signed tree" }), "a tree that is older than the release");
    }

    [Test]
    public void A_figure_that_is_changed_in_the_event_too_is_not_in_the_signed_tree()
    {
        var release = Copy(second);
        release["total"]!["turnover"]!["amount"] = 700_000_001;
        release["proof"]!["event"]!["data"] = ((string)release["proof"]!["event"]!["data"]!).Replace("700000000", "700000001", StringComparison.Ordinal);
        Assert.That(Said(Check(Element(release)), false), Is.EqualTo(new[] { $"the event of {second.Id} is not in the signed tree" }));
    }

    [Test]
    public void Who_is_said_to_follow_and_does_not_is_found()
    {
        var release = Copy(first);
        release["supersededBy"] = another.Id;
        Assert.That(Said(Check(Element(release), second.Json, another.Json), false), Is.EqualTo(new[]
        {
            $"{another.Id} does not follow {first.Id}, as that says", $"{first.Id} says that {another.Id} follows it, and {second.Id} does",
        }));
        release["supersededBy"] = "the next one";
        Assert.That(Passes(release), Is.False);
    }

    [Test]
    public void A_signature_of_another_key_is_not_to_be_believed()
    {
        using var nobody = new SignedLog();
        var check = new ReleaseCheck(Signatures.Read(nobody.Keys));
        check.Check([ReleaseFile.Read(second.Json)], []);
        Assert.That(Said(check, false), Is.EqualTo(new[] { $"the checkpoint of {second.Id} is not to be believed: its key is not among those that were given" }));
    }

    [Test]
    public void No_random_change_of_its_bytes_or_members_passes()
    {
        var seed = TestContext.CurrentContext.Random.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var changed = 0;
        for (var run = 0; run < ChangedRecords.Runs; run++)
        {
            var late = random.Next(3) > 0;
            var (what, release) = random.Next(3) == 0 ? ChangedReleases.Member(late ? second.Body : first.Body, random) : ChangedReleases.OneByte(Encoding.UTF8.GetBytes(late ? second.Body : first.Body), random);
            if (release is null) continue;
            changed++;
            Assert.That(late ? Passes(Copy(first), release) : Passes(release, Copy(second)), Is.False, $"seed {seed}: {what}");
        }
        TestContext.Out.WriteLine($"{changed} of {ChangedRecords.Runs} changes left JSON that says something else");
        Assert.That(changed, Is.GreaterThan(ChangedRecords.Runs / 4));
    }

    [Test]
    public void The_command_ends_with_0_where_all_holds_with_1_where_not_and_with_2_where_it_was_not_asked_properly()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-verify-");
        string Written(string name, string body)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, body);
            return path;
        }
        try
        {
            var (one, two, jwks) = (Written("first.json", first.Body), Written("second.json", second.Body), Written("keys.json", keys.Body));
            var lie = Written("lie.json", second.Body.Replace("\"revised\"", "\"final\"", StringComparison.Ordinal));
            Assert.That(Run("--release", one, "--release", two, "--keys", jwks), Is.Zero);
            Assert.That(Run("--release", lie, "--keys", jwks), Is.EqualTo(1));
            Assert.That(Run("--release", one), Is.EqualTo(2), "no keys");
            Assert.That(Run(one, "--release", two, "--keys", jwks), Is.EqualTo(2), "both forms at once");
            Assert.That(Run("--release", one, "--receipt", two, "--keys", jwks), Is.EqualTo(2), "a receipt is of an auction");
            Assert.That(Run("--release", jwks, "--keys", jwks), Is.EqualTo(2), "no release");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Run(params string[] arguments) => (int)typeof(ReleaseCheck).Assembly.EntryPoint!.Invoke(null, [arguments])!;
}
