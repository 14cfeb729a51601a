using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Checkpoints;

/// <summary>A market that signs a checkpoint each minute, with a log of some length.</summary>
public abstract class CheckpointFixture
{
    protected TestMarket Market { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        Market = TestMarket.Open(configure: host => host.UseSetting("Checkpoints:Seconds", "60"));
        await Deal.OpenAsync(Market);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await Market.DisposeAsync();

    /// <summary>Something happens, and the minute after it signs that.</summary>
    protected async Task<Reply> MinuteAsync()
    {
        await Market.JoinAsync(Domain.OrganizationKind.Enterprise, "湖州安竹家居有限公司", Domain.Role.Bidder);
        var before = Market.Position;
        await Market.Clock.AwaitedAsync(TimeSpan.FromMinutes(1));
        Market.Clock.Advance(TimeSpan.FromMinutes(1));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Market.Services.GetRequiredService<Feed>().WaitAsync(before, patience.Token);
        return (await Market.Stranger.Get("/v1/log/checkpoint")).Is(200);
    }
}
