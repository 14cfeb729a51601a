using Marketplace.Log;

namespace Marketplace.Api.Hosting;

/// <summary>Starts the writer before the first request and lets it finish what was queued before the process ends.</summary>
internal sealed class LogService(Writer writer, ILogStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => writer.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await writer.DisposeAsync();
        await store.DisposeAsync();
    }
}
