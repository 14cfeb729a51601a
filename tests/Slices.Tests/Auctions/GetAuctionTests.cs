using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetAuctionTests : AuctionFixture
{
    [Test]
    public async Task A_bid_shows_at_once_under_its_label_with_the_next_minimum()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(2, 310)).Is(201);
        var read = await deal.ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Text("phase"), Is.EqualTo("open"));
            Assert.That(read.Text("leading.label"), Is.EqualTo("2"));
            Assert.That(read["leading.amount.amount"].GetInt64(), Is.EqualTo(310 * Deal.Wan));
            Assert.That(read["minimumNext.amount"].GetInt64(), Is.EqualTo(320 * Deal.Wan));
            Assert.That(read["bids"].GetInt64(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Who_bids_shows_to_nobody_not_even_to_another_bidder()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        foreach (var reader in (Client[])[Market.Stranger, deal.Bidders[1], deal.University])
            Assert.That((await reader.Get(deal.Path)).Is(200).Body, Does.Not.Contain(deal.Bidders[0].Organization).And.Not.Contain(deal.Bidders[0].Subject));
    }

    [Test]
    public async Task A_refused_bid_changes_neither_the_auction_nor_its_version()
    {
        var deal = await Deal.OpenAsync(Market);
        var before = await deal.ReadAsync();
        (await deal.BidAsync(1, 299)).Refused(422, "bid.too_low");
        var after = await deal.ReadAsync();
        Assert.That((after.Body, after.ETag), Is.EqualTo((before.Body, before.ETag)));
    }

    [Test]
    public async Task An_auction_that_is_not_there_is_not_found()
    {
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}")).Refused(404, "auction.not_found");
        (await Market.Stranger.Get("/v1/auctions/auc_1")).Refused(404, "resource.not_found");
    }
}
