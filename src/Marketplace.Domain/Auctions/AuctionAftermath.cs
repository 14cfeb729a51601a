using System.Collections.Immutable;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

// What can become of a sale and of a lot after the hammer.
public sealed partial record Auction
{
    /// <summary>Whoever bought and did not keep to it, in order.</summary>
    public ImmutableArray<BuyerDefaulted> Defaults { get; private init; } = [];

    /// <summary>The bid that came next to the one that won; absent before the end, without one, and once the sale is confirmed or it was called.</summary>
    public Lead? RunnerUp { get; private init; }

    public AuctionAnnulled? Annulment { get; private init; }

    /// <summary>The auction in which the lot was put up again.</summary>
    public AuctionRelisted? Relisted { get; private init; }

    /// <summary>What the last of <see cref="Defaults"/> owes for the difference, once the lot is sold again.</summary>
    public ShortfallDetermined? Shortfall { get; private init; }

    /// <summary>Who buys if the buyer defaults before the sale is confirmed; absent unless the announcement says so and somebody may.</summary>
    public Lead? NextBidder =>
        Phase is AuctionPhase.Sold or AuctionPhase.Defaulted && Terms.Sale is { NextBidder: true } && RunnerUp is { } next
        && (Result!.ReserveOpened is not { } opened || next.Amount >= Reserve.Decode(opened)) ? next : null;

    /// <summary>Id of the contract that a sale confirmed at the moment has drafted.</summary>
    public static string ContractOf(string auction, Instant confirmedAt) => Ids.Derive(Ids.Contract, confirmedAt, auction);

    /// <summary>Whether the contract is that of a sale that stands; one of a sale that was undone is no longer filed.</summary>
    /// <param name="auction">Id of this auction.</param>
    public bool Upholds(string auction, string contract) =>
        Annulment is null && (Defaults.IsEmpty || (ConfirmedAt is { } at && ContractOf(auction, at) == contract));

    /// <summary>Commissions of a sale at the price: the seller's and the buyer's.</summary>
    public (Money Seller, Money Buyer) CommissionsAt(Money price) => Announced?.Commission is { } scales
        ? (Commission.Of(price, scales.Seller), Commission.Of(price, scales.Buyer))
        : (Money.Zero, Money.Zero);

    /// <summary>
    /// Records that the buyer does not keep to the sale; where the announcement says so, the next bidder buys at once. Refusals:
    /// <c>auction.not_found</c>, <c>.not_operator</c>, <c>.phase_forbids</c>, <c>.contract_filed</c>.
    /// </summary>
    /// <param name="reason">Published.</param>
    /// <param name="filed">Whether the contract of this sale has been filed for registration: then it is the contract's law that decides.</param>
    public Decision DeclareDefault(string reason, bool filed, Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator) return AuctionRefusals.NotOperator;
        if (Phase is not (AuctionPhase.Sold or AuctionPhase.Confirmed)) return PhaseForbids();
        if (filed) return AuctionRefusals.ContractFiled;
        var (seller, buyer) = CommissionsAt(Result!.Price!.Value);
        var defaulted = new BuyerDefaulted(Result.Winner!, Result.Price.Value, reason, seller, buyer, now);
        return Decision.Of([defaulted, .. Apply(defaulted).CallNext(now).Events]);
    }

    /// <summary>After a default: the next bidder buys, if the announcement says so; nothing otherwise.</summary>
    public Decision CallNext(Instant now) =>
        Phase is AuctionPhase.Defaulted && NextBidder is { } next ? new NextBidderCalled(next.Label, next.Bid, next.Amount, now) : Decision.Nothing;

    /// <summary>
    /// Sets the auction aside on one of the law's grounds. The market that runs it may, and the supervisor. Refusals:
    /// <c>auction.not_found</c>, <c>.not_operator</c>, <c>.phase_forbids</c>, <c>.contract_filed</c>.
    /// </summary>
    /// <param name="reason">Published.</param>
    /// <param name="filed">As in <see cref="DeclareDefault"/>.</param>
    /// <param name="beside">What stands beside this stream.</param>
    public Decision Annul(AnnulmentGround ground, string reason, bool filed, Actor actor, Instant now, Beside beside = default)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator && actor.Kind is not OrganizationKind.Supervisor) return AuctionRefusals.NotOperator;
        if (!Next.Allows(Phase!.Value, AuctionPhase.Annulled) && !(Phase is AuctionPhase.Announced && now >= Terms.OpensAt)) return PhaseForbids();
        if (filed) return AuctionRefusals.ContractFiled;
        var annulled = new AuctionAnnulled(ground, reason, now, beside);
        return Phase is AuctionPhase.Announced or AuctionPhase.Open ? Decision.Of([.. At(now).Passed, annulled]) : annulled;
    }

    /// <summary>
    /// Notes that the lot is put up again. Refusals: <c>auction.not_found</c>, <c>.not_operator</c>, <c>.phase_forbids</c>,
    /// <c>.already_relisted</c>, <c>.reduction_too_great</c>.
    /// </summary>
    /// <param name="id">Id of the auction that follows.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="rules">The version under which it is announced.</param>
    public Decision Relist(string id, AuctionTerms terms, RuleSet rules, Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator) return AuctionRefusals.NotOperator;
        if (Relisted is { } already) return AuctionRefusals.AlreadyRelisted.With(("auction", already.Auction));
        if (Phase is not (AuctionPhase.Unsold or AuctionPhase.Defaulted)) return PhaseForbids();
        int percent = SaleRules.Of(rules).MaxReductionPercent;
        var least = new Money((Terms.StartPrice.Fen * (100 - percent) + 99) / 100);
        if (terms.StartPrice < least) return AuctionRefusals.ReductionTooGreat.With(("percent", percent), ("least", least)).At("/startPrice");
        return new AuctionRelisted(id, Terms.Attempt + 1, now);
    }

    /// <summary>Notes what the lot was sold for after a default, and so what the defaulter owes; nothing when there is none, or it is known.</summary>
    /// <param name="auction">The auction in which it was sold.</param>
    public Decision DetermineShortfall(string auction, Money price, Instant now) => Defaults is [.., var last] && Phase is AuctionPhase.Defaulted && Shortfall is null
        ? new ShortfallDetermined(auction, price, last.Price > price ? last.Price - price : Money.Zero, now)
        : Decision.Nothing;

    private Refusal PhaseForbids() => AuctionRefusals.PhaseForbids.With(("phase", Phase!.Value));
}
