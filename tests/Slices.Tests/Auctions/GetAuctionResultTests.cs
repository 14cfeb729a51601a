using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetAuctionResultTests : AuctionFixture
{
    [Test]
    public async Task Sold_from_300_to_480_wan_is_a_premium_of_60_percent()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 480)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Text("outcome"), Is.EqualTo("sold"));
            Assert.That(result.Text("winner"), Is.EqualTo("2"));
            Assert.That(result["price.amount"].GetInt64(), Is.EqualTo(480 * Deal.Wan));
            Assert.That(result["premiumPercent"].GetDecimal(), Is.EqualTo(60.00m));
            Assert.That(result["bids"].GetInt64(), Is.EqualTo(2));
            Assert.That(result.Time("endedAt"), Is.EqualTo(deal.ClosesAt));
            Assert.That(result.Body, Does.Not.Contain("reserve").And.Not.Contain("reason"));
            Assert.That(result.Body, Does.Not.Contain(deal.Bidders[1].Organization));
        }
    }

    [Test]
    public async Task Below_the_reserve_of_450_wan_it_stays_unsold_and_the_reserve_is_opened()
    {
        var deal = await EndedAsync(bid: 440, reserveWan: 450);
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Text("outcome"), result.Text("reason")), Is.EqualTo(("unsold", "reserve_not_met")));
            Assert.That(result["reserve.amount"].GetInt64(), Is.EqualTo(450 * Deal.Wan));
            Assert.That(result.Body, Does.Not.Contain("\"winner\"").And.Not.Contain("\"price\""));
        }
        var bidders = (await deal.Operator.Get($"{deal.Path}/bidders")).Is(200)["items"].EnumerateArray();
        Assert.That(bidders.Select(bidder => bidder.GetProperty("deposit").GetProperty("held").GetProperty("amount").GetInt64()), Is.All.Zero);
    }

    [TestCase(450, "sold")]
    [TestCase(440, "unsold")]
    public async Task At_the_reserve_of_450_wan_it_is_sold_one_step_below_it_is_not(int bid, string outcome)
    {
        var deal = await EndedAsync(bid: bid, reserveWan: 450);
        Assert.That((await Market.Stranger.Get($"{deal.Path}/result")).Is(200).Text("outcome"), Is.EqualTo(outcome));
    }

    [Test]
    public async Task Without_a_bid_the_reserve_stays_the_sellers_secret()
    {
        var deal = await EndedAsync(bid: null, reserveWan: 450);
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((result.Text("outcome"), result.Text("reason")), Is.EqualTo(("unsold", "no_bids")));
        Assert.That(result.Body, Does.Not.Contain("\"reserve\"").And.Not.Contain("450000000"));
    }

    [Test]
    public async Task Before_the_end_no_answer_to_anybody_shows_the_reserve_of_437_wan()
    {
        var deal = await Deal.OpenAsync(Market, reserveWan: 437);
        (await deal.BidAsync(1, 440)).Is(201);
        string[] paths = [deal.Path, $"{deal.Path}/result", $"{deal.Path}/bidders", $"{deal.Path}/bidders/1", $"{deal.Path}/bids", "/v1/auctions"];
        foreach (var reader in (Client[])[Market.Stranger, deal.Bidders[0], deal.University, deal.Operator, await OtherOperatorAsync()])
            foreach (var path in paths)
                Assert.That((await reader.Get(path)).Body, Does.Not.Contain("437000000").And.Not.Contain("4370000.00").And.Not.Contain("cipher").And.Not.Contain("commitment"), path);
    }

    [Test]
    public async Task There_is_no_result_before_the_end_nor_of_what_was_withdrawn()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await Market.Stranger.Get($"{deal.Path}/result")).Refused(409, "auction.not_ended");
        (await Market.Stranger.Get($"{(await WithdrawnAsync()).Path}/result")).Refused(409, "auction.withdrawn");
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}/result")).Refused(404, "auction.not_found");
    }
}
