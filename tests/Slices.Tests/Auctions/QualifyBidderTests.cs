using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class QualifyBidderTests : AuctionFixture
{
    [Test]
    public async Task A_bidder_that_meets_the_conditions_is_qualified_once()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (bidder, label) = await deal.RegisteredAsync();
        var qualified = (await deal.QualifyAsync(label)).Is(200);
        Assert.That(qualified.Text("status"), Is.EqualTo("qualified"));
        Assert.That((await bidder.Get($"{deal.Path}/bidders/{label}")).Is(200).Body, Is.EqualTo(qualified.Body));
        (await deal.QualifyAsync(label)).Refused(409, "bidder.already_decided");
        (await deal.RejectAsync(label, "营业执照已过期")).Refused(409, "bidder.already_decided");
    }

    [Test]
    public async Task A_rejected_bidder_reads_why_and_has_its_30_wan_back()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (bidder, label) = await deal.RegisteredAsync();
        (await deal.DepositAsync(label)).Is(201);
        (await deal.RejectAsync(label, "营业执照已过期", "未提交授权委托书")).Is(200);
        var read = (await bidder.Get($"{deal.Path}/bidders/{label}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Text("status"), Is.EqualTo("rejected"));
            Assert.That(read["reasons"].EnumerateArray().Select(reason => reason.GetString()), Is.EqualTo(new[] { "营业执照已过期", "未提交授权委托书" }));
            Assert.That(read["deposit.confirmed.amount"].GetInt64(), Is.EqualTo(30 * Deal.Wan));
            Assert.That(read["deposit.released.amount"].GetInt64(), Is.EqualTo(30 * Deal.Wan));
            Assert.That(read["deposit.held.amount"].GetInt64(), Is.Zero);
        }
    }

    [Test]
    public async Task Nobody_is_rejected_without_a_reason()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (_, label) = await deal.RegisteredAsync();
        (await deal.RejectAsync(label)).Refused(422, "bidder.reason_missing");
        (await deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "rejected" })).Refused(422, "bidder.reason_missing");
        (await deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", "{\"decision\":\"rejected\",\"reasons\":[null]}")).Refused(422, "bidder.reason_missing");
        Assert.That((await deal.RejectAsync(label, "资料不全", "\u0007")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reasons/1" }));
        Assert.That((await deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "maybe" })).Refused(400, "request.unreadable").Pointers,
            Is.EqualTo(new[] { "/decision" }));
    }

    [Test]
    public async Task Another_market_decides_nothing_and_learns_nothing()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (bidder, label) = await deal.RegisteredAsync();
        var other = await OtherOperatorAsync();
        (await other.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "qualified" })).Refused(403, "auction.not_operator");
        (await other.Post($"{deal.Path}/bidders/99/qualification", new { decision = "qualified" })).Refused(403, "auction.not_operator");
        (await bidder.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "qualified" })).Refused(403, "role.missing");
        (await Market.Stranger.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "qualified" })).Refused(401, "token.missing");
    }

    [TestCase("2")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("01")]
    [TestCase("%201")]
    [TestCase("99999999999999999999")]
    [TestCase("one")]
    public async Task A_label_that_nobody_has_is_nobody(string label)
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.RegisteredAsync();
        (await deal.QualifyAsync(label)).Refused(404, "bidder.not_found");
    }

    [Test]
    public async Task When_the_auction_is_over_there_is_nothing_to_decide()
    {
        var (ended, withdrawn) = (await EndedAsync(bidders: 1), await WithdrawnAsync());
        (await ended.QualifyAsync("1")).Refused(409, "auction.ended");
        (await withdrawn.QualifyAsync("1")).Refused(409, "auction.withdrawn");
        (await ended.Operator.Post($"/v1/auctions/{NoAuction}/bidders/1/qualification", new { decision = "qualified" })).Refused(404, "auction.not_found");
    }
}
