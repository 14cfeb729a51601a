using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Domain.Epochs;
using Marketplace.Log;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Hosting;

/// <summary>
/// Starts the writer before the first request and lets it finish what was queued before the process ends. A log that was
/// restored begins its new epoch here, before it takes anything else. From the first request on, whatever position this process
/// has passed, it opens nothing whose key had ended there.
/// </summary>
internal sealed class LogService(Writer writer, Market market, ILogStore store, Feed feed, SubjectKeys keys) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Passing = e => End(DestroyEndedKey.EndedBy(e));
        await writer.StartAsync(cancellationToken);
        await EndWhatIsDestroyedStillAsync(cancellationToken);
        if (!writer.EpochNeeded) return;
        await market.FollowAsync("start_epoch", $"{writer.Head.Epoch + 1}", market.Now, [LogEpochs.Stream], log =>
            LogEpochs.Start(log.Checkpoint.Epoch, log.Checkpoint.Position, log.Checkpoint.Root).On(LogEpochs.Stream).StartEpoch(), cancellationToken);
    }

    /// <summary>Up to the reactions' checkpoint the keys are out of the store; behind it they are there until somebody has followed.</summary>
    private async Task EndWhatIsDestroyedStillAsync(CancellationToken cancel)
    {
        await foreach (var e in store.ReadAllAsync(await store.ReadCheckpointAsync(ReactionRunner.Name, cancel), cancel)) End(DestroyEndedKey.EndedBy(e));
    }

    private void End(string? subject)
    {
        if (subject is not null) keys.End(subject);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await writer.DisposeAsync();
        await store.DisposeAsync();
    }
}
