using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ConfirmDepositTests : AuctionFixture
{
    [Test]
    public async Task The_deposit_of_30_wan_is_confirmed_once_before_or_after_the_qualification()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (bidder, label) = await deal.RegisteredAsync();
        var confirmed = (await deal.DepositAsync(label)).Is(201);
        Assert.That(confirmed.Header("Location"), Is.EqualTo($"{deal.Path}/bidders/{label}"));
        Assert.That(confirmed["deposit.held.amount"].GetInt64(), Is.EqualTo(30 * Deal.Wan));
        Assert.That((await bidder.Get(confirmed.Header("Location")!)).Is(200).Body, Is.EqualTo(confirmed.Body));
        (await deal.DepositAsync(label)).Refused(409, "deposit.already_confirmed");
    }

    [Test]
    public async Task The_same_key_confirms_once_and_for_another_amount_not_at_all()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.RegisteredAsync();
        Task<Reply> Confirm(long wan) => deal.Operator.Post($"{deal.Path}/deposits", new { label = "1", amount = Deal.InWan(wan), reference = "中国银行 20260804-1" }, "deposit-1");
        var first = (await Confirm(30)).Is(201);
        var again = (await Confirm(30)).Is(201);
        Assert.That((again.Body, again.Replayed), Is.EqualTo((first.Body, true)));
        (await Confirm(31)).Refused(422, "idempotency.key_reused");
    }

    [TestCase(29)]
    [TestCase(31)]
    public async Task Another_amount_is_not_the_deposit(long wan)
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.RegisteredAsync();
        var reply = (await deal.DepositAsync("1", wan)).Refused(422, "deposit.amount_differs");
        Assert.That(reply.Text("detail"), Does.Contain("300000.00"));
    }

    [Test]
    public async Task Who_was_rejected_or_never_registered_pays_nothing()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.RegisteredAsync();
        (await deal.RejectAsync("1", "营业执照已过期")).Is(200);
        (await deal.DepositAsync("1")).Refused(403, "bidder.rejected");
        (await deal.DepositAsync("2")).Refused(404, "bidder.not_found");
    }

    [Test]
    public async Task Only_the_market_that_runs_the_auction_confirms()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (bidder, label) = await deal.RegisteredAsync();
        var body = new { label, amount = Deal.InWan(30), reference = "中国银行 20260804-1" };
        (await (await OtherOperatorAsync()).Post($"{deal.Path}/deposits", body)).Refused(403, "auction.not_operator");
        (await bidder.Post($"{deal.Path}/deposits", body)).Refused(403, "role.missing");
        (await Market.Stranger.Post($"{deal.Path}/deposits", body)).Refused(401, "token.missing");
    }

    [Test]
    public async Task After_the_end_no_deposit_arrives_any_more()
    {
        var (ended, withdrawn) = (await EndedAsync(bidders: 1), await WithdrawnAsync());
        (await ended.DepositAsync("1")).Refused(409, "auction.ended");
        (await withdrawn.DepositAsync("1")).Refused(409, "auction.withdrawn");
        (await ended.Operator.Post($"/v1/auctions/{NoAuction}/deposits", new { label = "1", amount = Deal.InWan(30), reference = "x" })).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task A_payment_has_an_amount_and_a_reference()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var reply = (await deal.Operator.Post($"{deal.Path}/deposits", new { label = "1", amount = Deal.InWan(0), reference = " " })).Refused(422, "request.invalid");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/amount", "/reference" }));
    }
}
