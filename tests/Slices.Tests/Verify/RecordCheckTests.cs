using System.Text.Json.Nodes;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>What the offline checker says of records that are true and of records that are not.</summary>
public sealed class RecordCheckTests : RecordFixture
{
    private JsonNode Copy() => JsonNode.Parse(Record.Body)!;

    private static JsonArray Events(JsonNode record) => record["events"]!.AsArray();

    private static int IndexOf(JsonNode record, string type, int nth = 0) =>
        Events(record).Select((e, i) => (Type: (string)e!["event"]!["type"]!, i)).Where(e => e.Type == type).ElementAt(nth).i;

    [Test]
    public async Task A_true_record_with_all_receipts_holds_and_says_who_won()
    {
        var growths = new List<System.Text.Json.JsonElement>();
        var sizes = Receipts.Select(SizeOf).Append(SizeOf(Record)).Distinct().Order().ToList();
        foreach (var (first, second) in sizes.Zip(sizes.Skip(1)))
            growths.Add((await Market.Stranger.Get($"/v1/log/consistency-proof?first={first}&second={second}")).Is(200).Json);
        var check = Check(Record.Json, Receipts.Select(reply => reply.Json), growths);

        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        Assert.That(check.Findings.Select(finding => finding.What), Has.Some.StartsWith("bidder 1 wins at 4800000.00 yuan"));
        Assert.That(check.Findings.Count(finding => finding.What.Contains("is in the record as it was given", StringComparison.Ordinal)), Is.EqualTo(8));
        Assert.That(check.Findings.Count(finding => finding.What.StartsWith("the log only grew", StringComparison.Ordinal)), Is.EqualTo(sizes.Count - 1));
    }

    private static long SizeOf(Reply reply)
    {
        var json = reply.Json.TryGetProperty("receipt", out var receipt) ? receipt.GetProperty("proof") : reply.Json.TryGetProperty("proof", out var proof) ? proof : reply.Json;
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(json.GetProperty("checkpoint").GetString()!.Split('.')[1]);
        return System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("size").GetInt64();
    }

    [Test]
    public void A_record_names_no_bidder_and_is_in_canonical_form()
    {
        Assert.That(Record.Body, Does.StartWith("{\"auction\":\"auc_").And.Not.Contain("org_bidder"));
        Assert.That(Record.Body, Does.Not.Contain("usr_").And.Not.Contain(", \"").And.Not.Contain("\": "));
    }

    [Test]
    public void A_pair_of_bids_that_change_places_is_found()
    {
        var record = Copy();
        var (a, b) = (IndexOf(record, "bid_placed.1"), IndexOf(record, "bid_placed.1", 1));
        var (first, second) = (Events(record)[a]!.DeepClone(), Events(record)[b]!.DeepClone());
        (Events(record)[a], Events(record)[b]) = (second, first);

        Assert.That(Passes(record), Is.False);
    }

    [TestCase("bid_placed.1", 0)]
    [TestCase("bid_placed.1", 3)]
    [TestCase("bid_refused.1", 0)]
    [TestCase("bid_refused.1", 2)]
    [TestCase("bid_refused.1", 3)]
    [TestCase("sale_confirmed.1", 0)]
    [TestCase("auction_closed.1", 0)]
    [TestCase("auction_opened.1", 0)]
    public void An_event_that_was_left_out_is_found(string type, int nth)
    {
        var record = Copy();
        Events(record).RemoveAt(IndexOf(record, type, nth));

        Assert.That(Passes(record), Is.False);
    }

    [Test]
    public void A_refusal_that_came_after_the_end_is_counted_by_the_signature_and_proved_by_its_receipt()
    {
        var record = Copy();
        Events(record).RemoveAt(IndexOf(record, "bid_refused.1", 3));

        Assert.That(Failures(Check(Element(record), [Receipts[7].Json])), Is.EqualTo(new[]
        {
            "events are missing, doubled or out of order",
            $"the receipt of {Receipts[7].Json.GetProperty("receipt").GetProperty("bidId").GetString()} is proved and the record does not have it: the marketplace contradicts itself",
        }));
    }

    [Test]
    public void A_checkpoint_that_was_not_signed_for_a_record_counts_nothing_and_is_not_taken_for_one()
    {
        var record = Copy();
        record["checkpoint"] = Receipts[0].Json.GetProperty("proof").GetProperty("checkpoint").GetString();

        Assert.That(Failures(Check(Element(record))), Is.EqualTo(new[] { "the checkpoint of the record is not to be believed: it is signed as something else" }));
    }

    private static IEnumerable<string> Failures(RecordCheck check) => check.Findings.Where(finding => finding.Holds is false).Select(finding => finding.What);

    [Test]
    public void A_late_bid_that_is_put_in_is_found()
    {
        var record = Copy();
        var late = Events(record)[IndexOf(record, "bid_placed.1", 3)]!.DeepClone();
        Events(record).Insert(IndexOf(record, "auction_closed.1") + 1, late);

        Assert.That(Passes(record), Is.False);
    }

    [Test]
    public void Another_winner_in_the_stated_result_is_found()
    {
        var record = Copy();
        record["result"]!["winner"] = "2";

        var check = Check(Element(record));
        Assert.That(Failures(check), Is.EqualTo(new[] { "the result that is stated is not the one that the events lead to" }));
    }

    [Test]
    public void A_record_signed_by_another_is_not_believed()
    {
        var record = Copy();
        var parts = ((string)record["checkpoint"]!).Split('.');
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var forged = other.SignData(System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Security.Cryptography.HashAlgorithmName.SHA256);
        record["checkpoint"] = $"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(forged)}";

        var check = Check(Element(record));
        Assert.That(check.Findings.Single().What, Does.EndWith("the signature does not hold"));
    }

    /// <summary>A sample of what <c>tests/README.md</c> runs at length.</summary>
    [Test]
    public void None_of_a_thousand_random_changes_passes()
    {
        var random = new Random(20260820);
        var body = System.Text.Encoding.UTF8.GetBytes(Record.Body);
        var passed = new List<string>();
        for (var n = 0; n < ChangedRecords.Runs; n++)
        {
            var (what, changed) = ChangedRecords.Change(body, random);
            if (changed is not null && Passes(changed)) passed.Add(what);
        }
        Assert.That(passed, Is.Empty);
    }
}
