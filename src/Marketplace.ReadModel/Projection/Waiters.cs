namespace Marketplace.ReadModel.Projection;

/// <summary>Who waits for a position. Woken when it is reached; nobody polls.</summary>
internal sealed class Waiters(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SortedSet<Waiter> waiting = new(Comparer<Waiter>.Create((a, b) =>
        a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Number.CompareTo(b.Number)));
    private long reached;
    private long numbers;

    private sealed class Waiter(long position, long number)
    {
        public long Position => position;
        public long Number => number;
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public long Position => Volatile.Read(ref reached);

    public int Count { get { lock (gate) return waiting.Count; } }

    public void Reach(long position)
    {
        lock (gate)
        {
            if (position <= reached) return;
            Volatile.Write(ref reached, position);
            while (waiting.Min is { } first && first.Position <= position)
            {
                waiting.Remove(first);
                first.Reached.SetResult();
            }
        }
    }

    /// <summary>False when the position was not reached in time.</summary>
    public async ValueTask<bool> WaitAsync(long position, TimeSpan timeout, CancellationToken cancel)
    {
        Waiter waiter;
        lock (gate)
        {
            if (position <= reached) return true;
            if (timeout <= TimeSpan.Zero) return false;
            waiting.Add(waiter = new Waiter(position, numbers++));
        }
        try
        {
            await waiter.Reached.Task.WaitAsync(timeout, time, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            // A client may name a position that never comes; its waiter must not stay behind.
            lock (gate) waiting.Remove(waiter);
        }
    }
}
