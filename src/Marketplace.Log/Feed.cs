namespace Marketplace.Log;

/// <summary>
/// The committed events in order, for whoever follows: the newest from memory, older ones from the store. A position is
/// given under the log's lock and read after commit, so a follower never sees 7 before 6 and never misses either.
/// </summary>
public sealed class Feed(ILogStore store, ILogModel model)
{
    /// <summary>A follower is a few hundred events behind at most. More would be kept just long enough for the collector to carry it about.</summary>
    private const int TailSize = 4_096;
    private readonly Lock gate = new();
    private readonly LogEvent?[] tail = new LogEvent?[TailSize];
    private long tailFrom = long.MaxValue;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The last committed position this process knows of.</summary>
    public long Head { get; private set; }

    /// <summary>Told each event that another process or this one has committed, before anybody sees that the log has come so far.</summary>
    public Action<LogEvent>? Passing { get; set; }

    /// <summary>Tells the feed where the log stands at the start, before anything is published.</summary>
    public void StartAt(long head)
    {
        lock (gate) if (head > Head) Head = head;
    }

    /// <summary>Events that are committed, in order; ones already known are passed over.</summary>
    public void Publish(IReadOnlyList<LogEvent> events)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            foreach (var e in events)
            {
                if (e.Position <= Head) continue;
                Passing?.Invoke(e);
                // A gap would mean that the tail lies; start it anew from here and let the store answer for the rest.
                if (e.Position != Head + 1) tailFrom = long.MaxValue;
                tail[e.Position % TailSize] = e;
                tailFrom = Math.Max(Math.Min(tailFrom, e.Position), e.Position - TailSize + 1);
                Head = e.Position;
            }
            wake = next;
            next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        wake.SetResult();
    }

    /// <summary>At most so many events after a position; empty at the end.</summary>
    public async ValueTask<IReadOnlyList<LogEvent>> ReadAsync(long after, int limit, CancellationToken cancel)
    {
        lock (gate)
        {
            if (after >= Head) return [];
            if (after + 1 >= tailFrom)
            {
                var events = new LogEvent[Math.Min(limit, Head - after)];
                for (var i = 0; i < events.Length; i++) events[i] = tail[(after + 1 + i) % TailSize]!;
                return events;
            }
        }
        var stored = await store.ReadFeedAsync(after, limit, cancel);
        return Decode(model, stored);
    }

    /// <summary>Completes when there is an event after the position.</summary>
    public async Task WaitAsync(long after, CancellationToken cancel)
    {
        while (true)
        {
            Task published;
            lock (gate)
            {
                if (Head > after) return;
                published = next.Task;
            }
            // What was published may end before the position.
            await published.WaitAsync(cancel);
        }
    }

    internal static IReadOnlyList<LogEvent> Decode(ILogModel model, IReadOnlyList<StoredEvent> stored)
    {
        var events = new LogEvent[stored.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = new LogEvent(stored[i], model.Decode(stored[i].Type, stored[i].TypeVersion, stored[i].Data));
        return events;
    }
}
