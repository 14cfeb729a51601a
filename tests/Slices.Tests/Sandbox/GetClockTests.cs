using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Sandbox;

public sealed class GetClockTests
{
    private TestMarket market = null!;
    private Client operators = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task Every_signed_in_caller_reads_the_market_clock()
    {
        var university = await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.Publisher);
        Assert.That((await university.Get("/sandbox/clock")).Is(200)["now"].GetDateTimeOffset(), Is.EqualTo(TestMarket.Start));
        (await operators.Post("/sandbox/clock", new { by = "P1D" })).Is(200);
        Assert.That((await university.Get("/sandbox/clock")).Is(200)["now"].GetDateTimeOffset(), Is.EqualTo(TestMarket.Start.AddDays(1)));
        Assert.That(market.Clock.GetUtcNow(), Is.EqualTo(TestMarket.Start), "system time stands still");
        (await market.Stranger.Get("/sandbox/clock")).Refused(401, "token.missing");
    }
}
