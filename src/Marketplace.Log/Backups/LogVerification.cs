using Marketplace.Merkle;

namespace Marketplace.Log.Backups;

/// <param name="Position">Where it was found.</param>
public readonly record struct LogFlaw(long Position, string What);

/// <summary>What reading a log from its first event on found.</summary>
/// <param name="Checkpoint">As the events say it.</param>
/// <param name="Flaws">The first ones that were found; empty when the log is sound.</param>
public sealed record LogReport(LogCheckpoint Checkpoint, IReadOnlyList<LogFlaw> Flaws)
{
    public bool Sound => Flaws.Count == 0;
}

/// <summary>
/// Reads a log from its first event to where its head stood at the beginning, page by page, and recomputes what the head
/// says of it: the leaves and the root from the rows, positions and versions without gaps, times that never go back.
/// </summary>
public sealed class LogVerification
{
    private const int Page = 1000, MostFlaws = 100;
    private readonly ILogStore store;
    private readonly List<LogFlaw> flaws = [];
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private readonly Frontier tree = Frontier.Empty;
    private readonly int mostStreams;
    private long position, at;

    private LogVerification(ILogStore store, int mostStreams) => (this.store, this.mostStreams) = (store, mostStreams);

    /// <param name="known">An earlier checkpoint of this log, if there is one: the tree must have had its root at its position.</param>
    public static Task<LogReport> RunAsync(ILogStore store, LogCheckpoint? known, CancellationToken cancel) => RunAsync(store, known, 100_000, cancel);

    /// <param name="mostStreams">Whose last versions are kept in memory.</param>
    internal static Task<LogReport> RunAsync(ILogStore store, LogCheckpoint? known, int mostStreams, CancellationToken cancel) => new LogVerification(store, mostStreams).ReadAsync(known, cancel);

    private async Task<LogReport> ReadAsync(LogCheckpoint? known, CancellationToken cancel)
    {
        var head = await store.ReadHeadAsync(cancel);
        var expected = known is not null && known.Position <= head.Position ? known : null;
        Compare(expected);
        while (position < head.Position && flaws.Count < MostFlaws)
        {
            var events = await store.ReadFeedAsync(position, (int)Math.Min(Page, head.Position - position), cancel);
            foreach (var e in events)
            {
                await CheckAsync(e, cancel);
                Compare(expected);
            }
            if (events.Count == 0) break;
        }
        if (position != head.Position) flaws.Add(new LogFlaw(position, $"The head stands at {head.Position}, the last event at {position}."));
        if (at != head.At) flaws.Add(new LogFlaw(position, $"The head's time is {head.At}, the last event's {at}."));
        if (!tree.ToBytes().AsSpan().SequenceEqual(head.Frontier)) flaws.Add(new LogFlaw(position, "The head's tree is not the tree over the events."));
        return new LogReport(new LogCheckpoint(head.Epoch, position, tree.Root()), flaws);
    }

    private async Task CheckAsync(StoredEvent e, CancellationToken cancel)
    {
        if (e.Position != position + 1) flaws.Add(new LogFlaw(e.Position, $"Position {e.Position} follows {position}."));
        if (e.At < at) flaws.Add(new LogFlaw(e.Position, $"The time goes back from {at} to {e.At}."));
        var before = await VersionBeforeAsync(e, cancel);
        if (e.Version != before + 1) flaws.Add(new LogFlaw(e.Position, $"Version {e.Version} of the stream '{e.Stream}' follows {before}."));
        (position, at) = (e.Position, e.At);
        if (versions.Count >= mostStreams) versions.Clear();
        versions[e.Stream] = e.Version;
        tree.Append(e.LeafHash);
    }

    /// <summary>The stream's last version before this event; asked of the store where memory no longer knows, so that a log of any length needs the same memory.</summary>
    private async ValueTask<long> VersionBeforeAsync(StoredEvent e, CancellationToken cancel)
    {
        if (versions.TryGetValue(e.Stream, out var version)) return version;
        if (e.Version <= 1) return 0;
        var found = await store.ReadStreamAsync(e.Stream, e.Version - 2, 1, cancel);
        return found.Count == 1 && found[0].Position < e.Position ? found[0].Version : 0;
    }

    private void Compare(LogCheckpoint? known)
    {
        if (known is not null && known.Position == position && !tree.Root().AsSpan().SequenceEqual(known.Root))
            flaws.Add(new LogFlaw(position, $"At position {position} the root is not the one that was known: this is another log, or another course of it."));
    }
}
