using Marketplace.Tests;

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
    public async Task There_is_none_before_the_end_nor_of_what_was_withdrawn()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.Operator.Get($"{deal.Path}/record")).Refused(409, "auction.not_ended");
        (await Market.Stranger.Get($"{(await WithdrawnAsync()).Path}/record")).Refused(409, "auction.withdrawn");
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}/record")).Refused(404, "auction.not_found");
    }
}
