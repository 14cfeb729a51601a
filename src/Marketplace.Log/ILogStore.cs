namespace Marketplace.Log;

/// <summary>
/// Where the log lives. Small on purpose: one test suite runs on every engine. Reads never block the writer, and no read
/// transaction lasts longer than its call.
/// </summary>
public interface ILogStore : IAsyncDisposable
{
    Task<LogHead> ReadHeadAsync(CancellationToken cancel);

    /// <summary>Events after a position in order of position, without gaps; fewer than the limit only at the end.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel);

    Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel);

    Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel);

    /// <summary>Takes the log's lock and holds it to the end of the batch.</summary>
    Task<ILogBatch> BeginAsync(CancellationToken cancel);

    /// <summary>Streams whose due time (market) has come, earliest first, then by name.</summary>
    Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel);

    /// <summary>0 when the name has none yet.</summary>
    Task<long> ReadCheckpointAsync(string name, CancellationToken cancel);

    /// <summary>Moves a checkpoint; false when the lease is no longer the owner's (system time), and then nothing moved.</summary>
    Task<bool> MoveCheckpointAsync(string name, long position, Lease lease, long now, CancellationToken cancel);

    /// <summary>Takes or renews a lease (system time); null while another owner holds it.</summary>
    Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel);

    Task ReleaseLeaseAsync(Lease lease, CancellationToken cancel);

    /// <summary>Deletes at most so many keys used before the time (system); returns how many.</summary>
    Task<int> DeleteKeysAsync(long usedBefore, int limit, CancellationToken cancel);

    /// <summary>A consistent copy while writing goes on.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="StoreException">The copy cannot be written.</exception>
    Task BackupAsync(string path, CancellationToken cancel);
}

/// <summary>One transaction under the log's lock. Disposing without <see cref="CommitAsync"/> leaves no trace, and never throws.</summary>
public interface ILogBatch : IAsyncDisposable
{
    LogHead Head { get; }

    /// <summary>What other processes appended.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel);

    /// <summary>Which of the streams are there.</summary>
    Task<IReadOnlyList<string>> FindStreamsAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    Task<IReadOnlyList<UsedKey>> FindKeysAsync(IReadOnlyList<IdempotencyKey> keys, CancellationToken cancel);

    Task<IReadOnlyDictionary<string, string>> FindClaimsAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <exception cref="StoreException">See <see cref="StoreFault"/>.</exception>
    Task CommitAsync(BatchWrite write, CancellationToken cancel);
}

/// <summary>Everything one commit writes.</summary>
public sealed record BatchWrite(
    LogHead Head,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<UsedKey> Keys,
    IReadOnlyList<ClaimWrite> Claims,
    IReadOnlyList<DueWrite> Due);

/// <param name="Holder">Null releases the claim.</param>
public readonly record struct ClaimWrite(string Name, string? Holder);

/// <param name="At">Null: the stream waits for nothing any more.</param>
public readonly record struct DueWrite(string Stream, long? At);

public sealed record DueStream { public required string Stream { get; init; } public required long At { get; init; } }

public sealed record Lease(string Name, string Owner, long Until);

/// <summary>The counter row: where the log stands.</summary>
/// <param name="Position">Of the last event; 0 when the log is empty.</param>
/// <param name="At">Market time of the last event.</param>
/// <param name="ClockOffset">Market time minus system time, milliseconds.</param>
/// <param name="Epoch">0, and one more with each restore that lost commits.</param>
/// <param name="Frontier">The Merkle frontier: the roots of the full subtrees, largest first, 32 bytes each.</param>
public sealed record LogHead(long Position, long At, long ClockOffset, int Epoch, byte[] Frontier)
{
    public static readonly LogHead Empty = new(0, 0, 0, 0, []);

    /// <summary>The tree's root, where the log stands.</summary>
    public LogCheckpoint ToCheckpoint() => new(Epoch, Position, Merkle.Frontier.Read(Position, Frontier).Root());
}

public enum StoreFault
{
    /// <summary>Deadlock, throttling, lock time-out, lost connection before commit: nothing was written; run the batch again.</summary>
    Transient,
    /// <summary>Full or read-only disk, server away: nothing was written, and trying at once again is of no use.</summary>
    Unavailable,
    /// <summary>The commit was sent and no answer came: it may or may not be there.</summary>
    Unknown,
}

/// <summary>A fault of the store that operations can mend; never caused by what a client sent.</summary>
public sealed class StoreException(StoreFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public StoreFault Fault { get; } = fault;
}
