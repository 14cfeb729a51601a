namespace Marketplace.Log;

/// <summary>
/// Each batch of a process learns what others appended. A process that has none would never know, so it reads the counter
/// row from time to time; a batch that decides nothing then catches up as any other does. It also compares the clocks.
/// </summary>
internal sealed class LookAround(ILogStore store, Writer writer, TimeProvider time, WriterOptions options) : IAsyncDisposable
{
    /// <summary>Real time, not the market's: what is looked for is another process's doing, and no test clock moves that.</summary>
    private readonly PeriodicTimer timer = new(options.LookAround);
    private Task looking = Task.CompletedTask;
    private readonly Lock gate = new();
    private Task look = Task.CompletedTask;
    private Task? next;
    private volatile string? fault;
    private long clockOff;

    /// <summary>Why the store could not be read the last time; null when it could.</summary>
    public string? Fault => fault;

    /// <summary>Whether this process's clock is off the store's by more than is tolerated. What the round trip took is not held against it.</summary>
    public bool ClockIsOff => Volatile.Read(ref clockOff) > options.ClockTolerance.TotalMilliseconds;

    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        await CompareClocksAsync(cancel);
        looking = Task.Run(RepeatAsync, CancellationToken.None);
    }

    private async Task CompareClocksAsync(CancellationToken cancel)
    {
        var asked = Now;
        var theirs = await store.ReadClockAsync(cancel);
        var answered = Now;
        Volatile.Write(ref clockOff, theirs < asked ? asked - theirs.Value : theirs > answered ? theirs.Value - answered : 0);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task RepeatAsync()
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None)) await LookAsync();
    }

    /// <summary>
    /// Once it ends, this process knows what the log held when this was called, if the store can be read. Whoever comes while one
    /// looks shares the next look: many who ask cost no more than one.
    /// </summary>
    public Task LookAsync()
    {
        lock (gate) return next ??= LookAfterAsync(look);
    }

    private async Task LookAfterAsync(Task before)
    {
        // Not in the hands of whoever holds the gate.
        await Task.Yield();
        await before;
        lock (gate) (look, next) = (next!, null);
        try
        {
            var head = await store.ReadHeadAsync(CancellationToken.None);
            await CompareClocksAsync(CancellationToken.None);
            fault = null;
            if (head.Position > writer.Head.Position) await writer.ExecuteAsync(new LogCommand("system:look_around", [], _ => Effect.None), CancellationToken.None);
        }
        catch (StoreException unreadable)
        {
            fault = unreadable.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await looking;
        Task last;
        lock (gate) last = next ?? look;
        await last;
    }
}
