namespace Marketplace.Log;

/// <summary>
/// Each batch of a process learns what others appended. A process that has none would never know, so it reads the counter
/// row from time to time; a batch that decides nothing then catches up as any other does.
/// </summary>
/// <param name="every">Real time, not the market's: what is looked for is another process's doing, and no test clock moves that.</param>
internal sealed class LookAround(ILogStore store, Writer writer, TimeSpan every) : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(every);
    private Task looking = Task.CompletedTask;
    private volatile string? fault;

    /// <summary>Why the store could not be read the last time; null when it could.</summary>
    public string? Fault => fault;

    public void Start() => looking = Task.Run(LookAsync);

    private async Task LookAsync()
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                var head = await store.ReadHeadAsync(CancellationToken.None);
                fault = null;
                if (head.Position > writer.Head.Position && writer.Waiting == 0)
                    await writer.ExecuteAsync(new LogCommand("system:look_around", [], _ => Effect.None), CancellationToken.None);
            }
            catch (StoreException unreadable)
            {
                fault = unreadable.Message;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await looking;
    }
}
