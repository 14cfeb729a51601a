using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Demands;

/// <summary>A demand (技术需求) as the reader may see it.</summary>
public sealed record DemandResource
{
    public required string Id { get; init; }
    /// <summary>Id of the enterprise whose demand it is.</summary>
    public required string Owner { get; init; }
    public required DemandPhase State { get; init; }
    /// <summary>What the owner states; in this form it is also sent to revise it. Absent once it was taken down, but for its owner, the operators and the supervisor.</summary>
    public DemandDescription? Content { get; init; }
    public required Instant PostedAt { get; init; }
    public Instant? RevisedAt { get; init; }
    public Closing? Closure { get; init; }
    /// <summary>Public as long as the demand is down (电子商务法 art. 36).</summary>
    public Removal? Takedown { get; init; }
    public required long Version { get; init; }

    /// <summary>Why and when it was closed.</summary>
    /// <param name="Note">In the owner's words; goes with the content.</param>
    public sealed record Closing(DemandClosureReason Reason, string? Note, Instant ClosedAt);

    /// <summary>By whom, why and when it was taken down.</summary>
    /// <param name="Operator">Id of the market operator.</param>
    public sealed record Removal(string Operator, TakedownReason Reason, string Statement, Instant TakenDownAt);

    internal static DemandResource From(Snapshot<Demand> demand, Contacts contacts, Actor? reader)
    {
        var state = demand.State;
        var visible = state.ContentVisibleTo(reader);
        var contact = state.ContactVisibleTo(reader) ? contacts.Read(state.Content.Contact) : null;
        return new DemandResource
        {
            Id = demand.Id,
            Owner = state.Owner,
            State = state.Phase!.Value,
            Content = visible ? DemandDescription.From(state.Content, contact) : null,
            PostedAt = state.PostedAt,
            RevisedAt = state.RevisedAt,
            Closure = state.Closure is { } closed ? new Closing(closed.Reason, visible ? closed.Note : null, closed.ClosedAt) : null,
            Takedown = state.TakenDown is { } down ? new Removal(down.Operator, down.Reason, down.Statement, down.TakenDownAt) : null,
            Version = demand.Version,
        };
    }

    /// <summary>Which of its representations this is.</summary>
    internal string View => Content is null ? "notice" : Content.Contact is null ? "public" : "full";
}
