using Marketplace.Merkle;

namespace Marketplace.Log.Backups;

/// <summary>
/// Copies a log into another that is empty, from engine to engine, page by page; a copy that was cut off goes on where it stood.
/// Every leaf is computed anew, so what arrives is the tree that left, or the copy fails. The last page is copied under the
/// source's lock: what is there afterwards is the log as it stood at one moment.
/// </summary>
public static class LogCopy
{
    /// <summary>The checkpoint that says that a log is being copied into; a writer does not start on it.</summary>
    internal const string Copying = "$copying";

    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    /// <param name="progress">Told how many events are there and how many there are to be.</param>
    /// <returns>Where both stand.</returns>
    /// <exception cref="InvalidDataException">The target holds another log, or one that is in use, or the source is not sound, or somebody else copies into it.</exception>
    /// <exception cref="StoreException">Either cannot be read or written.</exception>
    public static async Task<LogCheckpoint> RunAsync(ILogStore from, ILogStore to, TimeProvider time, Action<long, long>? progress, CancellationToken cancel)
    {
        var copy = new Copy(from, to, time, progress);
        await copy.BeginAsync(cancel);
        return await copy.RunAsync(cancel);
    }

    private sealed class Copy(ILogStore from, ILogStore to, TimeProvider time, Action<long, long>? progress)
    {
        private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{time.GetTimestamp()}";
        private Lease lease = null!;
        private Frontier tree = Frontier.Empty;
        private long position, at;

        private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

        /// <summary>Finds where an earlier copy ended, and makes sure that it was one of this log.</summary>
        public async Task BeginAsync(CancellationToken cancel)
        {
            var head = await to.ReadHeadAsync(cancel);
            if (head.Position > 0 && await to.ReadCheckpointAsync(Copying, cancel) == 0)
                throw new InvalidDataException("The target holds a log already, and it is not the unfinished copy of another. A copy goes into an empty one.");
            if (head.Position > 0)
            {
                var (theirs, ours) = (await from.ReadFeedAsync(head.Position - 1, 1, cancel), await to.ReadFeedAsync(head.Position - 1, 1, cancel));
                if (theirs.Count == 0 || !theirs[0].Salt.AsSpan().SequenceEqual(ours[0].Salt)) throw new InvalidDataException("The target holds an unfinished copy of another log.");
            }
            (position, at, tree) = (head.Position, head.At, Frontier.Read(head.Position, head.Frontier));
            await MarkAsync(1, cancel);
        }

        public async Task<LogCheckpoint> RunAsync(CancellationToken cancel)
        {
            for (var head = await from.ReadHeadAsync(cancel); head.Position - position > LookUp.Page; head = await from.ReadHeadAsync(cancel))
                while (position < head.Position)
                {
                    await AppendAsync(await from.ReadFeedAsync(position, (int)Math.Min(LookUp.Page, head.Position - position), cancel), cancel);
                    progress?.Invoke(position, head.Position);
                    await MarkAsync(1, cancel);
                }
            await using var still = await from.BeginAsync(LookUp.From(position), cancel);
            for (var page = still.Found.Missed; page.Count > 0; page = await still.ReadFeedAsync(position, LookUp.Page, cancel)) await AppendAsync(page, cancel);
            var end = still.Found.Head;
            if (position != end.Position || at != end.At || !tree.ToBytes().AsSpan().SequenceEqual(end.Frontier))
                throw new InvalidDataException($"The source is not sound: its head stands at {end.Position}, its events end at {position}, and the tree over them is {(position == end.Position ? "another" : "shorter")}.");
            await FinishAsync(end, cancel);
            progress?.Invoke(position, end.Position);
            return new LogCheckpoint(end.Epoch, end.Position, tree.Root());
        }

        /// <summary>A page of events is one commit, with the head as the events say it: epoch and clock come at the end.</summary>
        private async Task AppendAsync(IReadOnlyList<StoredEvent> events, CancellationToken cancel)
        {
            foreach (var e in events)
            {
                if (e.Position != position + 1) throw new InvalidDataException($"The source is not sound: position {e.Position} follows {position}.");
                (position, at) = (e.Position, e.At);
                tree.Append(e.LeafHash);
            }
            await CommitAsync(events[0].Position - 1, LookUp.From(long.MaxValue), _ => new BatchWrite(new LogHead(position, at, 0, 0, tree.ToBytes()), events, [], [], []), cancel);
        }

        /// <summary>Keys, claims and due times: few beside the events, and each may be written again by a copy that goes on.</summary>
        private async Task FinishAsync(LogHead end, CancellationToken cancel)
        {
            for (var (page, after) = (await from.ReadKeysAsync(0, LookUp.Page, cancel), 0L); page.Count > 0; page = await from.ReadKeysAsync(after, LookUp.Page, cancel))
            {
                var keys = page.Select(kept => kept.Key).ToList();
                await CommitAsync(position, new LookUp(long.MaxValue, [.. keys.Select(key => key.Handle)], [], []), found =>
                {
                    var there = found.Keys.Select(key => Convert.ToHexString(key.Handle)).ToHashSet(StringComparer.Ordinal);
                    return new BatchWrite(found.Head, [], [.. keys.Where(key => !there.Contains(Convert.ToHexString(key.Handle)))], [], []);
                }, cancel);
                after = page[^1].Number;
            }
            for (var (page, after) = (await from.ReadClaimsAsync("", LookUp.Page, cancel), ""); page.Count > 0; page = await from.ReadClaimsAsync(after, LookUp.Page, cancel))
            {
                var claims = page;
                await CommitAsync(position, LookUp.From(long.MaxValue), found => new BatchWrite(found.Head, [], [], claims, []), cancel);
                after = page[^1].Name;
            }
            var due = await from.ReadDueAsync(long.MaxValue, int.MaxValue, cancel);
            await CommitAsync(position, LookUp.From(long.MaxValue), _ => new BatchWrite(end, [], [], [], [.. due.Select(wait => new DueWrite(wait.Stream, wait.At))]), cancel);
            await MarkAsync(1, cancel);
            foreach (var (name, reached) in await from.ReadCheckpointsAsync(cancel))
                if (name != Copying) await to.MoveCheckpointAsync(name, reached, lease, Now, cancel);
            await MarkAsync(0, cancel);
            await to.ReleaseLeaseAsync(lease, cancel);
        }

        private async Task CommitAsync(long expected, LookUp wanted, Func<Found, BatchWrite> write, CancellationToken cancel)
        {
            await using var batch = await to.BeginAsync(wanted, cancel);
            if (batch.Found.Head.Position != expected) throw new InvalidDataException("Somebody else writes into the target.");
            await batch.CommitAsync(write(batch.Found), cancel);
        }

        private async Task MarkAsync(long mark, CancellationToken cancel)
        {
            lease = await to.AcquireLeaseAsync(Copying, owner, Now, Now + (long)LeaseTime.TotalMilliseconds, cancel)
                ?? throw new InvalidDataException($"Somebody else copies into the target, or did until a moment ago: try again in {LeaseTime.TotalSeconds:0} seconds.");
            if (!await to.MoveCheckpointAsync(Copying, mark, lease, Now, cancel)) throw new InvalidDataException("Somebody else copies into the target.");
        }
    }
}
