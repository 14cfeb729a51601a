using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Deals;

// How two sides come to terms, or do not.
public sealed partial record Deal
{
    /// <summary>
    /// Opens a deal on a listing: an inquiry of one who would buy. Refusals: <c>listing.not_found</c>, <c>.phase_forbids</c>,
    /// <c>deal.with_oneself</c>, <c>.listing_for_auction</c>, <c>.agent_of_both_sides</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="actor">Who acts, as the buyer (<see cref="MandatesHeld.ActFor"/>).</param>
    /// <param name="agent">The organisation that acts for the buyer; absent when it acts for itself.</param>
    /// <param name="held">The mandates of the organisation that acts.</param>
    /// <param name="buyer">State of the buyer.</param>
    /// <param name="message">The inquiry, sealed under the deal's key.</param>
    /// <param name="rules">The version in force.</param>
    public static Decision OpenOnListing(Actor actor, string? agent, MandatesHeld held, string listingId, Listing listing, Organization buyer, Sealed? message, RuleSet rules, Instant now)
    {
        if (NotDealtOn(actor, agent, held, listing, buyer, now) is { } refusal) return refusal;
        return listing.PriceMethod is PriceMethod.Auction ? DealRefusals.ListingForAuction : OpenedOn(actor, agent, listingId, listing, message, rules, now);
    }

    /// <summary>
    /// Opens a deal on a demand: an inquiry of one who would solve it; the enterprise whose demand it is pays. Refusals:
    /// <c>demand.not_found</c>, <c>.not_open</c>, <c>deal.with_oneself</c>, <c>.agent_of_both_sides</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="actor">Who acts, as the solver.</param>
    /// <param name="solver">State of the solver.</param>
    public static Decision OpenOnDemand(Actor actor, string? agent, MandatesHeld held, string demandId, Demand demand, Organization solver, Sealed? message, RuleSet rules, Instant now)
    {
        if (!demand.ContentVisibleTo(actor)) return DemandRefusals.NotFound.With().At("/demand");
        if (actor.Organization == demand.Owner) return DealRefusals.WithOneself;
        if (agent is not null && (agent == demand.Owner || held.Allow(demand.Owner, MandateScope.Deals, now))) return DealRefusals.AgentOfBothSides;
        if (!demand.TakesProposals(now)) return DemandRefusals.NotOpen.With(("phase", demand.Phase is DemandPhase.Open ? DemandPhase.Closed : demand.Phase!.Value));
        if (solver.MayAct(now) is { } barred) return barred;
        return new DealOpened(null, demandId, null, actor.Organization, demand.Owner, null, rules.Version, message, DealSide.Seller, agent, null, now);
    }

    /// <summary>
    /// Takes up a listing at its price: terms at once. Who comes first has it; an ordinary licence, which is what is taken where
    /// nothing else is said (法释〔2020〕19号 art. 25), is there for everyone. Refusals: as <see cref="OpenOnListing"/>, and <c>deal.not_taken_up</c>.
    /// </summary>
    public static Decision TakeUp(Actor actor, string? agent, MandatesHeld held, string listingId, DealContext context, Contracts.PaymentMethod? payment, Instant now)
    {
        var listing = context.Listing!;
        if (NotDealtOn(actor, agent, held, listing, context.Buyer, now) is { } refusal) return refusal;
        if (listing is not { PriceMethod: PriceMethod.Listing, AskPrice: { } price }) return DealRefusals.NotTakenUp.With(("method", listing.PriceMethod));
        if (context.Seller.MayAct(now) is { } barred) return barred;
        var opened = OpenedOn(actor, agent, listingId, listing, null, context.Rules, now);
        LicenceScope? scope = listing.TransferMode is Achievements.TransferMode.Licence ? Deals.LicenceScope.Ordinary : null;
        var terms = Initial.Apply(opened).Agree(null, new OfferContent(price, listing.TransferMode, scope, null, payment, null), DealSide.Buyer, agent, context, now, asked: true);
        return Decision.Of([opened, .. terms.Events]);
    }

    /// <summary>
    /// Makes an offer, in place of whatever stood. Refusals: <c>deal.not_found</c>, <c>.not_party</c>, <c>.agent_of_both_sides</c>,
    /// <c>.phase_forbids</c>, <c>offer.ends_in_past</c>, <c>.mode_differs</c>, <c>.type_not_asked</c>, <c>.price_fixed</c>,
    /// <c>.scope_missing</c>, <c>.type_missing</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="id">A new <c>off_</c> id.</param>
    /// <param name="content">What <paramref name="closed"/> holds.</param>
    public Decision Offer(Actor actor, MandatesHeld held, string id, OfferContent content, Sealed closed, Instant validUntil, DealContext context, Instant now)
    {
        var (side, agent, refusal) = PartyOf(actor, held, now);
        if (refusal is not null) return refusal;
        if (Phase is not DealPhase.Open) return PhaseForbids();
        if ((side is DealSide.Seller ? context.Seller : context.Buyer).MayAct(now) is { } barred) return barred;
        if (validUntil <= now) return OfferRefusals.EndsInPast.With(("now", now)).At("/validUntil");
        if ((context.Listing is { } listing ? content.Fault(listing) : content.FaultOnDemand()) is { } fault) return fault;
        return new OfferMade(id, side, agent, closed, validUntil, now);
    }

