using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Pipeline;

/// <summary>A stream's name with its state at one version.</summary>
public readonly record struct Snapshot<TState>(string Id, TState State, long Version) where TState : class
{
    /// <summary>Whether the stream has any event; a stream nobody wrote to is a thing that does not exist.</summary>
    public bool Exists => Version > 0;
}

/// <summary>What a use case works with: decide something, read what is, name something new.</summary>
public sealed partial class Market(Writer writer, StateCache states, ILogStore store, ILogModel model, SubjectKeys keys, TimeProvider time, ILogger<Market> logger)
{
    /// <summary>No id has this form, so no erasure can reach the key.</summary>
    private const string RequestsKey = "requests";

    /// <summary>Market time now.</summary>
    public Instant Now => new(writer.MarketNow);

    /// <summary>The market time of a moment of system time, as the clock's offset stands.</summary>
    public Instant At(DateTimeOffset system) => new(system.ToUnixTimeMilliseconds() + writer.Head.ClockOffset);

    public string NewId(string kind) => Ids.New(kind, time.GetUtcNow());

    /// <summary>The committed state of a single resource: always current.</summary>
    public async ValueTask<Snapshot<TState>> ReadAsync<TState>(string stream, CancellationToken cancel) where TState : class
    {
        var current = await states.ReadAsync(stream, cancel);
        return new Snapshot<TState>(stream, current.As<TState>(), current.Version);
    }

    /// <summary>Where the log stands, as far as this process knows.</summary>
    public long Position => writer.Head.Position;

    /// <summary>Decides a caller's command: the states of all named streams are current when <paramref name="decide"/> runs.</summary>
    public async Task<Outcome> DecideAsync(IMarketRequest request, IReadOnlyList<string> streams, Func<LogView, Effect> decide, CancellationToken cancel, params IReadOnlyList<string> claims)
    {
        var caller = request.Caller;
        return await writer.ExecuteAsync(new LogCommand(caller.Self.ToString(), streams, decide)
        {
            Claims = claims,
            Key = caller.Key is null ? null : new IdempotencyKey(caller.Self.Subject, caller.Key, Fingerprint(request)),
        }, cancel);
    }

    /// <summary>Decides what follows by itself. Its key is the reaction's name and its cause, so it happens once.</summary>
    /// <exception cref="StoreException">The log did not take it, or it is not known whether it did: to be tried again with the same key, never passed over.</exception>
    public async Task<Outcome> FollowAsync(string reaction, string cause, Instant due, IReadOnlyList<string> streams, Func<LogView, Effect> decide, CancellationToken cancel, params IReadOnlyList<string> claims)
    {
        var outcome = await writer.ExecuteAsync(new LogCommand(Actor.System(reaction).ToString(), streams, decide)
        {
            Claims = claims,
            Key = new IdempotencyKey($"system:{reaction}", cause, []),
            DueAt = due.UnixMilliseconds,
        }, cancel);
        // Nobody is there to be answered, and it is not tried again.
        if (outcome.Kind is OutcomeKind.Refused) ReactionRefused(logger, reaction, cause, ((Refusal)outcome.Refusal!).Type.Code);
        return outcome.Written || outcome.Kind is OutcomeKind.Refused ? outcome
            : throw new StoreException(StoreFault.Unavailable, $"The reaction {reaction} to {cause} is not in the log: {outcome.Kind}.");
    }

    /// <summary>The answer to a command that changed one resource: what it became by this command, also when it is asked again later.</summary>
    public async Task<Result<T>> AnswerAsync<TState, T>(Outcome outcome, string stream, Func<Snapshot<TState>, T> show, CancellationToken cancel) where TState : class
    {
        if (Refused(outcome) is { } refusal) return refusal;
        // A replayed creation has another new id in hand than the one it made the first time; the events know.
        var last = outcome.Events.LastOrDefault(e => model.Initial(e.Stream) is TState);
        var snapshot = last is null ? await ReadAsync<TState>(stream, cancel) : await AtAsync<TState>(last.Stream, last.Version, cancel);
        return new Result<T>(show(snapshot), null, outcome.Position, snapshot.Version, outcome.Kind is OutcomeKind.Replayed);
    }

