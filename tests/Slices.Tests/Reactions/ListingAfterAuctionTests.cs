using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reactions;

public sealed class ListingAfterAuctionTests : AuctionFixture
{
    private async Task<string> StateAsync(Deal deal) => (await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("state");

    [Test]
    public async Task Below_its_reserve_a_lot_stays_unsold_and_can_be_announced_again()
    {
        var deal = await EndedAsync(bid: 440, reserveWan: 450);
        Assert.That(await StateAsync(deal), Is.EqualTo("open"));
        var first = deal.Auction;
        (await deal.AnnounceAsync()).Is(201);
        Assert.That(deal.Auction, Is.Not.EqualTo(first));
        Assert.That((await deal.ReadAsync())["hasReserve"].GetBoolean(), Is.True);
    }

    [Test]
    public async Task Without_a_bid_and_after_a_withdrawal_the_listing_is_open_again()
    {
        Assert.That(await StateAsync(await EndedAsync(bid: null)), Is.EqualTo("open"));
        var withdrawn = await WithdrawnAsync();
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That(await StateAsync(withdrawn), Is.EqualTo("open"));
    }

    [Test]
    public async Task A_sold_lot_is_off_the_market_with_its_confirmation()
    {
        var deal = await EndedAsync();
        Assert.That(await StateAsync(deal), Is.EqualTo("in_auction"));
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That(await StateAsync(deal), Is.EqualTo("sold"));
    }
}
