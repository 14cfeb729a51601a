using System.Text.Json.Nodes;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>The checker on real records of every format, and on the same records with something changed in them.</summary>
public sealed class FormatRecordTests : AuctionFixture
{
    private readonly Dictionary<string, (Reply Record, List<Reply> Receipts)> held = [];
    private Signatures keys = null!;

    [OneTimeSetUp]
    public async Task HoldAsync()
    {
        await HoldAsync("timed_rounds", await FormatDeal.OpenAsync(Market, FormatDeal.TimedRounds, reserveWan: 330), RoundsAsync);
        await HoldAsync("dutch", await FormatDeal.OpenAsync(Market, FormatDeal.Dutch), DutchAsync);
        await HoldAsync("sealed_first_price", await FormatDeal.OpenAsync(Market, FormatDeal.SealedFirstPrice), SealedAsync);
        await HoldAsync("dutch_sealed_best", await FormatDeal.OpenAsync(Market, FormatDeal.DutchSealedBest), InsiderAsync);
        await HoldAsync("turns", await FormatDeal.OpenAsync(Market, FormatDeal.Turns), TurnsAsync);
        await HoldAsync("priority", await FormatDeal.WithPriorityAsync(Market, FormatDeal.SealedFirstPrice), PriorityAsync);
        await HoldAsync("maxima", await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima), MaximaAsync);
        keys = Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json);
    }

    private async Task HoldAsync(string format, Deal deal, Func<Deal, Action<Reply>, Task> story)
    {
        var receipts = new List<Reply>();
        await story(deal, receipts.Add);
        await Market.AdvanceToAsync((await deal.ReadAsync()).Time("closesAt").AddMinutes(1));
        receipts.Add((await deal.BidAsync(1, 900)).Refused(409, "auction.ended"));
        held[format] = ((await Market.Stranger.Get($"{deal.Path}/record")).Is(200), receipts);
    }

    private async Task RoundsAsync(Deal deal, Action<Reply> keep)
    {
        keep((await deal.BidAsync(1, 310)).Is(201));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-2));
        keep((await deal.BidAsync(2, 325)).Refused(422, "bid.off_ladder"));
        keep((await deal.BidAsync(2, 330)).Is(201));
        keep((await deal.BidAsync(3, 330)).Refused(422, "bid.too_low"));
        keep((await deal.BidAsync(1, 350)).Is(201));
    }

    private async Task DutchAsync(Deal deal, Action<Reply> keep)
    {
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(21));
        keep((await deal.AcceptAsync(1, 297)).Refused(409, "bid.price_differs"));
        keep((await deal.AcceptAsync(1, 294)).Is(201));
        keep((await deal.AcceptAsync(2, 294)).Refused(409, "bid.price_taken"));
    }

    private async Task SealedAsync(Deal deal, Action<Reply> keep)
    {
        var bids = new List<Reply>();
        foreach (var (label, wan) in new[] { (1, 330), (2, 330), (3, 340) }) bids.Add((await deal.SealAsync(label, wan)).Is(201));
        bids.ForEach(keep);
        keep((await deal.RevealAsync(1, bids[0].Text("bidId"), 330)).Refused(409, "bid.reveal_too_early"));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-5));
        keep((await deal.RevealAsync(2, bids[1].Text("bidId"), 330)).Is(201));
        keep((await deal.RevealAsync(1, bids[0].Text("bidId"), 331)).Refused(422, "bid.reveal_mismatch"));
        keep((await deal.RevealAsync(1, bids[0].Text("bidId"), 330)).Is(201));
        keep((await deal.RevealAsync(1, bids[0].Text("bidId"), 330)).Refused(409, "bid.already_revealed"));
    }

    private async Task InsiderAsync(Deal deal, Action<Reply> keep)
    {
        keep((await deal.AcceptAsync(1, 300)).Is(201));
        var bid = (await deal.SealAsync(2, 320)).Is(201);
        keep(bid);
        keep((await deal.SealAsync(3, 390)).Is(201));
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(11));
        keep((await deal.RevealAsync(2, bid.Text("bidId"), 320)).Is(201));
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(21));
        keep((await deal.BidAsync(1, 321)).Refused(422, "bid.too_low"));
        keep((await deal.BidAsync(1, 330)).Is(201));
        keep((await deal.BidAsync(3, 390)).Refused(409, "bid.not_your_turn"));
    }

    private async Task TurnsAsync(Deal deal, Action<Reply> keep)
    {
        keep((await deal.BidAsync(1, 320)).Is(201));
        keep((await deal.BidAsync(2, 320)).Is(201));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(4));
        keep((await deal.BidAsync(2, 330)).Is(201));
        keep((await deal.BidAsync(1, 340)).Refused(409, "bid.not_your_turn"));
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(7));
        keep((await deal.BidAsync(1, 340)).Is(201));
        keep((await deal.BidAsync(3, 340)).Refused(409, "bid.not_your_turn"));
    }

    private async Task PriorityAsync(Deal deal, Action<Reply> keep)
    {
        var bid = (await deal.SealAsync(1, 340)).Is(201);
        keep(bid);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-10));
        keep((await deal.RevealAsync(1, bid.Text("bidId"), 340)).Is(201));
        keep((await deal.ClaimAsync(3, 340)).Refused(409, "bid.not_taken"));
        await Market.AdvanceToAsync(deal.ClosesAt);
        keep((await deal.ClaimAsync(2, 340)).Refused(403, "priority.none"));
        keep((await deal.ClaimAsync(3, 350)).Refused(422, "priority.price_differs"));
        keep((await deal.ClaimAsync(3, 340)).Is(201));
    }

    private static async Task MaximaAsync(Deal deal, Action<Reply> keep)
    {
        keep((await deal.LeaveAsync(1, 400)).Is(201));
        keep((await deal.BidAsync(2, 350)).Is(201));
        keep((await deal.LeaveAsync(3, 455)).Is(201));
        keep((await deal.LeaveAsync(1, 500)).Is(201));
        keep((await deal.LeaveAsync(2, 500)).Is(201));
        keep((await deal.BidAsync(3, 400)).Refused(422, "bid.too_low"));
        keep((await deal.LeaveAsync(1, 520)).Is(201));
    }

    private RecordCheck Check(JsonNode record, IEnumerable<Reply> receipts)
    {
        var check = new RecordCheck(keys);
        check.Check(AuctionRecord.Read(Element(record)), Evidence.None with { Receipts = [.. receipts.Select(reply => Receipt.Read(reply.Json))] });
        return check;
    }

    private static System.Text.Json.JsonElement Element(JsonNode node) => System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(node.ToJsonString());

    private bool Passes(JsonNode record)
    {
        try
        {
            return Check(record, []).Holds;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [TestCase("timed_rounds", "bidder 1 wins at 3500000.00 yuan")]
    [TestCase("dutch", "bidder 1 wins at 2940000.00 yuan")]
    [TestCase("sealed_first_price", "bidder 1 wins at 3300000.00 yuan")]
    [TestCase("dutch_sealed_best", "bidder 1 wins at 3300000.00 yuan")]
    [TestCase("turns", "bidder 1 wins at 3400000.00 yuan")]
    [TestCase("priority", "bidder 3 wins at 3400000.00 yuan")]
    [TestCase("maxima", "bidder 1 wins at 5000000.00 yuan")]
    public void A_true_record_holds_with_every_receipt(string format, string result)
    {
        var (record, receipts) = held[format];
        var check = Check(JsonNode.Parse(record.Body)!, receipts);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        Assert.That(check.Findings.Select(finding => finding.What), Has.Some.StartsWith(result));
        Assert.That(check.Findings.Count(finding => finding.What.Contains("is in the record as it was given", StringComparison.Ordinal)), Is.EqualTo(receipts.Count));
    }

    private static readonly string[] Formats = ["timed_rounds", "dutch", "sealed_first_price", "dutch_sealed_best", "turns", "priority", "maxima"];

    private AuctionRecord Read(string format) => AuctionRecord.Read(held[format].Record.Json);

    /// <summary>Whether the rules alone lead through these events to an end, whatever signs them: a marketplace that lies can sign its lies.</summary>
    private static bool Follows(AuctionRecord record, IReadOnlyList<Proved> events)
    {
        var replay = new Replay(record.Auction, events);
        return events.All(e => replay.Follow(e) is null) && replay.Auction.Result is not null;
    }

    private static bool IsOf(AuctionRecord record, Proved e) => e.Stream == record.Auction || e.Type == "proxy_bid_set";

    [TestCaseSource(nameof(Formats))]
    public void A_signed_record_without_one_of_its_bids_stages_or_refusals_does_not_follow_from_the_rules(string format)
    {
        var record = Read(format);
        Assert.That(Follows(record, record.Events), Is.True);
        var end = record.Events.IndexOf(record.Events.Single(e => e.Type == "auction_closed"));
        Assert.That(record.Events.Take(end).Count(e => e.Type == "bid_refused"), Is.GreaterThan(0));
        for (var i = 0; i < record.Events.Length; i++)
            if (IsOf(record, record.Events[i]) || i < end) Assert.That(Follows(record, record.Events.RemoveAt(i)), Is.False, $"without {record.Events[i].Type} at {i}");
    }

    [TestCaseSource(nameof(Formats))]
    public void No_event_can_be_left_out_of_its_record_unseen_also_not_the_last_nor_one_that_came_after_the_end(string format)
    {
        var count = JsonNode.Parse(held[format].Record.Body)!["events"]!.AsArray().Count;
        Assert.That(Read(format).Events[^1].Type, Is.EqualTo("bid_refused"));
        for (var i = 0; i < count; i++)
        {
            var record = JsonNode.Parse(held[format].Record.Body)!;
            record["events"]!.AsArray().RemoveAt(i);
            Assert.That(Passes(record), Is.False, $"without the event at {i}");
        }
    }

    [TestCaseSource(nameof(Formats))]
    public void Two_events_of_a_signed_record_that_change_places_are_found_by_the_rules(string format)
    {
        var record = Read(format);
        for (var i = 0; i + 1 < record.Events.Length; i++)
        {
            var (first, second) = (record.Events[i], record.Events[i + 1]);
            // A maximum may be left before the opening is recorded, in the same moment: both orders follow.
            if (!IsOf(record, first) || !IsOf(record, second) || (first.Type, second.Type) == ("auction_opened", "proxy_bid_set")) continue;
            Assert.That(Follows(record, record.Events.SetItem(i, second).SetItem(i + 1, first)), Is.False, $"{first.Type} and {second.Type} at {i}");
        }
    }

    [TestCaseSource(nameof(Formats))]
    public void A_bid_that_is_written_into_a_signed_record_at_the_very_end_is_found_by_the_rules(string format)
    {
        var record = Read(format);
        var end = record.Events.Single(e => e.Type == "auction_closed");
        var closed = (Domain.Auctions.AuctionClosed)Domain.EventCatalogue.Decode(end.Type, end.TypeVersion, end.Data)!;
        var late = new Domain.Auctions.BidPlaced("bid_00000000000070008000000000000bad", closed.Winner!, closed.Price!.Value + Domain.Money.WanYuan(10), closed.EndedAt, closed.EndedAt, 99, closed.EndedAt, false);
        var (name, version, data) = Domain.EventCatalogue.Encode(late);
        var forged = end with { Type = name, TypeVersion = version, Data = data, At = closed.EndedAt.UnixMilliseconds };
        Assert.That(Follows(record, record.Events.Insert(record.Events.IndexOf(end), forged)), Is.False);
    }

    [TestCaseSource(nameof(Formats))]
    public void No_random_change_of_its_record_passes(string format)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(held[format].Record.Body);
        var seed = TestContext.CurrentContext.Random.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < ChangedRecords.Runs / 10; run++)
        {
            var (what, changed) = ChangedRecords.Change(body, random);
            if (changed is not null) Assert.That(Passes(changed), Is.False, $"seed {seed}: {what}");
        }
    }
}
