using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetAuctionRecordTests : AuctionFixture
{
    [Test]
    public async Task After_the_end_it_holds_every_bid_and_every_refusal_in_order_for_everybody()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 310)).Refused(422, "bid.too_low");
        await Market.AdvanceToAsync(deal.ClosesAt);
        var record = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200);
        var events = record["events"].EnumerateArray().Select(e => e.GetProperty("event")).ToList();

        Assert.That(record.Text("format"), Is.EqualTo("marketplace-auction-record-1"));
        Assert.That(events.Select(e => e.GetProperty("type").GetString()),
            Is.EqualTo(new[] { "auction_announced.1", "auction_opened.1", "bid_placed.1", "bid_refused.1", "auction_closed.1" }));
        Assert.That(events.Select(e => e.GetProperty("position").GetInt64()), Is.Ordered.Ascending);
        Assert.That(record.Body, Does.Not.Contain(deal.Bidders[0].Organization).And.Not.Contain(deal.Bidders[1].Subject));
    }

    [Test]
    public async Task The_record_is_the_same_bytes_whenever_it_is_asked_for()
    {
        var deal = await EndedAsync();
        await Market.AdvanceAsync(TimeSpan.FromSeconds(1));
        var first = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200);
        await EndedAsync();

        Assert.That((await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Body, Is.EqualTo(first.Body));
    }

    [Test]
    public async Task A_record_of_several_pages_is_whole_in_order_proved_and_canonical()
    {
        var deal = await Deal.OpenAsync(Market);
        // What would take an hour to bid, "…\t…" to be escaped among it.
        Event Refused(int n) => new BidRefused($"bid_{n:x32}", "1", new Money(n), "bid.too_low", [new RefusalArgument("minimum", "3\t0\u0001\"\\ü价")], new Instant(n), new Instant(n));
        await Market.AppendAsync(RefusedBids.StreamOf(deal.Auction), [.. Enumerable.Range(1, 1_200).Select(Refused)]);
        (await deal.BidAsync(1, 310)).Is(201);
        await Market.AppendAsync(RefusedBids.StreamOf(deal.Auction), [.. Enumerable.Range(1_201, 1_200).Select(Refused)]);
        await Market.AdvanceToAsync(deal.ClosesAt);
        var body = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Body;

        using var json = JsonDocument.Parse(body);
        Assert.That(System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(json.RootElement)), Is.EqualTo(body));
        var record = AuctionRecord.Read(json.RootElement);
        Assert.That(record.Events, Has.Length.EqualTo(2_404));
        Assert.That(record.Events.Select(e => e.Position), Is.Ordered.Ascending);
        var tree = Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json).Check(record.Checkpoint, Signatures.Record).Tree!;
        Assert.That(record.Events.Where(e => !e.IsIn(tree)), Is.Empty);
        Assert.That(tree.Streams![RefusedBids.StreamOf(deal.Auction)], Is.EqualTo(2_400));
    }

    [Test]
    public async Task It_is_answered_while_late_bids_go_on_being_refused_and_holds_all_that_its_tree_does()
    {
        var deal = await EndedAsync();
        var refusals = RefusedBids.StreamOf(deal.Auction);
        Event Late(int n) => new BidRefused($"bid_{n:x32}", "1", new Money(n), "auction.ended", [], new Instant(n), new Instant(n));
        using var answered = new CancellationTokenSource();
        var late = Task.Run(async () =>
        {
            // Far more than come in while it is made, and not without end, should it never be.
            for (var n = 1; n <= 20_000 && !answered.IsCancellationRequested; n++) await Market.AppendAsync(refusals, [Late(n)]);
            return answered.IsCancellationRequested;
        });
        var body = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Body;
        await answered.CancelAsync();

        Assert.That(await late, Is.True, "it did not wait for the last of them");
        using var json = JsonDocument.Parse(body);
        var record = AuctionRecord.Read(json.RootElement);
        var tree = Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json).Check(record.Checkpoint, Signatures.Record).Tree!;
        Assert.That(record.Events.Count(e => e.Stream == refusals), Is.EqualTo(tree.Streams![refusals]));
        Assert.That(record.Events.Where(e => !e.IsIn(tree)), Is.Empty);
    }

    [Test]
    public async Task It_holds_the_publication_of_a_rule_set_that_does_not_come_with_the_marketplace()
    {
        await using var market = TestMarket.Open();
        var operators = await market.JoinAsync(OrganizationKind.MarketOperator, "安吉科技大市场", Role.Operator);
        var rules = JsonNode.Parse((await market.Stranger.Get("/v1/rule-sets/cn-2026-01")).Is(200).Body)!.AsObject();
        (rules["version"], rules["effectiveFrom"], rules["auction"]!["depositReleaseHours"]!["value"]) = ("cn-2026-09", "2026-09-01", 48);
        (await operators.Post("/v1/rule-sets", rules.ToJsonString())).Is(201);
        await market.AdvanceToAsync(new DateTimeOffset(2026, 9, 1, 9, 0, 0, Instant.ShanghaiOffset));
        var deal = await Deal.OpenAsync(market);
        (await deal.BidAsync(1, 310)).Is(201);
        await market.AdvanceToAsync(deal.ClosesAt);
        var record = JsonNode.Parse((await market.Stranger.Get($"{deal.Path}/record")).Is(200).Body)!;
        var keys = Signatures.Read((await market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json);

        Assert.That((string?)record["ruleSet"], Is.EqualTo("cn-2026-09"));
        Assert.That((string?)record["events"]![0]!["event"]!["type"], Is.EqualTo("rule_set_published.2"));
        var check = Check(record);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        record["events"]!.AsArray().RemoveAt(0);
        Assert.That(Check(record).Findings.Select(finding => finding.What), Has.Some.Contains("cn-2026-09 is neither built in nor published"));

        RecordCheck Check(JsonNode changed)
        {
            var made = new RecordCheck(keys);
            made.Check(AuctionRecord.Read(JsonSerializer.Deserialize<JsonElement>(changed.ToJsonString())), Evidence.None);
            return made;
        }
    }

    [Test]
    public async Task There_is_none_before_the_end_nor_of_what_was_withdrawn()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.Operator.Get($"{deal.Path}/record")).Refused(409, "auction.not_ended");
        (await Market.Stranger.Get($"{(await WithdrawnAsync()).Path}/record")).Refused(409, "auction.withdrawn");
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}/record")).Refused(404, "auction.not_found");
    }
}
