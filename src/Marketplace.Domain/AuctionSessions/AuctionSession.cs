using System.Collections.Immutable;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.AuctionSessions;

/// <summary>专场: lots under one name, day and place (stream: its <c>ses_</c> id). What becomes of them is each auction's own matter.</summary>
public sealed record AuctionSession : IState<AuctionSession>
{
    public static AuctionSession Initial { get; } = new();

    /// <summary>Absent before it is created.</summary>
    public SessionCreated? Created { get; private init; }

    /// <summary>By number.</summary>
    public ImmutableList<LotAdded> Lots { get; private init; } = [];

    /// <summary>
    /// Creates a session of the actor's market and makes it public. Refusals, all that apply at once: <c>session.host_unknown</c>,
    /// <c>session.times_out_of_order</c>, <c>auction.notice_too_short</c>, <c>auction.exhibition_missing</c>,
    /// <c>auction.exhibition_too_short</c>, <c>auction.exhibition_out_of_time</c>; alone, those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="id">A new <c>ses_</c> id, which is its stream.</param>
    /// <param name="market">State of the actor's organisation.</param>
    /// <param name="host">State of the organisation that the plan names as host; absent when it names none.</param>
    public static Decision Create(Actor actor, string id, SessionPlan plan, Organization market, Organization? host, RuleSet rules, Instant now)
    {
        if (market.MayAct(now) is { } barred) return barred;
        return Faults(plan, host, rules, now) switch
        {
            [] => new SessionCreated(id, actor.Organization, plan, rules.Version, now),
            [var one] => one,
            [var first, ..] all => first.Because(all),
        };
    }

    private static ImmutableArray<Refusal> Faults(SessionPlan plan, Organization? host, RuleSet rules, Instant now) =>
    [
        .. host is not null && host.MayAct(now) is not null ? (Refusal[])[SessionRefusals.HostUnknown.With().At("/host")] : [],
        .. plan.ClosesAt <= plan.OpensAt ? (Refusal[])[SessionRefusals.TimesOutOfOrder.With().At("/closesAt")] : [],
        .. Announcement.Notice(plan.Procedure, plan.OpensAt, rules, now),
        .. Announcement.Shown(plan.Procedure, plan.Exhibition, plan.OpensAt, rules, now),
    ];

    /// <summary>
    /// Takes a lot in, in the command that announces its auction. Refusals: <c>session.not_found</c>, <c>.not_operator</c>, <c>.begun</c>,
    /// <c>.procedure_differs</c>, <c>.lot_out_of_time</c>.
    /// </summary>
    /// <param name="auction">Id of the auction.</param>
    public Decision AddLot(Actor actor, string auction, AuctionTerms terms, Instant now)
    {
        if (Created is not { Plan: var plan }) return SessionRefusals.NotFound;
        if (actor.Organization != Created.Operator) return SessionRefusals.NotOperator;
        if (now >= plan.OpensAt) return SessionRefusals.Begun.With(("opensAt", plan.OpensAt));
        if (terms.Procedure != plan.Procedure) return SessionRefusals.ProcedureDiffers.With(("procedure", plan.Procedure));
        if (terms.OpensAt < plan.OpensAt || terms.OpensAt >= plan.ClosesAt)
            return SessionRefusals.LotOutOfTime.With(("opensAt", plan.OpensAt), ("closesAt", plan.ClosesAt));
        return new LotAdded(Lots.Count + 1, auction, terms.Title, now);
    }

    public AuctionSession Apply(Event e) => e switch
    {
        SessionCreated created => this with { Created = created },
        LotAdded added => this with { Lots = Lots.Add(added) },
        _ => throw new InvalidOperationException($"A session does not know the event {e.GetType().Name}."),
    };
}
