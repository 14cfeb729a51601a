using Marketplace.Tests;

namespace Marketplace.Slices.Tests.AuctionSessions;

public sealed class GetSessionTests : SessionFixture
{
    private static Task<Reply> Join(Deal deal, string session) => deal.AnnounceAsync(body => body["session"] = session);

    [Test]
    public async Task Its_lots_come_in_with_their_auctions_and_are_numbered()
    {
        var deal = await Deal.ListedAsync(Market);
        var session = await SessionAsync(deal.Operator);
        Assert.That((await Join(deal, session)).Is(201).Text("session"), Is.EqualTo(session));
        var read = (await Market.Stranger.Get($"/v1/auction-sessions/{session}")).Is(200);
        Assert.That((read["lots.0.number"].GetInt32(), read.Text("lots.0.auction"), read.Text("lots.0.title"), read["version"].GetInt64()), Is.EqualTo((1, deal.Auction, "玻璃窑炉环保治理技术", 2L)));
        (await Market.Stranger.Get($"/v1/auction-sessions/{session}", ("If-None-Match", read.Header("ETag")!))).Is(304);
    }

    [Test]
    public async Task A_lot_that_names_no_exhibition_is_on_view_with_the_session()
    {
        var deal = await Deal.ListedAsync(Market);
        var session = await SessionAsync(deal.Operator, plan => plan["exhibition"] = deal.Exhibition(place: "浙江科技大市场一楼展厅"));
        Assert.That((await Join(deal, session)).Is(201).Text("exhibition.place"), Is.EqualTo("浙江科技大市场一楼展厅"));
    }

    [Test]
    public async Task A_lot_does_not_come_into_another_market_s_session_nor_one_of_another_time_or_procedure()
    {
        var deal = await Deal.ListedAsync(Market);
        Assert.That((await Join(deal, NoSession)).Refused(404, "session.not_found").Pointers, Is.EqualTo(new[] { "/session" }));
        (await Join(deal, await SessionAsync(await MarketAsync()))).Refused(403, "session.not_operator");
        (await Join(deal, await SessionAsync(deal.Operator, plan => plan["opensAt"] = Deal.At(Opening.AddMilliseconds(1))))).Refused(422, "session.lot_out_of_time");
        (await Join(deal, await SessionAsync(deal.Operator, plan => (plan["procedure"], plan["exhibition"]) = ("auction", deal.Exhibition())))).Refused(422, "session.procedure_differs");
        var early = await SessionAsync(deal.Operator, plan => plan["closesAt"] = Deal.At(Opening.AddDays(10)));
        await Market.AdvanceToAsync(Opening);
        (await Join(deal, early)).Refused(409, "session.begun");
        Assert.That((await Join(deal, "2026年秋季竞价会")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/session" }));
        (await Market.Stranger.Get($"/v1/auction-sessions/{NoSession}")).Refused(404, "session.not_found");
    }
}
