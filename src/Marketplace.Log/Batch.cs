using System.Security.Cryptography;
using Marketplace.Log.Merkle;

namespace Marketplace.Log;

/// <summary>A command that waits for its answer, with its streams pinned.</summary>
internal sealed class Pending(LogCommand command, StateCache.Pin[] pins)
{
    private readonly TaskCompletionSource<Outcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LogCommand Command { get; } = command;
    public StateCache.Pin[] Pins { get; } = pins;
    public Task<Outcome> Task => answer.Task;

    /// <summary>Set when the key was used before: the caller's thread reads those events, not the writer's.</summary>
    public UsedKey? Earlier { get; private set; }

    public void Answer(Outcome outcome, UsedKey? earlier = null)
    {
        Earlier = earlier;
        answer.TrySetResult(outcome);
    }

    public void Fail(Exception bug) => answer.TrySetException(bug);
}

/// <summary>
/// The decisions of one transaction, before it commits: states as they would be, events, keys, claims, the tree's new
/// frontier. A batch that does not commit is thrown away whole.
/// </summary>
internal sealed class Batch : LogView
{
    private readonly ILogModel model;
    private readonly TimeProvider time;
    private readonly LogHead start;
    private readonly Frontier frontier;
    private readonly Dictionary<string, Overlay> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Scope, string Key), UsedKey> keys = [];
    private readonly List<UsedKey> newKeys = [];
    private readonly Dictionary<string, string?> claims = new(StringComparer.Ordinal);
    private readonly List<ClaimWrite> claimWrites = [];
    private readonly List<(Pending Pending, Outcome? Outcome, UsedKey? Earlier, Exception? Bug)> answers = [];
    private readonly Dictionary<string, long?> due = new(StringComparer.Ordinal);
    private readonly List<LogEvent> events = [];
    private LogCommand current = null!;
    private bool epochNeeded;
    private int epoch;
    private long position, lastAt, offset, now, systemNow;

    private sealed record Overlay(object State, long Version);

    /// <param name="epochNeeded">Nothing is appended before a command starts a new epoch.</param>
    public Batch(ILogModel model, LogHead head, bool epochNeeded, TimeProvider time)
    {
        (this.model, this.time, this.epochNeeded, start) = (model, time, epochNeeded, head);
        (position, lastAt, offset, epoch) = (head.Position, head.At, head.ClockOffset, head.Epoch);
        frontier = Frontier.Read(head.Position, head.Frontier);
    }

    public IReadOnlyList<LogEvent> Events => events;

    public LogHead Head => events.Count == 0 ? start : start with { Position = position, At = lastAt, ClockOffset = offset, Epoch = epoch, Frontier = frontier.ToBytes() };

    public override long Now => now;
    public override long SystemNow => systemNow;
    public override long ClockOffset => offset;
    public override LogCheckpoint Checkpoint => new(epoch, position, frontier.Root());

    public override TState State<TState>(string stream) => (TState)Named(stream).State;

    public override long Version(string stream) => Named(stream).Version;

    public override string? HolderOf(string claim) =>
        current.Claims.Contains(claim) ? claims[claim]
        : throw new InvalidOperationException($"The command did not name the claim '{claim}'.");

    private Overlay Named(string stream) =>
        current.Streams.Contains(stream) ? streams[stream]
        : throw new InvalidOperationException($"The command did not name the stream '{stream}'.");

    /// <summary>One look at the store for all keys of the batch and one for all claims.</summary>
    public async Task LookUpAsync(ILogBatch transaction, IReadOnlyList<Pending> commands)
    {
        var asked = commands.Where(c => c.Command.Key is not null).Select(c => c.Command.Key!).ToList();
        if (asked.Count > 0)
            foreach (var used in await transaction.FindKeysAsync(asked, CancellationToken.None))
                keys[(used.Scope, used.Key)] = used;
        foreach (var name in commands.SelectMany(c => c.Command.Claims)) claims[name] = null;
        if (claims.Count > 0)
            foreach (var (name, holder) in await transaction.FindClaimsAsync(claims.Keys, CancellationToken.None))
                claims[name] = holder;
    }

    public void Decide(Pending pending)
    {
        current = pending.Command;
        if (current.Key is { } key && keys.TryGetValue((key.Scope, key.Key), out var used))
        {
            var same = used.BodyHash.AsSpan().SequenceEqual(key.BodyHash);
            answers.Add((pending, new Outcome(same ? OutcomeKind.Replayed : OutcomeKind.KeyReused, [], null, position), same ? used : null, null));
            return;
        }
        for (var i = 0; i < current.Streams.Count; i++)
        {
            var state = pending.Pins[i].Current;
            streams.TryAdd(current.Streams[i], new Overlay(state.State, state.Version));
        }
        systemNow = time.GetUtcNow().ToUnixTimeMilliseconds();
        var market = Math.Max(systemNow + offset, lastAt);
        // Work that fell due is decided as of its own time; were it early, dating it ahead would put every clock behind the log.
        now = Math.Min(current.DueAt ?? market, market);
        try
        {
            var effect = current.Decide(this);
            if (epochNeeded && effect.Appends.Count > 0 && !effect.StartsEpoch)
            {
                answers.Add((pending, new Outcome(OutcomeKind.Unavailable, [], null, position), null, null));
                return;
            }
            var appended = Carry(effect);
            answers.Add((pending, new Outcome(effect.Refusal is null ? OutcomeKind.Done : OutcomeKind.Refused, appended, effect.Refusal, position), null, null));
        }
        catch (Exception bug)
        {
            // A decision that throws is a bug of that decision alone; Carry has changed nothing that counts.
            answers.Add((pending, null, null, bug));
        }
    }

    /// <summary>Makes the effect part of the batch: all of it, or by an exception nothing.</summary>
    private LogEvent[] Carry(Effect effect)
    {
        if (effect.Appends.Count == 0)
            return effect is { Claims.Count: 0, MovedOffset: null, StartsEpoch: false } ? []
                : throw new InvalidOperationException("An effect without events leaves no trace, so it can change neither claims nor the clock nor the epoch.");
        if (effect.MovedOffset is { } moved && moved < offset && position > 0)
            throw new InvalidOperationException("The market clock moves forward only.");
        var held = HeldAfter(effect);

        var at = Math.Max(effect.MovedOffset is { } to ? systemNow + to : now, lastAt);
        var appended = new LogEvent[effect.Appends.Count];
        var leaves = new byte[appended.Length][];
        var next = new Dictionary<string, Overlay>(StringComparer.Ordinal);
        for (var i = 0; i < appended.Length; i++)
        {
            var (stream, content) = effect.Appends[i];
            var before = next.GetValueOrDefault(stream) ?? Named(stream);
            var encoded = model.Encode(content);
            appended[i] = new LogEvent(new StoredEvent
            {
                Position = position + 1 + i,
                Stream = stream,
                Version = before.Version + 1,
                Type = encoded.Type,
                TypeVersion = encoded.TypeVersion,
                At = at,
                Actor = current.Actor,
                Salt = RandomNumberGenerator.GetBytes(32),
                Data = encoded.Data,
            }, content);
            leaves[i] = Leaf.Hash(appended[i].Stored);
            next[stream] = new Overlay(model.Apply(before.State, content), before.Version + 1);
        }
        var waiting = next.Select(stream => (stream.Key, Before: model.Due(streams[stream.Key].State), After: model.Due(stream.Value.State))).ToList();

        // From here on nothing throws.
        foreach (var (stream, overlay) in next) streams[stream] = overlay;
        foreach (var (stream, before, after) in waiting)
            if (before != after) due[stream] = after;
        foreach (var (name, holder) in held)
        {
            claims[name] = holder;
            claimWrites.Add(new ClaimWrite(name, holder));
        }
        foreach (var leaf in leaves) frontier.Append(leaf);
        events.AddRange(appended);
        if (current.Key is { } key)
        {
            var used = new UsedKey(key.Scope, key.Key, key.BodyHash, position + 1, appended.Length, systemNow);
            keys[(key.Scope, key.Key)] = used;
            newKeys.Add(used);
        }
        position += appended.Length;
        lastAt = at;
        offset = effect.MovedOffset ?? offset;
        if (effect.StartsEpoch) (epoch, epochNeeded) = (epoch + 1, false);
        return appended;
    }

    /// <summary>Who holds each claim that the effect changes, once it is done.</summary>
    private Dictionary<string, string?> HeldAfter(Effect effect)
    {
        var after = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, holder) in effect.Claims)
        {
            var other = after.TryGetValue(name, out var changed) ? changed : HolderOf(name);
            if (holder is not null && other is not null && other != holder)
                throw new InvalidOperationException($"The claim '{name}' is held by '{other}'.");
            after[name] = holder;
        }
        return after;
    }

    public BatchWrite ToWrite() =>
        new(Head, [.. events.Select(e => e.Stored)], newKeys, claimWrites, [.. due.Select(d => new DueWrite(d.Key, d.Value))]);

    public void AnswerAll()
    {
        foreach (var (pending, outcome, earlier, bug) in answers)
            if (bug is not null) pending.Fail(bug);
            else pending.Answer(outcome!, earlier);
    }
}
