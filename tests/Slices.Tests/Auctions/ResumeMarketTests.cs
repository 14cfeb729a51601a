using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ResumeMarketTests : AuctionFixture
{
    [Test]
    public async Task What_was_stopped_together_goes_on_once()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.Operator.Post("/v1/auction-pauses", new { reason = "网络运营商线路中断。" })).Is(200);
        Assert.That((await deal.Operator.Post("/v1/auction-resumptions")).Is(200)["auctions"].GetArrayLength(), Is.EqualTo(1));
        Assert.That((await deal.Operator.Post("/v1/auction-resumptions")).Is(200)["auctions"].GetArrayLength(), Is.Zero);
        (await deal.BidAsync(1, 300)).Is(201);
    }

    [Test]
    public async Task Another_market_s_auctions_go_on_resting()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 0);
        (await deal.Operator.Post("/v1/auction-pauses", new { reason = "网络运营商线路中断。" })).Is(200);
        var other = await Market.JoinAsync(OrganizationKind.MarketOperator, "舟山科技大市场", Role.Operator);
        Assert.That((await other.Post("/v1/auction-resumptions")).Is(200)["auctions"].GetArrayLength(), Is.Zero);
        Assert.That((await deal.ReadAsync()).Text("phase"), Is.EqualTo("paused"));
        (await deal.University.Post("/v1/auction-resumptions")).Refused(403, "role.missing");
    }
}
