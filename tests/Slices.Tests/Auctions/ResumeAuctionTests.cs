using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ResumeAuctionTests : AuctionFixture
{
    private static Task<Reply> Resume(Client client, Deal deal) => client.Post($"{deal.Path}/resumption");

    [Test]
    public async Task The_list_and_the_end_follow_a_pause_of_2_hours_and_a_bid_in_the_last_minute_still_extends()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.Operator.Post($"{deal.Path}/pause", new { reason = "网络线路中断。" })).Is(200);
        var listed = (await Market.Stranger.Get($"/v1/auctions?phase=paused&seller={deal.University.Organization}", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That(listed["items"].GetArrayLength(), Is.EqualTo(1));
        await Market.AdvanceAsync(TimeSpan.FromHours(2));
        (await Resume(deal.Operator, deal)).Is(200);
        (await Resume(deal.Operator, deal)).Refused(409, "auction.not_paused");
        await Market.AdvanceToAsync(deal.ClosesAt.AddHours(2).AddMinutes(-1));
        Assert.That((await deal.BidAsync(1, 300)).Is(201).Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddHours(2).AddMinutes(4)));
        var row = (await Market.Stranger.Get($"/v1/auctions?seller={deal.University.Organization}", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That((row.Text("items.0.phase"), row.Time("items.0.closesAt")), Is.EqualTo(("open", deal.ClosesAt.AddHours(2).AddMinutes(4))));
    }

    [Test]
    public async Task Only_the_market_that_runs_it_resumes_it()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.Operator.Post($"{deal.Path}/pause", new { reason = "网络线路中断。" })).Is(200);
        (await Resume(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_operator");
        (await Resume(deal.University, deal)).Refused(403, "role.missing");
        (await deal.Operator.Post($"/v1/auctions/{NoAuction}/resumption")).Refused(404, "auction.not_found");
    }
}
