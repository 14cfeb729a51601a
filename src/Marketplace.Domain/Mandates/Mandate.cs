using System.Collections.Immutable;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Mandates;

/// <summary>A power of attorney (stream: its <c>mdt_</c> id).</summary>
public sealed record Mandate : IState<Mandate>
{
    public static Mandate Initial { get; } = new();

    /// <summary>Absent before it is granted.</summary>
    public MandateGranted? Granted { get; private init; }
    public Instant? RevokedAt { get; private init; }
    public string? RevocationReason { get; private init; }

    /// <summary>
    /// Grants it. Refusals: <c>mandate.agent_unknown</c>, <c>.ends_in_past</c>, and those of <see cref="Organization.MayAct"/>. The
    /// command appends the event to the agent's stream too.
    /// </summary>
    /// <param name="id">A new <c>mdt_</c> id.</param>
    /// <param name="principal">State of the actor's organisation.</param>
    /// <param name="agent">State of the organisation that is to act.</param>
    public static Decision Grant(
        Actor actor, string id, Organization principal, string agentId, Organization agent, ImmutableArray<MandateScope> scopes, string reference, Instant validUntil, Instant now)
    {
        if (principal.MayAct(now) is { } barred) return barred;
        if (agentId == actor.Organization || agent.MayAct(now) is not null
            || agent.Kind is OrganizationKind.MarketOperator or OrganizationKind.RegistrationOffice or OrganizationKind.Supervisor)
            return MandateRefusals.AgentUnknown.With().At("/agent");
        if (validUntil <= now) return MandateRefusals.EndsInPast.With(("now", now)).At("/validUntil");
        return new MandateGranted(id, actor.Organization, agentId, scopes, reference, validUntil, now);
    }

    /// <summary>Takes it back. Refusals: <c>mandate.not_found</c>, <c>.not_principal</c>, <c>.over</c>.</summary>
    public Decision Revoke(Actor actor, string? reason, Instant now)
    {
        if (!VisibleTo(actor)) return MandateRefusals.NotFound;
        if (actor.Organization != Granted!.Principal) return MandateRefusals.NotPrincipal;
        return RevokedAt is null ? new MandateRevoked(Granted.Mandate, reason, now) : MandateRefusals.Over;
    }

    /// <summary>The principal and the agent know of it, and nobody else.</summary>
    public bool VisibleTo(Actor reader) => Granted is not null && (reader.Organization == Granted.Principal || reader.Organization == Granted.Agent);

    public Mandate Apply(Event e) => e switch
    {
        MandateGranted granted => new() { Granted = granted },
        MandateRevoked revoked => this with { RevokedAt = revoked.RevokedAt, RevocationReason = revoked.Reason },
        _ => throw new InvalidOperationException($"A mandate does not know the event {e.GetType().Name}."),
    };
}

/// <summary>The mandates that one organisation holds as an agent, stream <c>{organization}-mandates</c>.</summary>
public sealed record MandatesHeld : IState<MandatesHeld>
{
    public static MandatesHeld Initial { get; } = new();

    public static string StreamOf(string agent) => $"{agent}-mandates";

    /// <summary>What is not revoked; it may have run out.</summary>
    public ImmutableArray<MandateGranted> Standing { get; private init; } = [];

    /// <summary>Whether the organisation may act for the principal at the moment.</summary>
    public bool Allow(string principal, MandateScope scope, Instant now) =>
        Standing.Any(mandate => mandate.Principal == principal && mandate.Scopes.Contains(scope) && now < mandate.ValidUntil);

    /// <summary>
    /// The actor as the one who acts for the principal: what is decided of the principal's things is then decided of him. The
    /// log's envelope names the actor himself. Refusal: <c>mandate.missing</c>.
    /// </summary>
    /// <param name="principal">Absent, or the actor's own organisation, when he acts for nobody else.</param>
    public (Actor Actor, Refusal? Refusal) ActFor(Actor actor, string? principal, MandateScope scope, Instant now)
    {
        if (principal is null || principal == actor.Organization) return (actor, null);
        return Allow(principal, scope, now)
            ? (actor with { Organization = principal }, null)
            : (actor, MandateRefusals.Missing.With(("scope", scope)).At("/onBehalfOf"));
    }

    public MandatesHeld Apply(Event e) => e switch
    {
        MandateGranted granted => new() { Standing = Standing.Add(granted) },
        MandateRevoked revoked => new() { Standing = [.. Standing.Where(mandate => mandate.Mandate != revoked.Mandate)] },
        _ => throw new InvalidOperationException($"Mandates do not know the event {e.GetType().Name}."),
    };
}
