using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class GetMinutesTests : AuctionFixture
{
    private static Task<Reply> Read(Client client, Deal deal) => client.Get($"{deal.Path}/minutes");

    [Test]
    public async Task The_minutes_of_a_sale_say_all_that_is_signed_to_those_whom_it_concerns()
    {
        var deal = await Deal.OpenAsync(Market, change: body => body["sale"] = new { buyerCommission = 300 });
        (await Read(deal.Operator, deal)).Refused(409, "auction.not_ended");
        (await deal.BidAsync(1, 310)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        var minutes = (await Read(deal.Operator, deal)).Is(200);
        foreach (var line in new[]
        {
            "竞价笔录", $"编号：{deal.Auction}", "标的：玻璃窑炉环保治理技术（第1次）", "转让方：浙江理工大学", "主办市场：浙江科技大市场", "起拍价：3000000.00元", "保留价：无",
            "报名竞买人：2名；有效出价：1次", "结果：成交；买受人：浙江晶耀玻璃有限公司（1号）；成交价：3100000.00元", "佣金：委托人0.00元，买受人93000.00元", "拍卖师（签名）：", "记录人（签名）：", "买受人（签名）：",
        }) Assert.That(minutes.Text("text").Split('\n'), Does.Contain(line));
        var supervisor = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        foreach (var reader in new[] { deal.University, deal.Bidders[0], supervisor }) Assert.That((await Read(reader, deal)).Is(200).Text("text"), Is.EqualTo(minutes.Text("text")));
        (await Read(deal.Bidders[1], deal)).Refused(403, "auction.not_party");
        (await Read(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_party");
        (await Read(Market.Stranger, deal)).Refused(401, "token.missing");
    }

    [Test]
    public async Task Of_an_unsold_lot_no_buyer_signs_and_of_what_never_ended_there_are_none()
    {
        var unsold = await EndedAsync(bid: null);
        var text = (await Read(unsold.University, unsold)).Is(200).Text("text");
        Assert.That(text, Does.Contain("结果：流拍（").And.Not.Contain("买受人（签名）"));
        var withdrawn = await WithdrawnAsync();
        (await Read(withdrawn.Operator, withdrawn)).Refused(409, "auction.withdrawn");
        var open = await Deal.OpenAsync(Market, bidders: 0);
        (await open.Operator.Post($"{open.Path}/annulment", new { ground = "other_breach", reason = "程序违法。" })).Is(200);
        (await Read(open.Operator, open)).Refused(409, "auction.set_aside");
        (await open.Operator.Get($"/v1/auctions/{NoAuction}/minutes")).Refused(404, "auction.not_found");
    }
}
