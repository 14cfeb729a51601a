namespace Marketplace.Log.Tests.Escrow;

/// <summary>
/// A store whose stream reads can be held after they have read and before they answer: the moment in which a commit could
/// be missed. It holds the caller's thread, as a store that answers in place does.
/// </summary>
public sealed class PausingStore(ILogStore inner) : StoreInFront
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim released = new();

    protected override ILogStore Inner => inner;

    /// <summary>The stream whose reads are held.</summary>
    public string? Held { get; set; }

    /// <summary>Thrown by reads of any stream, while set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often a stream was read.</summary>
    public int StreamReads { get; private set; }

    /// <summary>Completes when a held read has read.</summary>
    public Task Reached => reached.Task;

    public void Release() => released.Set();

    public override async Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel)
    {
        StreamReads++;
        if (Fault is not null) throw Fault;
        var events = await inner.ReadStreamAsync(stream, afterVersion, limit, cancel);
        if (stream != Held) return events;
        reached.TrySetResult();
        released.Wait(cancel);
        return events;
    }
}
