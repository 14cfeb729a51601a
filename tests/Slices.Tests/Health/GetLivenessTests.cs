using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Health;

public sealed class GetLivenessTests
{
    [Test]
    public async Task A_process_that_runs_is_alive()
    {
        await using var market = TestMarket.Open();
        Assert.That((await market.Stranger.Get("/health/live")).Is(200).Text("status"), Is.EqualTo("live"));
    }
}