    /// <summary>
    /// Accepts the other side's standing offer; an expired one cannot be accepted, whether or not anybody has noted that it
    /// expired. Refusals: <c>deal.not_found</c>, <c>.not_party</c>, <c>.agent_of_both_sides</c>, <c>.phase_forbids</c>,
    /// <c>offer.not_standing</c>, <c>.own</c>, <c>.expired</c>, <c>listing.phase_forbids</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="content">What the offer holds, opened.</param>
    public Decision Accept(Actor actor, MandatesHeld held, string offer, OfferContent? content, DealContext context, Instant now)
    {
        var (side, agent, refusal) = Answering(actor, held, offer, now);
        if (refusal is not null) return refusal;
        if (now >= Standing!.ValidUntil) return OfferRefusals.Expired.With(("validUntil", Standing.ValidUntil));
        if (context.Seller.MayAct(now) is { } seller) return seller;
        if (context.Buyer.MayAct(now) is { } buyer) return buyer;
        if (context.Listing is { Phase: not ListingPhase.Open } listing) return listing.PhaseForbids();
        return Agree(offer, content ?? throw new InvalidOperationException($"The offer {offer} was not opened."), side, agent, context, now, asked: true);
    }

    /// <summary>Declines the other side's standing offer; the deal stays open. Refusals: as <see cref="Accept"/> without those of the terms.</summary>
    public Decision Decline(Actor actor, MandatesHeld held, string offer, Sealed? reason, Instant now)
    {
        var (side, agent, refusal) = Answering(actor, held, offer, now);
        return refusal is not null ? refusal : new OfferDeclined(offer, side, agent, reason, now);
    }

    /// <summary>
    /// Ends the deal before it is agreed: either side may, since a contract of technology is made in writing (民法典 art. 851, 863), and
    /// the market's operator. Refusals: <c>deal.not_found</c>, <c>.not_party</c>, <c>.agent_of_both_sides</c>, <c>.phase_forbids</c>.
    /// </summary>
    public Decision Close(Actor actor, MandatesHeld held, Sealed? reason, Instant now)
    {
        if (!VisibleTo(actor, held, now)) return DealRefusals.NotFound;
        var byOperator = actor.Organization == Opened!.Market;
        if (!byOperator && PartyOf(actor, held, now).Refusal is { } refusal) return refusal;
        if (Phase is DealPhase.Agreed or DealPhase.Closed) return PhaseForbids();
        return new DealClosed(byOperator ? DealClosure.ByOperator : DealClosure.ByParty, reason, actor.Organization, now);
    }

    /// <summary>For which side the actor's organisation stands in this deal, itself or by a mandate.</summary>
    private (DealSide Side, string? Agent, Refusal? Refusal) PartyOf(Actor actor, MandatesHeld held, Instant now)
    {
        if (!VisibleTo(actor, held, now)) return (default, null, DealRefusals.NotFound);
        var own = actor.Organization;
        if (own == Seller) return (DealSide.Seller, null, null);
        if (own == Buyer) return (DealSide.Buyer, null, null);
        var (seller, buyer) = (held.Allow(Seller, MandateScope.Deals, now), held.Allow(Buyer, MandateScope.Deals, now));
        if (!seller && !buyer) return (default, null, DealRefusals.NotParty);
        var (side, other) = seller ? (DealSide.Seller, DealSide.Buyer) : (DealSide.Buyer, DealSide.Seller);
        return (seller && buyer) || Agents.Contains((other, own)) ? (default, null, DealRefusals.AgentOfBothSides) : (side, own, null);
    }

    private (DealSide Side, string? Agent, Refusal? Refusal) Answering(Actor actor, MandatesHeld held, string offer, Instant now)
    {
        var (side, agent, refusal) = PartyOf(actor, held, now);
        return (side, agent, refusal ?? (Phase is not DealPhase.Open ? PhaseForbids()
            : Standing?.Offer != offer ? OfferRefusals.NotStanding
            : Standing.By == side ? OfferRefusals.Own
            : (Refusal?)null));
    }

    private static Refusal? NotDealtOn(Actor actor, string? agent, MandatesHeld held, Listing listing, Organization buyer, Instant now)
    {
        if (!listing.VisibleTo(actor)) return ListingRefusals.NotFound.With().At("/listing");
        if (actor.Organization == listing.Seller) return DealRefusals.WithOneself;
        if (agent is not null && (agent == listing.Seller || held.Allow(listing.Seller, MandateScope.Deals, now))) return DealRefusals.AgentOfBothSides;
        return listing.Phase is ListingPhase.Open ? buyer.MayAct(now) : listing.PhaseForbids();
    }

    private static DealOpened OpenedOn(Actor actor, string? agent, string listingId, Listing listing, Sealed? message, RuleSet rules, Instant now) => new(
        listingId, null, listing.Achievement, listing.Seller, actor.Organization, listing.Market, rules.Version, message, DealSide.Buyer, agent, null, now);
}
