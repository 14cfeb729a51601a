using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

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
            var id = e.Stream.Split('-')[0];
            var (was, sees) = (before.Shown(reader), after.Shown(reader));
            if (sees) entries.Add(new ChangeEntry(e.Position, after.Kind, id, e.Version, was ? ChangeKind.Changed : ChangeKind.Appeared));
            else if (was) entries.Add(new ChangeEntry(e.Position, after.Kind, id, null, ChangeKind.Removed));
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
        : Ids.Is(Ids.Auction, stream) ? new Thing<Begun>(ResourceKind.Auction, Begun.Initial, (a, _) => a.Any)
        : Ids.Is(Ids.Session, stream) ? new Thing<Begun>(ResourceKind.Session, Begun.Initial, (s, _) => s.Any)
        : Ids.Is(Ids.Release, stream) ? new Thing<Begun>(ResourceKind.Release, Begun.Initial, (r, _) => r.Any)
        : Ids.Is(Ids.Deal, stream) ? new Thing<Deal>(ResourceKind.Deal, Deal.Initial, (d, reader) => reader is not null && d.VisibleTo(reader, MandatesHeld.Initial, At("2026-08-10")))
        : Ids.Is(Ids.Listing, stream.Split('-')[0]) && stream == Publicity.StreamOf(stream.Split('-')[0]) ? new Thing<Publicity>(ResourceKind.Publicity, Publicity.Initial, Shows)
        : Ids.Is(Ids.Mandate, stream) ? new Thing<Mandate>(ResourceKind.Mandate, Mandate.Initial, (m, reader) => reader is not null && m.VisibleTo(reader))
        : Ids.Is(Ids.Contract, stream) ? new Thing<Contract>(ResourceKind.Contract, Contract.Initial, (c, reader) => reader is not null && c.VisibleTo(reader))
        : null;

    /// <summary>A notice is everybody's; one that went with its listing is for whom the listing is for.</summary>
    private static bool Shows(Publicity notice, Actor? reader) =>
        notice.Phase is not (null or PublicityPhase.Withdrawn) || (notice.Phase is not null && reader is not null
            && (reader.Organization == notice.Seller || reader.Organization == Operator || reader.Kind is OrganizationKind.Supervisor));

    /// <summary>Auctions, sessions and releases are public from their first event on.</summary>
    private sealed record Begun(bool Any) : IState<Begun>
    {
        public static Begun Initial { get; } = new(false);
        public Begun Apply(Event e) => new(true);
    }
}
