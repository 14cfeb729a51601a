using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reactions;

public sealed class ReturnListingTests : AuctionFixture
{
    private async Task<string> StateOfAsync(Deal deal) => (await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("state");

    [Test]
    public async Task A_lot_that_nobody_bid_for_is_open_again_and_goes_to_another_auction()
    {
        var deal = await EndedAsync(bidders: 1, bid: null);
        Assert.That(await StateOfAsync(deal), Is.EqualTo("open"));
        (await deal.AnnounceAsync()).Is(201);
        Assert.That(await StateOfAsync(deal), Is.EqualTo("in_auction"));
    }

    [Test]
    public async Task A_lot_whose_reserve_was_not_met_is_open_again()
    {
        var deal = await EndedAsync(bid: 310, reserveWan: 400);
        Assert.That(await StateOfAsync(deal), Is.EqualTo("open"));
    }

    [Test]
    public async Task A_withdrawn_auction_gives_its_listing_back_and_the_seller_may_take_it()
    {
        var deal = await WithdrawnAsync();
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That(await StateOfAsync(deal), Is.EqualTo("open"));
        (await deal.University.Post($"/v1/listings/{deal.Listing}/withdrawal")).Is(200);
    }

    [Test]
    public async Task While_the_auction_holds_it_the_seller_may_not()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        (await deal.University.Post($"/v1/listings/{deal.Listing}/withdrawal")).Refused(409, "listing.phase_forbids");
    }
}
