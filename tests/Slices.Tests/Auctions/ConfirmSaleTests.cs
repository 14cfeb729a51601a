using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ConfirmSaleTests : AuctionFixture
{
    private static Task<Reply> Confirm(Client client, Deal deal, string? key = null) => client.Post($"{deal.Path}/confirmation", key: key);

    [Test]
    public async Task With_the_close_2_of_3_deposits_go_back_and_with_the_confirmation_the_winners_becomes_price()
    {
        var deal = await EndedAsync(bidders: 3);
        (long Released, long Applied, long Held)[] Deposits(Reply page) => [.. page["items"].EnumerateArray().Select(item => item.GetProperty("deposit"))
            .Select(d => (Wan(d, "released"), Wan(d, "applied"), Wan(d, "held")))];
        static long Wan(System.Text.Json.JsonElement deposit, string of) => deposit.GetProperty(of).GetProperty("amount").GetInt64() / Deal.Wan;

        var closed = (await deal.Operator.Get($"{deal.Path}/bidders")).Is(200);
        Assert.That(Deposits(closed), Is.EqualTo(new[] { (0L, 0L, 30L), (30, 0, 0), (30, 0, 0) }));

        var confirmed = (await Confirm(deal.Operator, deal, "confirm-1")).Is(200);
        Assert.That(confirmed.Text("phase"), Is.EqualTo("confirmed"));
        Assert.That((await Confirm(deal.Operator, deal, "confirm-1")).Is(200).Replayed, Is.True);
        (await Confirm(deal.Operator, deal)).Refused(409, "auction.already_confirmed");

        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var after = (await deal.Operator.Get($"{deal.Path}/bidders")).Is(200);
        Assert.That(Deposits(after), Is.EqualTo(new[] { (0L, 30L, 0L), (30, 0, 0), (30, 0, 0) }));
    }

    [Test]
    public async Task What_is_not_sold_is_not_confirmed()
    {
        (await Confirm((await WithdrawnAsync()) is var withdrawn ? withdrawn.Operator : null!, withdrawn)).Refused(409, "auction.not_sold");
        var open = await Deal.OpenAsync(Market, bidders: 1);
        (await open.BidAsync(1, 300)).Is(201);
        (await Confirm(open.Operator, open)).Refused(409, "auction.not_sold");
        var unsold = await EndedAsync(bidders: 1, bid: null);
        (await Confirm(unsold.Operator, unsold)).Refused(409, "auction.not_sold");
        (await open.Operator.Post($"/v1/auctions/{NoAuction}/confirmation")).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task Only_the_market_that_ran_the_auction_confirms()
    {
        var deal = await EndedAsync();
        (await Confirm(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_operator");
        (await Confirm(deal.University, deal)).Refused(403, "role.missing");
        (await Confirm(deal.Bidders[0], deal)).Refused(403, "role.missing");
        (await Confirm(Market.Stranger, deal)).Refused(401, "token.missing");
    }
}
