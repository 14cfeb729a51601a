using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Demands;

/// <summary>
/// A proposal (解决方案; stream: its <c>prp_</c> id) in the open form: the demand's owner reads it as it comes in. Nobody else
/// learns that it exists.
/// </summary>
public sealed record Proposal : IState<Proposal>
{
    public static readonly Transitions<ProposalPhase> Next = new()
    {
        [ProposalPhase.Submitted] = [ProposalPhase.Withdrawn, ProposalPhase.Declined],
    };

    public static Proposal Initial { get; } = new();

    /// <summary>Absent before the proposal is submitted.</summary>
    public ProposalPhase? Phase { get; private init; }

    public string Demand { get; private init; } = "";

    /// <summary>The demand's version that it answers.</summary>
    public long DemandVersion { get; private init; }

    /// <summary>Id of the organisation whose demand it answers.</summary>
    public string Owner { get; private init; } = "";

    /// <summary>Id of the organisation that proposes.</summary>
    public string Solver { get; private init; } = "";

    /// <summary>Absent before the proposal is submitted.</summary>
    public Sealed? Terms { get; private init; }

    public Instant SubmittedAt { get; private init; }
    public Instant? WithdrawnAt { get; private init; }
    public Instant? DeclinedAt { get; private init; }
    public Sealed? DeclineReason { get; private init; }

    /// <summary>
    /// Name of the claim that keeps a solver to one standing proposal a demand. It is taken with the submission and given back
    /// when the proposal is withdrawn or declined.
    /// </summary>
    public static string Claim(string demand, string solver) => $"proposal:{demand}:{solver}";

    /// <summary>
    /// Proposes to solve a demand. Refusals: <c>demand.not_found</c>, <c>demand.not_open</c>, <c>proposal.already_submitted</c>,
    /// <c>proposal.own_demand</c>, and those of <see cref="Organization.MayAct"/>. The command also takes <see cref="Claim"/>.
    /// </summary>
    /// <param name="demandId">The demand's id.</param>
    /// <param name="demand">Its state.</param>
    /// <param name="demandVersion">Its version.</param>
    /// <param name="solver">State of the actor's organisation.</param>
    /// <param name="terms">Sealed under the proposal's key.</param>
    public Decision Submit(Actor actor, string demandId, Demand demand, long demandVersion, Organization solver, Sealed terms, Instant now)
    {
        if (Phase is not null) return ProposalRefusals.AlreadySubmitted;
        if (demand.Phase is not { } phase) return DemandRefusals.NotFound;
        if (solver.MayAct(now) is { } barred) return barred;
        if (actor.Organization == demand.Owner) return ProposalRefusals.OwnDemand;
        if (!demand.TakesProposals(now)) return DemandRefusals.NotOpen.With(("phase", phase is DemandPhase.Open ? DemandPhase.Closed : phase));
        return new ProposalSubmitted(demandId, demandVersion, demand.Owner, actor.Organization, terms, now);
    }

    /// <summary>Takes the proposal back; its terms are then hidden from the demand's owner. Refusals: <c>proposal.not_found</c>, <c>.not_solver</c>, <c>.phase_forbids</c>.</summary>
    public Decision Withdraw(Actor actor, Instant now)
    {
        if (!VisibleTo(actor)) return ProposalRefusals.NotFound;
        if (actor.Organization != Solver) return ProposalRefusals.NotSolver;
        return Phase is ProposalPhase.Submitted ? new ProposalWithdrawn(now) : PhaseForbids();
    }

    /// <summary>The demand's owner declines the proposal. Refusals: <c>proposal.not_found</c>, <c>.not_owner</c>, <c>.phase_forbids</c>.</summary>
    /// <param name="reason">Sealed under the proposal's key.</param>
    public Decision Decline(Actor actor, Sealed reason, Instant now)
    {
        if (!VisibleTo(actor)) return ProposalRefusals.NotFound;
        if (actor.Organization != Owner) return ProposalRefusals.NotOwner;
        return Phase is ProposalPhase.Submitted ? new ProposalDeclined(reason, now) : PhaseForbids();
    }

    /// <summary>Whether the reader may know of it: the solver and the demand's owner. For all others, the operators too, it does not exist.</summary>
    /// <param name="reader">Absent for a reader who is not signed in.</param>
    public bool VisibleTo(Actor? reader) => Phase is not null && reader is not null && (reader.Organization == Solver || reader.Organization == Owner);

    /// <summary>Whether the reader may read what is proposed; after a withdrawal only the solver.</summary>
    public bool TermsVisibleTo(Actor? reader) => VisibleTo(reader) && (Phase is not ProposalPhase.Withdrawn || reader!.Organization == Solver);

    public Proposal Apply(Event e) => e switch
    {
        ProposalSubmitted submitted => new()
        {
            Phase = ProposalPhase.Submitted,
            Demand = submitted.Demand,
            DemandVersion = submitted.DemandVersion,
            Owner = submitted.Owner,
            Solver = submitted.Solver,
            Terms = submitted.Terms,
            SubmittedAt = submitted.SubmittedAt,
        },
        ProposalWithdrawn withdrawn => this with { Phase = ProposalPhase.Withdrawn, WithdrawnAt = withdrawn.WithdrawnAt },
        ProposalDeclined declined => this with { Phase = ProposalPhase.Declined, DeclineReason = declined.Reason, DeclinedAt = declined.DeclinedAt },
        _ => throw new InvalidOperationException($"A proposal does not know the event {e.GetType().Name}."),
    };

    private Refusal PhaseForbids() => ProposalRefusals.PhaseForbids.With(("phase", Phase!.Value));
}
