using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ListBidsTests : AuctionFixture
{
    private async Task<string[]> RecordAsync(Client reader, Deal deal, string query = "")
    {
        var page = (await reader.Get($"{deal.Path}/bids{query}", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        return [.. page["items"].EnumerateArray().Select(item =>
            $"{item.GetProperty("label").GetString()} {item.GetProperty("amount").GetProperty("amount").GetInt64() / Deal.Wan} {(item.TryGetProperty("code", out var code) ? code.GetString() : "counts")}")];
    }

    [Test]
    public async Task The_record_shows_what_counted_to_everybody_and_what_did_not_to_those_it_concerns_until_the_end()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 335)).Refused(422, "bid.off_ladder");
        (await deal.BidAsync(2, 330)).Is(201);
        (await deal.BidAsync(1, 320)).Refused(422, "bid.too_low");

        string[] counted = ["1 310 counts", "2 330 counts"], all = ["1 310 counts", "2 335 bid.off_ladder", "2 330 counts", "1 320 bid.too_low"];
        var supervisor = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        Assert.That(await RecordAsync(Market.Stranger, deal), Is.EqualTo(counted));
        Assert.That(await RecordAsync(deal.University, deal), Is.EqualTo(counted));
        Assert.That(await RecordAsync(await OtherOperatorAsync(), deal), Is.EqualTo(counted));
        Assert.That(await RecordAsync(deal.Bidders[0], deal), Is.EqualTo(new[] { all[0], all[2], all[3] }));
        Assert.That(await RecordAsync(deal.Bidders[1], deal), Is.EqualTo(all[..3]));
        Assert.That(await RecordAsync(deal.Operator, deal), Is.EqualTo(all));
        Assert.That(await RecordAsync(supervisor, deal), Is.EqualTo(all));

        await Market.AdvanceToAsync(deal.ClosesAt);
        Assert.That(await RecordAsync(Market.Stranger, deal), Is.EqualTo(all));
    }

    [Test]
    public async Task Each_way_of_being_refused_is_on_record_once_even_when_it_is_asked_again()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        var (unpaid, label) = await deal.RegisteredAsync();
        (await deal.BidAsync(1, 300, "too-early")).Refused(409, "auction.not_yet_open");
        (await deal.BidAsync(1, 300, "too-early")).Refused(409, "auction.not_yet_open");
        await Market.AdvanceToAsync(deal.OpensAt);
        (await deal.BidAsync(unpaid, 300)).Refused(403, "bidder.not_qualified");
        (await deal.QualifyAsync(label)).Is(200);
        (await deal.BidAsync(unpaid, 300)).Refused(403, "deposit.missing");
        (await deal.BidAsync(1, 0)).Refused(422, "bid.out_of_range");
        (await deal.BidAsync(await deal.EnterpriseAsync(), 300)).Refused(403, "bidder.not_registered");
        await Market.AdvanceToAsync(deal.ClosesAt);
        (await deal.BidAsync(1, 300)).Refused(409, "auction.ended");
        Assert.That(await RecordAsync(deal.Operator, deal), Is.EqualTo(new[]
        {
            "1 300 auction.not_yet_open", "2 300 bidder.not_qualified", "2 300 deposit.missing", "1 0 bid.out_of_range", "1 300 auction.ended",
        }));
    }

    [Test]
    public async Task One_who_follows_the_auction_asks_from_the_position_it_has_seen()
    {
        var deal = await Deal.OpenAsync(Market);
        var receipts = new List<Reply>();
        for (var i = 0; i < 5; i++) receipts.Add((await deal.BidAsync(i % 2 + 1, 300 + 10 * i)).Is(201));
        Assert.That(await RecordAsync(Market.Stranger, deal, $"?after={receipts[1].Position}"), Is.EqualTo(new[] { "1 320 counts", "2 330 counts", "1 340 counts" }));
        var own = (await Market.Stranger.Get(receipts[3].Header("Location")!, ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That((own.Text("items.0.bidId"), own["items.0.position"].GetInt64()), Is.EqualTo((receipts[3].Text("bidId"), receipts[3].Position)));

        var first = (await Market.Stranger.Get($"{deal.Path}/bids?after={receipts[0].Position}&limit=2", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That(await RecordAsync(Market.Stranger, deal, $"?after={receipts[0].Position}&limit=2&cursor={first.Text("next")}"), Is.EqualTo(new[] { "2 330 counts", "1 340 counts" }));
        (await Market.Stranger.Get($"{deal.Path}/bids?after=1&limit=2&cursor={first.Text("next")}")).Refused(400, "cursor.mismatch");
    }

    [Test]
    public async Task Filters_find_labels_and_outcomes()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 310)).Refused(422, "bid.too_low");
        (await deal.BidAsync(2, 320)).Is(201);
        Assert.That(await RecordAsync(deal.Operator, deal, "?label=2"), Is.EqualTo(new[] { "2 310 bid.too_low", "2 320 counts" }));
        Assert.That(await RecordAsync(deal.Operator, deal, "?accepted=false"), Is.EqualTo(new[] { "2 310 bid.too_low" }));
        Assert.That(await RecordAsync(deal.Operator, deal, "?accepted=true&label=1,3"), Is.EqualTo(new[] { "1 310 counts" }));
    }

    [Test]
    public async Task What_cannot_be_meant_is_refused()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        Assert.That((await Market.Stranger.Get($"{deal.Path}/bids?after=-1")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/after" }));
        Assert.That((await Market.Stranger.Get($"{deal.Path}/bids?limit=201")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/limit" }));
        Assert.That((await Market.Stranger.Get($"{deal.Path}/bids?accepted=perhaps")).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/accepted" }));
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}/bids")).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task A_position_that_does_not_come_within_2_seconds_is_not_waited_for()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var reply = Market.Stranger.Get($"{deal.Path}/bids", ("Marketplace-Position", $"{Market.Position + 1000}"));
        await Market.Clock.AwaitedAsync(TimeSpan.FromSeconds(2));
        Market.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That((await reply).Refused(503, "read_model.behind").Header("Retry-After"), Is.EqualTo("1"));
    }
}
