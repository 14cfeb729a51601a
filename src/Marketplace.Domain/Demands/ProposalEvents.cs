namespace Marketplace.Domain.Demands;

/// <summary>
/// A solver's proposal, in a stream of its own: in the demand's stream its mere number would show in the version that everybody
/// reads.
/// </summary>
/// <param name="Demand">Id of the demand it answers.</param>
/// <param name="DemandVersion">The demand's version that the solver answers; a later revision does not change what was answered.</param>
/// <param name="Owner">Id of the organisation whose demand it is.</param>
/// <param name="Solver">Id of the organisation that proposes.</param>
/// <param name="Terms">Text, price and duration, sealed under the proposal's key: they are business secrets of the solver.</param>
[EventName("proposal_submitted")]
public sealed record ProposalSubmitted(string Demand, long DemandVersion, string Owner, string Solver, Sealed Terms, Instant SubmittedAt) : Event;

[EventName("proposal_withdrawn")]
public sealed record ProposalWithdrawn(Instant WithdrawnAt) : Event;

/// <param name="Reason">Sealed under the proposal's key: it speaks of what the solver proposed.</param>
[EventName("proposal_declined")]
public sealed record ProposalDeclined(Sealed Reason, Instant DeclinedAt) : Event;
