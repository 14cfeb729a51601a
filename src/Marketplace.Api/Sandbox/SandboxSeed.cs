using Marketplace.Api.Hosting;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Clock;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Sandbox;

/// <summary>
/// Fills an empty sandbox before it answers anybody: the market clock starts in the autumn of 2012 and goes through the
/// public record of the Zhejiang auctions up to now, and to the demands that are open then. A folder that holds anything is left as it is.
/// </summary>
internal sealed partial class SandboxSeed(
    IServiceProvider services, Market market, Writer writer, DataFolder folder, TimeProvider time, IConfiguration configuration, IHostEnvironment environment, ILogger<SandboxSeed> logger) : IHostedService
{
    private static readonly Instant Beginning = Instant.StartOf(new DateOnly(2012, 10, 8));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsSandbox() || !configuration.GetValue("Seed", true) || writer.Head.Position > 0) return;
        var from = time.GetTimestamp();
        await StartClockAsync(cancellationToken);
        var people = new SeedPeople(services.GetRequiredService<Bootstrap>(), time);
        await people.AddAllAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var replay = new SeedReplay(scope.ServiceProvider.GetRequiredService<ISender>(), people, cancellationToken);
        foreach (var session in SeedFiles.Sessions.Where(session => session.Lots.Count > 0).OrderBy(session => session.Day)) await replay.RunAsync(session);
        await new SeedDemands(replay, people).RunAsync(Instant.From(time.GetUtcNow()));
        people.WriteCredentials(folder.DemoCredentials);
        var (lots, seconds) = (SeedFiles.Sessions.Sum(session => session.Lots.Count), time.GetElapsedTime(from).TotalSeconds);
        var events = writer.Head.Position;
        Seeded(logger, lots, events, seconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The first event of the log; from here on the clock only goes forward.</summary>
    private async Task StartClockAsync(CancellationToken cancel) =>
        await market.FollowAsync("start_clock", "seed", Beginning, [MarketClock.Stream], log =>
        {
            var started = log.State<MarketClock>(MarketClock.Stream).Start(Beginning, new Instant(log.SystemNow));
            return started.Events is [ClockMoved moved] ? started.On(MarketClock.Stream).MoveClock(moved.OffsetMilliseconds) : started.On(MarketClock.Stream);
        }, cancel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Seeded the sandbox with {Lots} lots of the Zhejiang record: {Events} events in {Seconds:0.0} s.")]
    private static partial void Seeded(ILogger logger, int lots, long events, double seconds);
}
