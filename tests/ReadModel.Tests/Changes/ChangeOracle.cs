using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tests.Changes;

/// <summary>What a reader is to be told, by the aggregates' own word: who may read each resource before and after each event of the log.</summary>
static class ChangeOracle
{
    public static IReadOnlyList<ChangeEntry> Of(IEnumerable<LogEvent> log, Viewer viewer)
    {
        var reader = viewer.Organization is { } organization ? new Actor($"usr_{1:x32}", organization, viewer.Kind!.Value, new HashSet<Role>()) : null;
        var (states, entries) = (new Dictionary<string, Thing>(), new List<ChangeEntry>());
        foreach (var e in log)
        {
            if (Begin(e.Stream) is not { } beginning) continue;
            var before = states.GetValueOrDefault(e.Stream, beginning);
            var after = states[e.Stream] = before.After((Event)e.Content);
            var (was, sees) = (before.Shown(reader), after.Shown(reader));
            if (sees) entries.Add(new ChangeEntry(e.Position, after.Kind, e.Stream, e.Version, was ? ChangeKind.Changed : ChangeKind.Appeared));
            else if (was) entries.Add(new ChangeEntry(e.Position, after.Kind, e.Stream, null, ChangeKind.Removed));
        }
        return entries;
    }

    private abstract record Thing(ResourceKind Kind)
    {
        public abstract Thing After(Event e);
        public abstract bool Shown(Actor? reader);
    }

    private sealed record Thing<T>(ResourceKind Kind, T State, Func<T, Actor?, bool> Visible) : Thing(Kind) where T : class, IState<T>
    {
        public override Thing After(Event e) => this with { State = State.Apply(e) };
        public override bool Shown(Actor? reader) => Visible(State, reader);
    }

    private static Thing? Begin(string stream) =>
        Ids.Is(Ids.Organization, stream) ? new Thing<Organization>(ResourceKind.Organization, Organization.Initial, (o, reader) => o.VisibleTo(reader, stream))
        : Ids.Is(Ids.Achievement, stream) ? new Thing<Achievement>(ResourceKind.Achievement, Achievement.Initial, (a, reader) => a.VisibleTo(reader))
        : Ids.Is(Ids.Listing, stream) ? new Thing<Listing>(ResourceKind.Listing, Listing.Initial, (l, reader) => l.VisibleTo(reader))
        : Ids.Is(Ids.Demand, stream) ? new Thing<Demand>(ResourceKind.Demand, Demand.Initial, (d, reader) => d.ContentVisibleTo(reader))
        : Ids.Is(Ids.Proposal, stream) ? new Thing<Proposal>(ResourceKind.Proposal, Proposal.Initial, (p, reader) => p.VisibleTo(reader))
        : Ids.Is(Ids.Auction, stream) ? new Thing<Announced>(ResourceKind.Auction, Announced.Initial, (a, _) => a.Any)
        : Ids.Is(Ids.Contract, stream) ? new Thing<Contract>(ResourceKind.Contract, Contract.Initial, (c, reader) => reader is not null && c.VisibleTo(reader))
        : null;

    /// <summary>An auction is public from its announcement on.</summary>
    private sealed record Announced(bool Any) : IState<Announced>
    {
        public static Announced Initial { get; } = new(false);
        public Announced Apply(Event e) => new(true);
    }
}
