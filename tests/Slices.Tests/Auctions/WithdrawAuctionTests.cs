using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class WithdrawAuctionTests : AuctionFixture
{
    private static Task<Reply> Withdraw(Client client, Deal deal, string reason = "专利权属发生争议") => client.Post($"{deal.Path}/withdrawal", new { reason });

    [Test]
    public async Task The_seller_takes_the_lot_back_a_millisecond_before_the_start()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var bidder = await deal.QualifiedAsync();
        await Market.AdvanceToAsync(deal.OpensAt.AddMilliseconds(-1));
        var withdrawn = (await Withdraw(deal.University, deal)).Is(200);
        Assert.That(withdrawn.Text("phase"), Is.EqualTo("withdrawn"));
        Assert.That((withdrawn.Text("withdrawal.reason"), withdrawn.Text("withdrawal.withdrawnAt")), Is.EqualTo(("专利权属发生争议", Deal.At(deal.OpensAt.AddMilliseconds(-1)))));
        Assert.That((await deal.ReadAsync()).Body, Is.EqualTo(withdrawn.Body));
        (await Withdraw(deal.University, deal)).Refused(409, "auction.withdrawn");

        await Market.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var read = (await bidder.Get($"{deal.Path}/bidders/1")).Is(200);
        Assert.That((read["deposit.released.amount"].GetInt64(), read["deposit.held.amount"].GetInt64()), Is.EqualTo((30 * Deal.Wan, 0)));
        Assert.That((await deal.ReadAsync()).Text("phase"), Is.EqualTo("withdrawn"), "what was due at the opening is due no more");
    }

    [Test]
    public async Task At_the_start_it_is_too_late()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 0);
        (await Withdraw(deal.University, deal)).Refused(409, "auction.already_open");
        (await Withdraw(deal.Operator, deal)).Refused(409, "auction.already_open");
    }

    [Test]
    public async Task Only_the_seller_or_the_market_that_runs_the_auction_may()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var bidder = await deal.QualifiedAsync();
        var other = await Deal.ListedAsync(Market);
        (await Withdraw(other.University, deal)).Refused(403, "auction.not_seller_nor_operator");
        (await Withdraw(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_seller_nor_operator");
        (await Withdraw(bidder, deal)).Refused(403, "role.missing");
        (await Withdraw(Market.Stranger, deal)).Refused(401, "token.missing");
        (await Withdraw(deal.Operator, deal)).Is(200);
    }

    [Test]
    public async Task It_takes_a_reason_and_an_auction_that_is_there()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        Assert.That((await Withdraw(deal.University, deal, " ")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
        Assert.That((await deal.University.Post($"{deal.Path}/withdrawal", "{}")).Refused(400, "request.unreadable").Text("detail"), Does.Contain("reason"));
        (await deal.University.Post($"/v1/auctions/{NoAuction}/withdrawal", new { reason = "专利权属发生争议" })).Refused(404, "auction.not_found");
    }
}
