namespace Marketplace.Log;

/// <summary>
/// Where the log lives. Small on purpose: one test suite runs on every engine. Reads never block the writer, and no read
/// transaction lasts longer than its call.
/// </summary>
public interface ILogStore : IAsyncDisposable
{
    Task<LogHead> ReadHeadAsync(CancellationToken cancel);

    /// <summary>The store's own clock, Unix milliseconds; null where it goes by the clock of this machine.</summary>
    Task<long?> ReadClockAsync(CancellationToken cancel);

    /// <summary>Events after a position in order of position, without gaps; fewer than the limit only at the end.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel);

    Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel);

    Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel);

    /// <summary>Takes the log's lock, holds it to the end of the batch, and looks up under it what the batch will want to know.</summary>
    /// <exception cref="StoreException">See <see cref="StoreFault"/>.</exception>
    Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel);

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

    /// <summary>Keys in the order of their use.</summary>
    /// <param name="after">The number of the last one that is known; 0 for the first page.</param>
    Task<IReadOnlyList<KeptKey>> ReadKeysAsync(long after, int limit, CancellationToken cancel);

    /// <summary>Claims that are held, by name.</summary>
    /// <param name="after">The last name that is known; empty for the first page.</param>
    Task<IReadOnlyList<ClaimWrite>> ReadClaimsAsync(string after, int limit, CancellationToken cancel);

    Task<IReadOnlyDictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancel);

    /// <summary>
    /// From here on <see cref="Writer"/> wants a new epoch before anything else, because commits may be lost. Who held a lease held
    /// it of the lost log.
    /// </summary>
    Task MarkRestoredAsync(CancellationToken cancel);

    /// <summary>A consistent copy while writing goes on: a log in a SQLite file, whatever the engine.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="StoreException">The copy cannot be written.</exception>
    Task BackupAsync(string path, CancellationToken cancel);
}

/// <summary>What a batch wants to know under the lock. All of it is known before the lock is taken, so one question brings all answers.</summary>
/// <param name="After">The last position that this process knows of.</param>
/// <param name="Handles">Of idempotency keys, 32 bytes each.</param>
/// <param name="Streams">It is asked whether they are there.</param>
/// <param name="Claims">It is asked who holds them.</param>
public sealed record LookUp(long After, IReadOnlyCollection<byte[]> Handles, IReadOnlyCollection<string> Streams, IReadOnlyCollection<string> Claims)
{
    /// <summary>Events in <see cref="Found.Missed"/> at most.</summary>
    public const int Page = 1000;

    /// <summary>Only where the log stands, and what stands behind the position.</summary>
    public static LookUp From(long after) => new(after, [], [], []);
}

/// <param name="Missed">What other processes appended after <see cref="LookUp.After"/>: the first page of it.</param>
/// <param name="Keys">Those that were used.</param>
/// <param name="Streams">Those that are there.</param>
/// <param name="Claims">Those that are held, and by whom.</param>
public sealed record Found(LogHead Head, IReadOnlyList<StoredEvent> Missed, IReadOnlyList<UsedKey> Keys, IReadOnlyList<string> Streams, IReadOnlyDictionary<string, string> Claims);

/// <summary>One transaction under the log's lock. Disposing without <see cref="CommitAsync"/> leaves no trace, and never throws.</summary>
public interface ILogBatch : IAsyncDisposable
{
    Found Found { get; }

    /// <summary>What other processes appended, behind <see cref="Found.Missed"/>.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel);

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

/// <param name="Number">Ascending in the order of use; each store counts for itself.</param>
public readonly record struct KeptKey(long Number, UsedKey Key);

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
