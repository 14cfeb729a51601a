using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class AcceptDutchPriceTests : AuctionFixture
{
    [Test]
    public async Task The_first_to_accept_the_price_of_now_has_it_and_the_bidding_is_over_when_no_priority_is_used()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.Dutch);
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(10));
        var open = await deal.ReadAsync();
        Assert.That((open.Text("kind"), open.Text("stage.kind"), open["stage.number"].GetInt32(), open["stage.price.amount"].GetInt64()),
            Is.EqualTo(("dutch", "descending", 2, 297 * Deal.Wan)));
        var receipt = (await deal.AcceptAsync(2, 297)).Is(201);
        Assert.That((receipt.Text("form"), receipt["amount.amount"].GetInt64()), Is.EqualTo(("acceptance", 297 * Deal.Wan)));
        await Market.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await deal.AcceptAsync(1, 297)).Refused(409, "bid.price_taken");
        await Market.AdvanceToAsync(deal.OpensAt.AddMinutes(15));
        (await deal.AcceptAsync(1, 297)).Refused(409, "auction.ended");
        var result = await deal.ResultAsync();
        Assert.That((result.Text("winner"), result["price.amount"].GetInt64()), Is.EqualTo(("2", 297 * Deal.Wan)));
    }

    [Test]
    public async Task In_the_same_millisecond_the_second_is_told_that_the_price_is_taken()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.Dutch);
        (await deal.AcceptAsync(2, 300)).Is(201);
        (await deal.AcceptAsync(1, 300)).Refused(409, "bid.price_taken");
    }

    [Test]
    public async Task Who_names_another_price_is_told_the_one_of_now_and_has_a_receipt()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.Dutch);
        var refused = (await deal.AcceptAsync(1, 297)).Refused(409, "bid.price_differs");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/price" }));
        Assert.That(refused.Text("detail"), Does.Contain("3000000.00"));
        Assert.That(refused.Text("receipt.form"), Is.EqualTo("acceptance"));
    }

    [Test]
    public async Task A_price_that_nobody_accepts_leaves_the_lot_unsold()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.Dutch);
        await Market.AdvanceToAsync(deal.ClosesAt);
        Assert.That((await deal.ResultAsync()).Text("reason"), Is.EqualTo("no_bids"));
        (await deal.AcceptAsync(1, 288)).Refused(409, "auction.ended");
    }

    [Test]
    public async Task Where_no_price_falls_nothing_is_accepted_and_where_one_falls_nothing_is_called_out()
    {
        var soft = await Deal.OpenAsync(Market);
        (await soft.AcceptAsync(1, 300)).Refused(409, "bid.not_taken");
        var dutch = await FormatDeal.OpenAsync(Market, FormatDeal.Dutch);
        (await dutch.BidAsync(1, 300)).Refused(409, "bid.not_taken");
    }
}
