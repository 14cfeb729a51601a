using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Health;

public sealed class GetReadinessTests
{
    [Test]
    public async Task A_fresh_marketplace_is_ready_and_its_lists_have_no_lag_once_they_were_asked_for_the_newest()
    {
        await using var market = TestMarket.Open();
        var @operator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
        (await @operator.Get("/v1/organizations", ("Marketplace-Position", $"{market.Position}"))).Is(200);
        var ready = (await market.Stranger.Get("/health/ready")).Is(200);
        Assert.That((ready.Text("status"), ready["readModel.lag"].GetInt64(), ready["readModel.parkedStreams"].GetInt64()), Is.EqualTo(("ready", 0L, 0L)));
        Assert.That(ready["writer.position"].GetInt64(), Is.EqualTo(market.Position));
    }
}
