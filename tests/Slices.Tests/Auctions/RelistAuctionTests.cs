using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class RelistAuctionTests : AuctionFixture
{
    /// <summary>A new announcement with the same terms at other times.</summary>
    private static object Again(Deal deal, decimal? startWan = null, decimal? depositWan = null, string? session = null)
    {
        var body = deal.Announcement();
        return new
        {
            registrationClosesAt = body["registrationClosesAt"], opensAt = body["opensAt"], closesAt = body["closesAt"], priority = body["priority"], session,
            startPrice = startWan is { } wan ? Deal.InWan(wan) : null, deposit = depositWan is { } part ? Deal.InWan(part) : null,
        };
    }

    private static Task<Reply> Relist(Client client, Deal deal, object body) => client.Post($"{deal.Path}/relisting", body);

    [Test]
    public async Task An_unsold_lot_is_announced_again_a_fifth_lower_as_the_second_attempt()
    {
        var deal = await EndedAsync(bid: null);
        Assert.That((await Relist(deal.Operator, deal, Again(deal, 239.99m))).Refused(422, "auction.reduction_too_great").Pointers, Is.EqualTo(new[] { "/startPrice" }));
        var again = (await Relist(deal.Operator, deal, Again(deal, 240, 24))).Is(201);
        Assert.That((again["attempt"].GetInt32(), again.Text("previous"), again["startPrice.amount"].GetInt64(), again.Text("listing")), Is.EqualTo((2, deal.Auction, 240 * Deal.Wan, deal.Listing)));
        Assert.That((await deal.ReadAsync()).Text("relisted"), Is.EqualTo(again.Id));
        Assert.That((await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("auction"), Is.EqualTo(again.Id));
        (await Relist(deal.Operator, deal, Again(deal))).Refused(409, "auction.already_relisted");
    }

    [Test]
    public async Task Who_defaulted_takes_no_part_and_owes_the_shortfall_when_the_lot_is_sold_for_less()
    {
        var deal = await EndedAsync();
        (await deal.Operator.Post($"{deal.Path}/default", new { reason = "买受人逾期未签订合同。" })).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var again = (await Relist(deal.Operator, deal, Again(deal, 250, 25))).Is(201);
        (await deal.Bidders[0].Post($"/v1/auctions/{again.Id}/bidders")).Refused(403, "bidder.barred");
        var label = (await deal.Bidders[1].Post($"/v1/auctions/{again.Id}/bidders")).Is(201).Text("label");
        (await deal.Operator.Post($"/v1/auctions/{again.Id}/bidders/{label}/qualification", new { decision = "qualified" })).Is(200);
        (await deal.Operator.Post($"/v1/auctions/{again.Id}/deposits", new { label, amount = Deal.InWan(25), reference = "中国银行 20260820-1" })).Is(201);
        await Market.AdvanceToAsync(again.Time("opensAt"));
        (await deal.Bidders[1].Post($"/v1/auctions/{again.Id}/bids", new { amount = Deal.InWan(280) })).Is(201);
        await Market.AdvanceToAsync(again.Time("closesAt"));
        (await deal.Operator.Post($"/v1/auctions/{again.Id}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((result["defaults.0.price.amount"].GetInt64(), result["defaults.0.shortfall.amount"].GetInt64(), result.Text("defaults.0.soldIn")), Is.EqualTo((310 * Deal.Wan, 30 * Deal.Wan, again.Id)));
    }

    [Test]
    public async Task What_holds_for_an_announcement_holds_for_the_second_one()
    {
        var deal = await EndedAsync(bid: null);
        (await Relist(deal.Operator, deal, Again(deal, 240))).Is(201);
        var other = await EndedAsync(bid: null);
        (await Relist(other.Operator, other, Again(other, depositWan: 1))).Refused(422, "auction.deposit_out_of_range");
        (await Relist(other.Operator, other, Again(other, session: "ses_00000000000070008000000000000bad"))).Refused(404, "session.not_found");
        (await Relist(other.Operator, other, new { registrationClosesAt = Deal.At(Market.Now.AddHours(1)), opensAt = Deal.At(Market.Now.AddHours(2)), closesAt = Deal.At(Market.Now.AddHours(30)), priority = Deal.Told(Market.Now.AddDays(-3)) })).Refused(422, "auction.notice_too_short");
        var untold = other.Announcement(body => body.Remove("priority"));
        (await Relist(other.Operator, other, new { registrationClosesAt = untold["registrationClosesAt"], opensAt = untold["opensAt"], closesAt = untold["closesAt"] })).Refused(422, "priority.notice_missing");
        (await other.University.Post($"/v1/listings/{other.Listing}/withdrawal")).Is(200);
        (await Relist(other.Operator, other, Again(other))).Refused(409, "listing.phase_forbids");
    }

    [Test]
    public async Task Only_what_is_unsold_or_defaulted_on_is_put_up_again_and_only_by_its_market()
    {
        var sold = await EndedAsync();
        (await Relist(sold.Operator, sold, Again(sold))).Refused(409, "auction.phase_forbids");
        (await Relist(await OtherOperatorAsync(), sold, Again(sold))).Refused(403, "auction.not_operator");
        (await Relist(sold.University, sold, Again(sold))).Refused(403, "role.missing");
        (await sold.Operator.Post($"/v1/auctions/{NoAuction}/relisting", Again(sold))).Refused(404, "auction.not_found");
    }
}
