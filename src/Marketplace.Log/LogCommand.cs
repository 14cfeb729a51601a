using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Log;

/// <summary>
/// One thing to decide. It names every stream it reads or writes and every claim it looks at; all are current when
/// <see cref="Decide"/> runs under the log's lock.
/// </summary>
/// <param name="Actor">Who acts, as the log records it.</param>
/// <param name="Streams">Every stream that is read or appended to.</param>
/// <param name="Decide">Pure and quick: it runs on the writer. It may run more than once (a batch that did not commit runs again).</param>
public sealed record LogCommand(string Actor, IReadOnlyList<string> Streams, Func<LogView, Effect> Decide)
{
    /// <summary>The caller's idempotency key, if it gave one.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>
    /// Streams that the command begins, for one that begins too many to load each. Nobody else can have their names yet; where one is
    /// there all the same, the command fails and nothing of it is written. A set, when there are many.
    /// </summary>
    public IReadOnlyCollection<string> Begins { get; init; } = [];

    /// <summary>Names whose holders the decision asks for (<see cref="LogView.HolderOf"/>) or changes. A set, when there are many.</summary>
    public IReadOnlyCollection<string> Claims { get; init; } = [];

    /// <summary>
    /// For work that fell due by itself: its own due time (market, Unix milliseconds), which is then
    /// <see cref="LogView.Now"/>; not later than the present, if it comes early.
    /// </summary>
    public long? DueAt { get; init; }
}

/// <summary>
/// A key is the caller's, never another's. The same key with another body is refused: the hash tells.
/// </summary>
/// <param name="Scope">The caller.</param>
/// <param name="Key">What the caller sent.</param>
/// <param name="BodyHash">A hash over operation, path and body; a keyed one where these can be guessed.</param>
public sealed record IdempotencyKey(string Scope, string Key, byte[] BodyHash)
{
    private byte[]? handle;

    /// <summary>
    /// What the store keeps of scope and key: the key's first 16 bytes, so that keys that sort by time (UUIDv7) stand side
    /// by side and a commit of many touches few pages; then the first 16 of SHA-256 over the scope's length, the scope and
    /// the key, so that no two are taken for one another. 32 bytes, whatever clients send.
    /// </summary>
    internal byte[] Handle => handle ??= Make();

    private byte[] Make()
    {
        var scope = Encoding.UTF8.GetByteCount(Scope);
        var bytes = new byte[4 + scope + Encoding.UTF8.GetByteCount(Key)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, scope);
        Encoding.UTF8.GetBytes(Scope, bytes.AsSpan(4));
        var key = bytes.AsSpan(4 + scope);
        Encoding.UTF8.GetBytes(Key, key);
        var made = new byte[32];
        key[..Math.Min(key.Length, 16)].CopyTo(made);
        SHA256.HashData(bytes).AsSpan(0, 16).CopyTo(made.AsSpan(16));
        return made;
    }
}

/// <summary>A key that was used, and the events that were its effect. The answer is a function of those events, so it is not stored apart from them.</summary>
/// <param name="Handle">Of scope and key, 32 bytes.</param>
public sealed record UsedKey(byte[] Handle, byte[] BodyHash, long FirstPosition, int Count, long UsedAt);

/// <summary>What a decision sees: every named stream's state under the log's lock, and the time.</summary>
public abstract class LogView
{
    /// <summary>
    /// Market time in Unix milliseconds: whole, and never below the last time in the log. For work that fell due its own
    /// due time, which may be below; its events then stand at the last time in the log.
    /// </summary>
    public abstract long Now { get; }

    /// <summary>System time in Unix milliseconds, for secrets and leases.</summary>
    public abstract long SystemNow { get; }

    /// <summary>The clock's offset in force: market time = system time + offset (milliseconds).</summary>
    public abstract long ClockOffset { get; }

    /// <summary>Where the log stands before this command.</summary>
    public abstract LogCheckpoint Checkpoint { get; }

    public abstract TState State<TState>(string stream) where TState : class;

    /// <summary>How many events the stream holds; 0 when it does not exist.</summary>
    public abstract long Version(string stream);

    /// <summary>Which stream holds the claim, or null. The claim must be among <see cref="LogCommand.Claims"/>.</summary>
    public abstract string? HolderOf(string claim);
}

/// <summary>
/// What a decision does to the log: events, claims and releases, a move of the clock, a new epoch. Or a refusal, perhaps
/// with events that record it.
/// </summary>
public sealed class Effect
{
    private readonly List<(string Stream, object Content)> appends = [];
    private List<(string Name, string? Holder)>? claims;

    public static Effect None => new();

    public static Effect Refuse(object refusal) => new() { Refusal = refusal };

    public object? Refusal { get; private init; }

    public long? MovedOffset { get; private set; }

    public bool StartsEpoch { get; private set; }

    public IReadOnlyList<(string Stream, object Content)> Appends => appends;

    public IReadOnlyList<(string Name, string? Holder)> Claims => claims ?? [];

    public Effect Append(string stream, object content)
    {
        appends.Add((LogNames.Check(stream), content));
        return this;
    }

    /// <summary>Takes a name for a stream. The decision has looked first: taking what another holds is a bug and throws.</summary>
    public Effect Claim(string name, string holder)
    {
        (claims ??= []).Add((LogNames.Check(name), LogNames.Check(holder)));
        return this;
    }

    public Effect Release(string name)
    {
        (claims ??= []).Add((LogNames.Check(name), null));
        return this;
    }

    /// <summary>From this commit on market time = system time + offset. Forward only.</summary>
    public Effect MoveClock(long offset)
    {
        MovedOffset = offset;
        return this;
    }

    /// <summary>
    /// This commit is the first of a new epoch, after a restore that may have lost commits. The event says which epoch
    /// (the one after <see cref="LogView.Checkpoint"/>'s) and the position and root that survived.
    /// </summary>
    public Effect StartEpoch()
    {
        StartsEpoch = true;
        return this;
    }
}

public enum OutcomeKind
{
    /// <summary>Committed; <see cref="Outcome.Events"/> are in the log. Also when the decision had nothing to append.</summary>
    Done,
    /// <summary>Refused; nothing was written.</summary>
    Refused,
    /// <summary>The key was used before with the same body; the events are those of the first time.</summary>
    Replayed,
    /// <summary>The key was used before with another body; nothing was written.</summary>
    KeyReused,
    /// <summary>The queue is full; nothing was written.</summary>
    Busy,
    /// <summary>The store cannot be written now (full or read-only disk, lost server, a restored log before its new epoch); nothing was written.</summary>
    Unavailable,
    /// <summary>The commit was sent and nobody can say whether it arrived: ask again with the same key.</summary>
    Unknown,
    /// <summary>This process's clock is behind the log, or off the store's; it writes nothing until that is mended.</summary>
    ClockBehind,
}

/// <summary>How a command ended.</summary>
/// <param name="Events">The command's own events, in order.</param>
/// <param name="Position">A read from here or later sees the effect.</param>
public sealed record Outcome(OutcomeKind Kind, IReadOnlyList<LogEvent> Events, object? Refusal, long Position)
{
    public bool Written => Kind is OutcomeKind.Done or OutcomeKind.Replayed;

    /// <summary>The commit that the events are in; absent where nothing was appended, and for an answer given again.</summary>
    public LogCommit? Commit { get; internal set; }
}
