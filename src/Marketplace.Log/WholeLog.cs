using System.Runtime.CompilerServices;

namespace Marketplace.Log;

/// <summary>A log read from end to end by whoever wants each of its events once.</summary>
public static class WholeLog
{
    private const int Page = 1000;

    /// <summary>The events after a position in order, to the end as it is then.</summary>
    /// <exception cref="StoreException">The log cannot be read.</exception>
    public static async IAsyncEnumerable<StoredEvent> ReadAllAsync(this ILogStore store, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (; await store.ReadFeedAsync(after, Page, cancel) is { Count: > 0 } events; after = events[^1].Position)
            foreach (var e in events) yield return e;
    }
}
