namespace Marketplace.Log.Tests.Escrow;

/// <summary>A store that counts how often it is asked where the log stands, and can let whoever asks wait.</summary>
public sealed class HeldHeadStore(ILogStore inner) : StoreInFront
{
    private int asked;

    protected override ILogStore Inner => inner;

    public int Asked => Volatile.Read(ref asked);

    /// <summary>What an answer waits for.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public override async Task<LogHead> ReadHeadAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref asked);
        await Held.WaitAsync(cancel);
        return await inner.ReadHeadAsync(cancel);
    }
}
