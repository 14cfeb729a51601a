using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Marketplace.Merkle;

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
    private readonly Salts salts;
    private readonly LogHead start;
    private readonly Frontier frontier;
    private readonly Dictionary<string, Overlay> streams = new(StringComparer.Ordinal);
    private readonly List<Overlay> touched = [];
    private readonly Dictionary<UInt128, UsedKey> keys = [];
    private readonly List<UsedKey> newKeys = [];
    private readonly HashSet<string> there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> claims = new(StringComparer.Ordinal);
    private readonly List<ClaimWrite> claimWrites = [];
    private readonly List<(Pending Pending, Outcome? Outcome, UsedKey? Earlier, Exception? Bug)> answers = [];
    private readonly Dictionary<string, long?> due = new(StringComparer.Ordinal);
    private readonly List<LogEvent> events = [];
    private readonly ArrayBufferWriter<byte> leaves = new();
    private LogCommand current = null!;
    private bool epochNeeded;
    private int epoch;
    private long position, lastAt, offset, now, systemNow;

    /// <summary>A stream as the batch leaves it so far, and as the running command would leave it.</summary>
    private sealed class Overlay(string stream, StreamState committed)
    {
        public string Stream => stream;
        public StreamState Committed { get; } = committed;
        public StreamState Now { get; set; } = committed;
        public StreamState? Next { get; set; }
    }

    /// <param name="epochNeeded">Nothing is appended before a command starts a new epoch.</param>
    public Batch(ILogModel model, LogHead head, bool epochNeeded, Salts salts, TimeProvider time)
    {
        (this.model, this.time, this.salts, this.epochNeeded, start) = (model, time, salts, epochNeeded, head);
        (position, lastAt, offset, epoch) = (head.Position, head.At, head.ClockOffset, head.Epoch);
        frontier = Frontier.Read(head.Position, head.Frontier);
    }

    public IReadOnlyList<LogEvent> Events => events;

    /// <summary>Whether a stream falls due at another moment than before, or no longer.</summary>
    public bool ChangesDue => due.Count > 0;

    public LogHead Head => events.Count == 0 ? start : start with { Position = position, At = lastAt, ClockOffset = offset, Epoch = epoch, Frontier = frontier.ToBytes() };

    public override long Now => now;
    public override long SystemNow => systemNow;
    public override long ClockOffset => offset;
    public override LogCheckpoint Checkpoint => new(epoch, position, frontier.Root());

    public override TState State<TState>(string stream) => Named(stream).Now.As<TState>();

    public override long Version(string stream) => Named(stream).Now.Version;

    public override string? HolderOf(string claim) =>
        current.Claims.Contains(claim) ? claims[claim]
        : throw new InvalidOperationException($"The command did not name the claim '{claim}'.");

    private Overlay Named(string stream) =>
        current.Streams.Contains(stream) || current.Begins.Contains(stream) ? streams[stream]
        : throw new InvalidOperationException($"The command did not name the stream '{stream}'.");

    /// <summary>What the commands will ask for: one look at the store for all of them.</summary>
    public static LookUp Wanted(long after, IReadOnlyList<Pending> commands)
    {
        var handles = new List<byte[]>();
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<UInt128>();
        foreach (var pending in commands)
        {
            if (pending.Command.Key is { } key && seen.Add(Digest(key.Handle))) handles.Add(key.Handle);
            begun.UnionWith(pending.Command.Begins);
            names.UnionWith(pending.Command.Claims);
        }
        return new LookUp(after, handles, begun, names);
    }

    public void Learn(LookUp wanted, Found found)
    {
        there.UnionWith(found.Streams);
        foreach (var used in found.Keys) keys[Digest(used.Handle)] = used;
        foreach (var name in wanted.Claims) claims[name] = found.Claims.GetValueOrDefault(name);
    }

    private static UInt128 Digest(byte[] handle) => BinaryPrimitives.ReadUInt128BigEndian(handle.AsSpan(16));

    public void Decide(Pending pending)
    {
        current = pending.Command;
        if (current.Key is { } key && keys.TryGetValue(Digest(key.Handle), out var used))
        {
            var same = used.BodyHash.AsSpan().SequenceEqual(key.BodyHash);
            Answer(pending, same ? OutcomeKind.Replayed : OutcomeKind.KeyReused, same ? used : null);
            return;
        }
        for (var i = 0; i < current.Streams.Count; i++)
        {
            ref var overlay = ref CollectionsMarshal.GetValueRefOrAddDefault(streams, current.Streams[i], out _);
            overlay ??= new Overlay(current.Streams[i], pending.Pins[i].Current);
        }
        systemNow = time.GetUtcNow().ToUnixTimeMilliseconds();
        var market = Math.Max(systemNow + offset, lastAt);
        // Work that fell due is decided as of its own time; were it early, dating it ahead would put every clock behind the log.
        now = Math.Min(current.DueAt ?? market, market);
        try
        {
            Begin();
            var effect = current.Decide(this);
            if (epochNeeded && effect.Appends.Count > 0 && !effect.StartsEpoch)
            {
                Answer(pending, OutcomeKind.Unavailable);
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

    /// <exception cref="InvalidOperationException">A stream is there already: a name that was made twice, which is a bug.</exception>
    private void Begin()
    {
        foreach (var stream in current.Begins)
            if (there.Contains(stream) || streams.ContainsKey(stream)) throw new InvalidOperationException($"The stream '{stream}' is there already.");
        foreach (var stream in current.Begins)
            streams.Add(stream, new Overlay(stream, new StreamState(model.Initial(stream), 0)));
    }

    private void Answer(Pending pending, OutcomeKind kind, UsedKey? earlier = null) =>
        answers.Add((pending, new Outcome(kind, [], null, position), earlier, null));

    /// <summary>Makes the effect part of the batch: all of it, or by an exception nothing.</summary>
    private LogEvent[] Carry(Effect effect)
    {
        if (effect.Appends.Count == 0)
            return effect is { Claims.Count: 0, MovedOffset: null, StartsEpoch: false } ? []
                : throw new InvalidOperationException("An effect without events leaves no trace, so it can change neither claims nor the clock nor the epoch.");
        if (effect.MovedOffset is { } moved && moved < offset && position > 0)
            throw new InvalidOperationException("The market clock moves forward only.");

        var at = Math.Max(effect.MovedOffset is { } to ? systemNow + to : now, lastAt);
        var appended = Append(effect, at);
        foreach (var e in appended) _ = e.Stored.LeafHash;
        var waiting = touched.ConvertAll(overlay => (Before: model.Due(overlay.Now.State), After: model.Due(overlay.Next!.State)));
        var held = effect.Claims.Count == 0 ? null : HeldAfter(effect);

        // From here on nothing throws.
        for (var i = 0; i < touched.Count; i++)
        {
            touched[i].Now = touched[i].Next!;
            if (waiting[i].Before != waiting[i].After) due[touched[i].Stream] = waiting[i].After;
        }
        foreach (var (name, holder) in held ?? [])
        {
            claims[name] = holder;
            claimWrites.Add(new ClaimWrite(name, holder));
        }
        foreach (var e in appended)
        {
            frontier.Append(e.Stored.LeafHash);
            leaves.Write(e.Stored.LeafHash);
        }
        events.AddRange(appended);
        if (current.Key is { } key)
        {
            var used = new UsedKey(key.Handle, key.BodyHash, position + 1, appended.Length, systemNow);
            keys[Digest(used.Handle)] = used;
            newKeys.Add(used);
        }
        position += appended.Length;
        lastAt = at;
        offset = effect.MovedOffset ?? offset;
        if (effect.StartsEpoch) (epoch, epochNeeded) = (epoch + 1, false);
        return appended;
    }

    /// <summary>The effect's events, and in <see cref="touched"/> their streams with the states that they lead to.</summary>
    private LogEvent[] Append(Effect effect, long at)
    {
        foreach (var overlay in touched) overlay.Next = null;
        touched.Clear();
        var appended = new LogEvent[effect.Appends.Count];
        for (var i = 0; i < appended.Length; i++)
        {
            var (stream, content) = effect.Appends[i];
            var overlay = Named(stream);
            if (overlay.Next is null) touched.Add(overlay);
            var before = overlay.Next ?? overlay.Now;
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
                Salt = salts.Next(),
                Data = encoded.Data,
            }, content);
            overlay.Next = new StreamState(model.Apply(before.State, content), before.Version + 1);
        }
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
        new(Head, events.ConvertAll(e => e.Stored), newKeys, claimWrites, [.. due.Select(d => new DueWrite(d.Key, d.Value))]);

    /// <summary>Shows the committed states to everyone: those it came to itself are taken over and not folded again.</summary>
    public void Publish(StateCache cache, Feed feed)
    {
        if (events.Count == 0) return;
        foreach (var overlay in streams.Values)
            if (!ReferenceEquals(overlay.Now, overlay.Committed)) cache.Advance(overlay.Stream, overlay.Committed.Version, overlay.Now, events);
        feed.Publish(events);
    }

    public void AnswerAll()
    {
        var commit = events.Count == 0 ? null : new LogCommit(start, Head, leaves.WrittenMemory);
        foreach (var (pending, outcome, earlier, bug) in answers)
        {
            if (bug is not null)
            {
                pending.Fail(bug);
                continue;
            }
            if (outcome!.Events.Count > 0) outcome.Commit = commit;
            pending.Answer(outcome, earlier);
        }
    }
}