    /// <summary>The answer to a command as a function of its events alone.</summary>
    public static Result<T> Answer<T>(Outcome outcome, Func<IReadOnlyList<LogEvent>, Result<T>> show) =>
        Refused(outcome) is { } refusal ? refusal : show(outcome.Events) with { Position = outcome.Position, Replayed = outcome.Kind is OutcomeKind.Replayed };

    private async Task<Snapshot<TState>> AtAsync<TState>(string stream, long version, CancellationToken cancel) where TState : class
    {
        var current = await ReadAsync<TState>(stream, cancel);
        if (current.Version == version) return current;
        var state = model.Initial(stream);
        foreach (var e in await store.ReadStreamAsync(stream, 0, (int)version, cancel))
            state = model.Apply(state, model.Decode(e.Type, e.TypeVersion, e.Data));
        return new Snapshot<TState>(stream, (TState)state, version);
    }

    /// <summary>Why nothing was written; null when the command's events are in the log, now or since before.</summary>
    public static Refusal? Refused(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Done or OutcomeKind.Replayed => null,
        OutcomeKind.Refused => (Refusal)outcome.Refusal!,
        OutcomeKind.KeyReused => HttpRefusals.KeyReused,
        OutcomeKind.Busy => HttpRefusals.Busy,
        OutcomeKind.Unknown => HttpRefusals.OutcomeUnknown,
        OutcomeKind.ClockBehind => HttpRefusals.ClockBehind,
        _ => HttpRefusals.LogUnavailable,
    };

    /// <summary>
    /// Keyed, because it lies beside the log for days: of a request that holds a reserve or a name, a bare hash would tell it to
    /// anyone who tries all that it can be.
    /// </summary>
    private byte[] Fingerprint(IMarketRequest request)
    {
        var type = request.GetType();
        var json = JsonSerializer.SerializeToUtf8Bytes(request, type, EventCatalogue.Json);
        var key = keys.GetOrCreate(RequestsKey);
        if (fingerprints?.Key != key) fingerprints = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        var hash = fingerprints.Value.Hash;
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(type.DeclaringType?.Name ?? type.Name));
        hash.AppendData([0]);
        hash.AppendData(json);
        return hash.GetHashAndReset();
    }

    /// <summary>Of this thread: to make one takes longer than to use it.</summary>
    [ThreadStatic]
    private static (byte[] Key, IncrementalHash Hash)? fingerprints;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reaction {Reaction} to {Cause} was refused: {Code}.")]
    private static partial void ReactionRefused(ILogger logger, string reaction, string cause, string code);
}

/// <summary>From a decision of the domain to what it does to the log.</summary>
public static class Effects
{
    /// <summary>The decision's events on a stream; its refusal refuses the whole command.</summary>
    public static Effect On(this Decision decision, string stream) =>
        decision.Refusal is { } refusal ? Effect.Refuse(refusal) : Effect.None.And(stream, decision.Events);

    /// <summary>
    /// The same for a change of the version that the caller has seen: refused when another one is in force, unless what is
    /// asked for holds already (RFC 9110, 13.1.1).
    /// </summary>
    public static Effect On(this Decision decision, string stream, Caller caller, LogView log) =>
        !decision.Events.IsEmpty && caller.Misses(log.Version(stream)) is { } gone ? Effect.Refuse(gone) : decision.On(stream);

    /// <summary>More events on another stream, in the same commit.</summary>
    public static Effect And(this Effect effect, string stream, params IReadOnlyList<Event> events)
    {
        foreach (var e in events) effect.Append(stream, e);
        return effect;
    }

    public static Instant Time(this LogView log) => new(log.Now);

    public static Snapshot<TState> Read<TState>(this LogView log, string stream) where TState : class => new(stream, log.State<TState>(stream), log.Version(stream));
}
