using System.Collections.Concurrent;

namespace Marketplace.Log;

/// <summary>A stream's committed state at one version. Immutable, so a reader keeps what it got while the writer goes on.</summary>
public sealed record StreamState(object State, long Version)
{
    public TState As<TState>() where TState : class => (TState)State;
}

/// <summary>
/// The committed states of recently used streams. Callers load what they name before they queue, so the writer never folds
/// a long stream; an entry that is pinned by a waiting command stays; the rest is bounded.
/// </summary>
/// <remarks>
/// An entry is published before its stream is read. Whatever the writer commits meanwhile waits in the entry and is
/// applied behind what was read, by version, so no event is missed and none is applied twice.
/// </remarks>
public sealed class StateCache(ILogStore store, ILogModel model, int capacity)
{
    private const int Page = 1000;
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Lock evicting = new();
    private long clock;

    public int Count => entries.Count;

    /// <summary>The stream's state, kept in memory until the pin is disposed.</summary>
    public ValueTask<Pin> PinAsync(string stream, CancellationToken cancel)
    {
        while (true)
        {
            var entry = entries.GetOrAdd(stream, static (name, m) => new Entry(name, m), model);
            if (!entry.TryPin(Interlocked.Increment(ref clock))) continue;
            if (entry.Loaded) return new ValueTask<Pin>(new Pin(entry));
            return LoadAsync(entry, cancel);
        }
    }

    /// <summary>The stream's state as it is committed now. It never changes, so nothing has to stay in memory while it is looked at.</summary>
    public ValueTask<StreamState> ReadAsync(string stream, CancellationToken cancel) =>
        entries.TryGetValue(stream, out var entry) && entry.Loaded
            ? new ValueTask<StreamState>(entry.Read(Interlocked.Increment(ref clock)))
            : LoadAndReadAsync(stream, cancel);

    private async ValueTask<StreamState> LoadAndReadAsync(string stream, CancellationToken cancel)
    {
        using var pin = await PinAsync(stream, cancel);
        return pin.Current;
    }

    private async ValueTask<Pin> LoadAsync(Entry entry, CancellationToken cancel)
    {
        var pin = new Pin(entry);
        try
        {
            await entry.LoadAsync(store, Page, cancel);
            if (entries.Count > capacity) Evict();
            return pin;
        }
        catch
        {
            pin.Dispose();
            Remove(entry);
            throw;
        }
    }

    /// <summary>Called by whoever learns of committed events, in order of position.</summary>
    public void Apply(LogEvent e)
    {
        if (entries.TryGetValue(e.Stream, out var entry)) entry.Apply(e);
    }

    /// <summary>
    /// What this process committed itself: the state that the stream came to is taken over. An entry that does not stand
    /// where the batch began gets the events instead.
    /// </summary>
    internal void Advance(string stream, long from, StreamState to, IReadOnlyList<LogEvent> events)
    {
        if (!entries.TryGetValue(stream, out var entry) || entry.TryAdvance(from, to)) return;
        foreach (var e in events)
            if (e.Stream == stream) entry.Apply(e);
    }

    /// <summary>Takes out a tenth at once, the longest unused first, so that the sorting is paid for by many loads.</summary>
    private void Evict()
    {
        if (!evicting.TryEnter()) return;
        try
        {
            var surplus = entries.Count - capacity * 9 / 10;
            foreach (var entry in entries.Values.Where(e => e.Idle).OrderBy(e => e.LastUsed).Take(surplus)) Remove(entry);
        }
        finally
        {
            evicting.Exit();
        }
    }

    private void Remove(Entry entry)
    {
        if (entry.TryRetire()) entries.TryRemove(new KeyValuePair<string, Entry>(entry.Stream, entry));
    }

    /// <summary>Holds one stream's state in memory.</summary>
    public readonly struct Pin : IDisposable
    {
        private readonly Entry entry;

        internal Pin(Entry entry) => this.entry = entry;

        public StreamState Current => entry.Current;

        public void Dispose() => entry?.Unpin();
    }

    internal sealed class Entry(string stream, ILogModel model)
    {
        private readonly Lock gate = new();
        private readonly List<LogEvent> waiting = [];
        private Task? loading;
        private int pins;
        private bool retired;
        private volatile bool loaded;
        private volatile StreamState current = new(model.Initial(stream), 0);

        public string Stream => stream;
        public bool Loaded => loaded;
        public StreamState Current => current;
        public long LastUsed { get; private set; }
        public bool Idle { get { lock (gate) return pins == 0; } }

        public bool TryPin(long now)
        {
            lock (gate)
            {
                if (retired) return false;
                pins++;
                LastUsed = now;
                return true;
            }
        }

        public StreamState Read(long now)
        {
            // Without the gate: of two readers at once either may be the last.
            LastUsed = now;
            return current;
        }

        public void Unpin() { lock (gate) pins--; }

        public bool TryRetire()
        {
            lock (gate) return retired = pins == 0;
        }

        public Task LoadAsync(ILogStore store, int page, CancellationToken cancel)
        {
            // One load serves all who wait for it, so it must not end with the first caller's request. It runs on another
            // thread because the writer takes the gate too, and a store that answers in place would fold under it.
            lock (gate) return (loading ??= Task.Run(() => FoldAsync(store, page), CancellationToken.None)).WaitAsync(cancel);
        }

        private async Task FoldAsync(ILogStore store, int page)
        {
            try
            {
                var (state, version) = (current.State, 0L);
                IReadOnlyList<StoredEvent> events;
                do
                {
                    events = await store.ReadStreamAsync(stream, version, page, CancellationToken.None);
                    foreach (var e in events)
                    {
                        state = model.Apply(state, model.Decode(e.Type, e.TypeVersion, e.Data));
                        version = e.Version;
                    }
                }
                while (events.Count == page);
                lock (gate)
                {
                    current = new StreamState(state, version);
                    foreach (var e in waiting) ApplyNext(e);
                    waiting.Clear();
                    // Last: who only looks does so without the gate, and must not see the stream as it was before what waited.
                    loaded = true;
                }
            }
            catch
            {
                lock (gate) loading = null;
                throw;
            }
        }

        public void Apply(LogEvent e)
        {
            lock (gate)
            {
                if (loaded) ApplyNext(e);
                else waiting.Add(e);
            }
        }

        public bool TryAdvance(long from, StreamState to)
        {
            lock (gate)
            {
                if (!loaded || current.Version != from) return false;
                current = to;
                return true;
            }
        }

        private void ApplyNext(LogEvent e)
        {
            if (e.Version <= current.Version) return;
            if (e.Version != current.Version + 1)
                throw new InvalidOperationException($"Stream '{stream}' stands at version {current.Version} and was given version {e.Version}.");
            current = new StreamState(model.Apply(current.State, e.Content), e.Version);
        }
    }
}
