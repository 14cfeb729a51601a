using Marketplace.Api.Pipeline;
using Marketplace.Domain.Epochs;
using Marketplace.Log;

namespace Marketplace.Api.Hosting;

/// <summary>
/// Starts the writer before the first request and lets it finish what was queued before the process ends. A log that was
/// restored begins its new epoch here, before it takes anything else.
/// </summary>
internal sealed class LogService(Writer writer, Market market, ILogStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await writer.StartAsync(cancellationToken);
        if (!writer.EpochNeeded) return;
        await market.FollowAsync("start_epoch", $"{writer.Head.Epoch + 1}", market.Now, [LogEpochs.Stream], log =>
            LogEpochs.Start(log.Checkpoint.Epoch, log.Checkpoint.Position, log.Checkpoint.Root).On(LogEpochs.Stream).StartEpoch(), cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await writer.DisposeAsync();
        await store.DisposeAsync();
    }
}
