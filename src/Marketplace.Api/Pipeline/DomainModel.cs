using Marketplace.Domain.Achievements;
using Marketplace.Domain.Apps;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Checkpoints;
using Marketplace.Domain.Clock;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Epochs;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Relations;
using Marketplace.Domain.Releases;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain;
using Marketplace.Log;

namespace Marketplace.Api.Pipeline;

/// <summary>Tells the log what the domain is: its events' bytes, and which state is folded from which stream.</summary>
internal sealed class DomainModel : ILogModel
{
    private static readonly Kind[] Kinds =
    [
        Of<Organization>(name => Ids.Is(Ids.Organization, name)),
        Of<Person>(name => Ids.Is(Ids.Person, name)),
        Of<App>(name => Ids.Is(Ids.App, name)),
        Of<Achievement>(name => Ids.Is(Ids.Achievement, name)),
        Of<Listing>(name => Ids.Is(Ids.Listing, name)),
        Of<Demand>(name => Ids.Is(Ids.Demand, name)),
        Of<Proposal>(name => Ids.Is(Ids.Proposal, name)),
        Of<AuctionSession>(name => Ids.Is(Ids.Session, name)),
        Of<Auction>(name => Ids.Is(Ids.Auction, name)),
        Of<AuctionBidders>(name => Ids.Is(Ids.Auction, name.Split('-')[0]) && name.EndsWith("-bidders", StringComparison.Ordinal)),
        Of<RefusedBids>(name => Ids.Is(Ids.Auction, name.Split('-')[0]) && name.EndsWith("-refusals", StringComparison.Ordinal)),
        Of<ProxyBids>(name => Ids.Is(Ids.Auction, name.Split('-')[0]) && name.EndsWith("-proxies", StringComparison.Ordinal)),
        Of<RefusedDocuments>(RefusedDocuments.Owns),
        Of<Contract>(name => Ids.Is(Ids.Contract, name)),
        Of<NumberSeries>(name => name.StartsWith("num_", StringComparison.Ordinal)),
        Of<Publicity>(name => Ids.Is(Ids.Listing, name.Split('-')[0]) && name.EndsWith("-publicity", StringComparison.Ordinal)),
        Of<Deal>(name => Ids.Is(Ids.Deal, name)),
        Of<Mandate>(name => Ids.Is(Ids.Mandate, name)),
        Of<MandatesHeld>(name => Ids.Is(Ids.Organization, name.Split('-')[0]) && name.EndsWith("-mandates", StringComparison.Ordinal)),
        Of<RelationRegister>(RelationRegister.Owns),
        Of<Release>(name => Ids.Is(Ids.Release, name)),
        Of<RuleBook>(name => name == RuleBook.Stream),
        Of<MarketClock>(name => name == MarketClock.Stream),
        Of<LogEpochs>(name => name == LogEpochs.Stream),
        Of<LogCheckpoints>(name => name == LogCheckpoints.Stream),
        Of<Witnesses>(name => name == Witnesses.Stream),
        Of<Cosignatures>(name => Ids.Is(Ids.Witness, name)),
    ];

    public EncodedEvent Encode(object @event)
    {
        var (name, version, data) = EventCatalogue.Encode((Event)@event);
        return new EncodedEvent(name, version, data);
    }

    public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) =>
        EventCatalogue.Decode(type, typeVersion, data.Span) ?? throw new UnknownEventException(type, typeVersion);

    public object Initial(string stream) =>
        (Kinds.FirstOrDefault(kind => kind.Holds(stream)) ?? throw new InvalidOperationException($"No state is folded from a stream named '{stream}'.")).Initial;

    public object Apply(object state, object @event) => ((IFold)Folds[state.GetType()]).Apply(state, (Event)@event);

    public long? Due(object state) => Folds[state.GetType()].Due(state)?.UnixMilliseconds;

    private static readonly Dictionary<Type, IFold> Folds = Kinds.ToDictionary(kind => kind.Initial.GetType(), kind => kind.Fold);

    private static Kind Of<TState>(Func<string, bool> holds) where TState : class, IState<TState> => new(holds, TState.Initial, new Fold<TState>());

    private sealed record Kind(Func<string, bool> Holds, object Initial, IFold Fold);

    private interface IFold
    {
        object Apply(object state, Event e);
        Instant? Due(object state);
    }

    private sealed class Fold<TState> : IFold where TState : class, IState<TState>
    {
        public object Apply(object state, Event e) => ((TState)state).Apply(e);
        public Instant? Due(object state) => ((TState)state).Due;
    }
}
