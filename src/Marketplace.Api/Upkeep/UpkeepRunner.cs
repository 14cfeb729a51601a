using Marketplace.Log;

namespace Marketplace.Api.Upkeep;

/// <summary>
/// Does the upkeep, each piece in its own rhythm of system time. A piece is done by the process that holds its lease, which
/// lasts for two rounds: while that process lives the others pass, and when it is gone another takes over.
/// </summary>
internal sealed partial class UpkeepRunner(IEnumerable<IUpkeep> pieces, ILogStore store, TimeProvider time, ILogger<UpkeepRunner> logger) : BackgroundService
{
    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(time.GetUtcNow()):n}";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(pieces.Select(piece => RepeatAsync(piece, stoppingToken)));

    private async Task RepeatAsync(IUpkeep piece, CancellationToken cancel)
    {
        Lease? held = null;
        try
        {
            while (true)
            {
                await Task.Delay(piece.Every, time, cancel);
                try
                {
                    held = await RunAsync(piece, cancel);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // A full disk, say. Nothing is lost by waiting for the next round.
                    Failed(logger, piece.Name, fault);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The process ends, and the next to look need not wait for the lease to run out.
            if (held is not null) await GiveBackAsync(held);
        }
    }

    private async Task GiveBackAsync(Lease held)
    {
        try
        {
            await store.ReleaseLeaseAsync(held, CancellationToken.None);
        }
        catch (StoreException fault)
        {
            NotGivenBack(logger, held.Name, fault.Message);
        }
    }

    /// <summary>One round; null when another process does it.</summary>
    internal async Task<Lease?> RunAsync(IUpkeep piece, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var lease = await store.AcquireLeaseAsync(LeaseOf(piece), owner, now.ToUnixTimeMilliseconds(), (now + 2 * piece.Every).ToUnixTimeMilliseconds(), cancel);
        if (lease is not null) await piece.DoAsync(cancel);
        return lease;
    }

    internal static string LeaseOf(IUpkeep piece) => $"upkeep_{piece.Name}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease {Lease} runs out by itself: {Fault}")]
    private static partial void NotGivenBack(ILogger logger, string lease, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The upkeep {Piece} failed and waits for its next round.")]
    private static partial void Failed(ILogger logger, string piece, Exception fault);
}
