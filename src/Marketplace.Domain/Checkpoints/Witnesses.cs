using System.Collections.Immutable;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Checkpoints;

/// <summary>
/// An organisation outside of the market published the key by which it cosigns checkpoints. Stream <see cref="Witnesses.Stream"/>. A
/// later one of the same organisation replaces it from then on.
/// </summary>
/// <param name="Witness">A <c>wit_</c> id, which is the stream of what it cosigns.</param>
/// <param name="X">Of the point on P-256, 32 bytes.</param>
/// <param name="Y">Of the point on P-256, 32 bytes.</param>
[EventName("witness_registered")]
public sealed record WitnessRegistered(string Witness, string Organization, string Name, byte[] X, byte[] Y, Instant RegisteredAt) : Event;

/// <summary>The witness saw this checkpoint and found that the log only grew. Stream: its <c>wit_…</c> id.</summary>
/// <param name="SeenAt">The witness's own time.</param>
/// <param name="Jws">What it signed, RFC 7515 in its compact form.</param>
/// <param name="TakenAt">Market time.</param>
[EventName("checkpoint_cosigned")]
public sealed record CheckpointCosigned(int Epoch, long Size, Instant SeenAt, string Jws, Instant TakenAt) : Event;

/// <summary>Who watches the log from outside, stream <see cref="Stream"/>.</summary>
public sealed record Witnesses : IState<Witnesses>
{
    public const string Stream = "witnesses";

    /// <summary>How many keys an organisation can have had. Each is looked through for a checkpoint's cosignatures for ever.</summary>
    public const int KeysAtMost = 20;

    public static Witnesses Initial { get; } = new();

    /// <summary>All that ever were; the last one of an organisation signs.</summary>
    public ImmutableArray<WitnessRegistered> All { get; private init; } = [];

    /// <summary>The organisation as the witness that it is now, or none.</summary>
    public WitnessRegistered? Of(string organization) => All.LastOrDefault(witness => witness.Organization == organization);

    /// <summary>
    /// Makes the actor's organisation a witness, or replaces its key. Refusals: <c>witness.not_outside</c>, <c>witness.key_unchanged</c>,
    /// <c>witness.too_many_keys</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="id">A new <c>wit_</c> id.</param>
    /// <param name="organization">State of the actor's organisation.</param>
    public Decision Register(string id, Actor actor, Organization organization, string name, byte[] x, byte[] y, Instant now)
    {
        if (actor.Kind is OrganizationKind.MarketOperator) return WitnessRefusals.NotOutside;
        if (organization.MayAct(now) is { } barred) return barred;
        if (Of(actor.Organization) is { } present && present.X.AsSpan().SequenceEqual(x) && present.Y.AsSpan().SequenceEqual(y)) return WitnessRefusals.KeyUnchanged;
        if (All.Count(witness => witness.Organization == actor.Organization) >= KeysAtMost) return WitnessRefusals.TooManyKeys.With(("limit", KeysAtMost));
        return new WitnessRegistered(id, actor.Organization, name, x, y, now);
    }

    public Witnesses Apply(Event e) => e switch
    {
        WitnessRegistered registered => this with { All = All.Add(registered) },
        _ => throw new InvalidOperationException($"Witnesses do not know the event {e.GetType().Name}."),
    };
}

/// <summary>What one witness cosigned, each a longer log than the one before; stream: its <c>wit_…</c> id.</summary>
/// <param name="Last">Absent before the first.</param>
public sealed record Cosignatures(CheckpointCosigned? Last) : IState<Cosignatures>
{
    public static Cosignatures Initial { get; } = new((CheckpointCosigned?)null);

    /// <summary>Adds one; nothing when it is there. Refusal: <c>cosignature.not_later</c>.</summary>
    public Decision Add(CheckpointCosigned cosigned) => Last switch
    {
        null => cosigned,
        _ when cosigned.Size > Last.Size => cosigned,
        _ when cosigned.Size == Last.Size => Decision.Nothing,
        _ => WitnessRefusals.NotLater.With(("size", Last.Size)),
    };

    public Cosignatures Apply(Event e) => e switch
    {
        CheckpointCosigned cosigned => new(cosigned),
        _ => throw new InvalidOperationException($"Cosignatures do not know the event {e.GetType().Name}."),
    };
}
