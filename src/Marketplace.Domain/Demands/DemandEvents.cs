namespace Marketplace.Domain.Demands;

/// <summary>A demand is public from this moment on.</summary>
/// <param name="Owner">Id of the enterprise that states the problem, pays and checks the solution.</param>
[EventName("demand_posted")]
public sealed record DemandPosted(string Owner, DemandContent Content, Instant PostedAt) : Event;

/// <summary>The whole content was written anew.</summary>
[EventName("demand_revised")]
public sealed record DemandRevised(DemandContent Content, Instant RevisedAt) : Event;

/// <param name="Note">What the owner says beside the reason; public.</param>
[EventName("demand_closed")]
public sealed record DemandClosed(DemandClosureReason Reason, string? Note, Instant ClosedAt) : Event;

/// <summary>The content is not shown any more; that it was taken down, by whom and why, is (电子商务法 art. 36).</summary>
/// <param name="Operator">Id of the market operator.</param>
/// <param name="Statement">What was found, in words; public.</param>
[EventName("demand_taken_down")]
public sealed record DemandTakenDown(string Operator, TakedownReason Reason, string Statement, Instant TakenDownAt) : Event;
