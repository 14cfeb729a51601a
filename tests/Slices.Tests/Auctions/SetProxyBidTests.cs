using System.Security.Cryptography;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class SetProxyBidTests : AuctionFixture
{
    private static (string Label, long Wan) Lead(Reply auction) => (auction.Text("leading.label"), auction["leading.amount.amount"].GetInt64() / Deal.Wan);

    [Test]
    public async Task The_market_bids_the_least_that_leads_and_answers_each_bid_in_its_own_commit()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima);
        var receipt = (await deal.LeaveAsync(1, 400)).Is(201);
        Assert.That(receipt["commitment"].GetBytesFromBase64(), Is.EqualTo(SHA256.HashData(receipt["opening"].GetBytesFromBase64())));
        Assert.That(Lead(await deal.ReadAsync()), Is.EqualTo(("1", 300L)));
        var bid = (await deal.BidAsync(2, 350)).Is(201);
        Assert.That((bid.Text("label"), bid["amount.amount"].GetInt64()), Is.EqualTo(("2", 350 * Deal.Wan)));
        Assert.That(Lead(await deal.ReadAsync()), Is.EqualTo(("1", 360L)));
        (await deal.LeaveAsync(3, 385)).Is(201);
        Assert.That(Lead(await deal.ReadAsync()), Is.EqualTo(("1", 380L)));
        var bids = (await Market.Stranger.Get($"{deal.Path}/bids", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That(bids["items"].EnumerateArray().Select(item => item.GetProperty("form").GetString()), Is.EqualTo(new[] { "proxy", "open", "proxy", "proxy" }));
    }

    [Test]
    public async Task Of_equal_maxima_the_earlier_wins()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima);
        (await deal.LeaveAsync(2, 400)).Is(201);
        (await deal.LeaveAsync(1, 400)).Is(201);
        Assert.That(Lead(await deal.ReadAsync()), Is.EqualTo(("2", 400L)));
    }

    [Test]
    public async Task Refused_it_leaves_no_trace_of_the_amount()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima);
        (await deal.LeaveAsync(1, 456.78m)).Is(201);
        var again = (await deal.LeaveAsync(1, 445.67m)).Refused(422, "bid.proxy_not_raised");
        Assert.That(again.Pointers, Is.EqualTo(new[] { "/maximum" }));
        Assert.That(again.Body, Does.Not.Contain("44567").And.Not.Contain("45678"));
        Assert.That((await deal.LeaveAsync(2, 299)).Refused(422, "bid.too_low").Pointers, Is.EqualTo(new[] { "/maximum" }));
        (await (await Deal.OpenAsync(Market)).LeaveAsync(1, 400)).Refused(409, "bid.not_taken");
        (await deal.Bidders[0].Post($"/v1/auctions/{NoAuction}/proxy-bids", new { maximum = Deal.InWan(400) })).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task The_same_key_gives_the_same_receipt()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima);
        var body = new { maximum = Deal.InWan(400) };
        var first = (await deal.Bidders[0].Post($"{deal.Path}/proxy-bids", body, "maximum-1")).Is(201);
        var again = (await deal.Bidders[0].Post($"{deal.Path}/proxy-bids", body, "maximum-1")).Is(201);
        Assert.That((again.Text("bidId"), again.Text("opening"), again.Replayed), Is.EqualTo((first.Text("bidId"), first.Text("opening"), true)));
    }

    [Test]
    public async Task After_the_end_the_record_opens_the_maxima_of_those_who_did_not_win()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.WithMaxima);
        var (loser, winner) = ((await deal.LeaveAsync(1, 400)).Is(201), (await deal.LeaveAsync(2, 500)).Is(201));
        await Market.AdvanceToAsync(deal.ClosesAt);
        await Market.AdvanceAsync(TimeSpan.FromSeconds(1));
        var record = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200);
        Assert.That(record.Body, Does.Contain(loser.Text("opening")).And.Not.Contain(winner.Text("opening")));
    }
}
