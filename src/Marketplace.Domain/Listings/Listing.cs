using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Listings;

/// <summary>A listing (挂牌; stream: its <c>lst_</c> id): an approved achievement offered on a market, in one way, at a price found by one method.</summary>
public sealed record Listing : IState<Listing>
{
    public static readonly Transitions<ListingPhase> Next = new()
    {
        [ListingPhase.Open] = [ListingPhase.InAuction, ListingPhase.Taken, ListingPhase.Withdrawn],
        [ListingPhase.InAuction] = [ListingPhase.Open, ListingPhase.Sold],
        [ListingPhase.Taken] = [ListingPhase.Open, ListingPhase.Sold],
        // Only where the sale by auction was undone.
        [ListingPhase.Sold] = [ListingPhase.Open],
    };

    public static Listing Initial { get; } = new();

    /// <summary>Absent before the listing is opened.</summary>
    public ListingPhase? Phase { get; private init; }

    public string Achievement { get; private init; } = "";
    public string Seller { get; private init; } = "";
    public string Market { get; private init; } = "";
    public TransferMode TransferMode { get; private init; }
    public PriceMethod PriceMethod { get; private init; }
    public Money? AskPrice { get; private init; }

    /// <summary>The seller's reserve for an auction, which the announcement takes over as it is sealed.</summary>
    public Sealed? Reserve { get; private init; }

    public Instant OpenedAt { get; private init; }

    /// <summary>The auction under way, or the last one.</summary>
    public string? Auction { get; private init; }

    /// <summary>What holds it or sold it: a deal, or the auction.</summary>
    public string? Deal { get; private init; }

    /// <summary>What the seller said when it took the listing back.</summary>
    public string? WithdrawalReason { get; private init; }

    /// <summary>
    /// Name of the claim that an open listing holds. Two open listings of one achievement could both be sold, and a right
    /// transferred twice is the worst that a market can do; two streams cannot see each other, a claim in the log can.
    /// </summary>
    public static string Claim(string achievement) => $"listing:{achievement}";

    /// <summary>
    /// Whether the listing holds <see cref="Claim"/>. It does while it is open, taken or in auction; a sale that passes the right
    /// itself, or a deal that licenses it to one alone, keeps it for ever; an auctioned licence gives it back, so that another can
    /// be offered. Commands release it when this turns false.
    /// </summary>
    public bool HoldsClaim => Phase is ListingPhase.Open or ListingPhase.InAuction or ListingPhase.Taken
        || (Phase is ListingPhase.Sold && (PassesOwnership(TransferMode) || (TransferMode is TransferMode.Licence && Ids.Is(Ids.Deal, Deal))));

    /// <summary>
    /// Opens a listing of an achievement of the actor's organisation. Refusals: <c>listing.already_opened</c>,
    /// <c>.achievement_unknown</c>, <c>.achievement_not_approved</c>, <c>.market_unknown</c>, <c>.mode_not_offered</c>,
    /// <c>.ask_price_missing</c>, <c>.reserve_without_auction</c>, and those of <see cref="Organization.MayAct"/>. The command also takes <see cref="Claim"/>.
    /// </summary>
    /// <param name="terms">Which achievement, where and how.</param>
    /// <param name="achievement">State of the achievement that the terms name.</param>
    /// <param name="seller">State of the actor's organisation.</param>
    /// <param name="market">State of the market operator that the terms name.</param>
    public Decision Open(Actor actor, ListingTerms terms, Achievement achievement, Organization seller, Organization market, Instant now)
    {
        if (Phase is not null) return ListingRefusals.AlreadyOpened;
        if (seller.MayAct(now) is { } barred) return barred;
        if (achievement.Phase is null || achievement.Owner != actor.Organization) return ListingRefusals.AchievementUnknown.With().At("/achievement");
        if (achievement.Phase is not AchievementPhase.Approved)
            return ListingRefusals.AchievementNotApproved.With(("phase", achievement.Phase.Value)).At("/achievement");
        if (market.Kind is not OrganizationKind.MarketOperator || market.MayAct(now) is not null)
            return ListingRefusals.MarketUnknown.With().At("/market");
        if (terms.TransferMode is TransferMode.SelfImplementation || !achievement.Content.TransferModes.Contains(terms.TransferMode))
            return ListingRefusals.ModeNotOffered.With(("mode", terms.TransferMode)).At("/transferMode");
        if (terms is { PriceMethod: PriceMethod.Listing, AskPrice: null }) return ListingRefusals.AskPriceMissing.With().At("/askPrice");
        if (terms is { Reserve: not null, PriceMethod: not PriceMethod.Auction }) return ListingRefusals.ReserveWithoutAuction.With().At("/reserve");
        return new ListingOpened(terms.Achievement, actor.Organization, terms.Market, terms.TransferMode, terms.PriceMethod, terms.AskPrice, terms.Reserve, now);
    }

    /// <summary>Takes the listing back. Refusals: <c>listing.not_found</c>, <c>.not_seller</c>, <c>.phase_forbids</c> (in auction, sold, withdrawn).</summary>
    public Decision Withdraw(Actor actor, string? reason)
    {
        if (!VisibleTo(actor)) return ListingRefusals.NotFound;
        if (actor.Organization != Seller) return ListingRefusals.NotSeller;
        return Phase is ListingPhase.Open ? new ListingWithdrawn(reason) : PhaseForbids();
    }

    /// <summary>
    /// Takes the listing to an auction of its market's operator, in the command that announces it. Refusals:
    /// <c>listing.not_found</c>, <c>.not_market</c>, <c>.not_for_auction</c>, <c>.phase_forbids</c>.
    /// </summary>
    public Decision TakeToAuction(Actor actor, string auction)
    {
        if (Phase is null) return ListingRefusals.NotFound;
        if (actor.Organization != Market) return ListingRefusals.NotMarket;
        if (PriceMethod is not PriceMethod.Auction) return ListingRefusals.NotForAuction.With(("method", PriceMethod));
        return Phase is ListingPhase.Open ? new ListingTakenToAuction(auction) : PhaseForbids();
    }

    /// <summary>
    /// Reopens the listing when its auction ended without a sale, or the sale was undone; nothing happens when that auction does not
    /// hold it. A licence that was sold gave its claim back: another listing may be open by now, so this one stays as it is.
    /// </summary>
    public Decision ReturnFromAuction(string auction) =>
        (Phase is ListingPhase.InAuction && Auction == auction) || (Phase is ListingPhase.Sold && Deal == auction && HoldsClaim)
            ? new ListingReturnedFromAuction(auction) : Decision.Nothing;

    /// <summary>Records the sale by the auction that holds the listing; nothing happens when another one does, or when it is recorded already.</summary>
    public Decision Sell(string auction) =>
        Phase is ListingPhase.InAuction && Auction == auction ? new ListingSold(auction) : Decision.Nothing;

    /// <summary>
    /// What becomes of the listing by what a deal has come to: terms that it holds the listing for take it, an agreed deal sells it
    /// unless it is an ordinary licence, a closed one gives it back. Nothing when that is so already, or another deal holds it.
    /// </summary>
    /// <param name="id">Id of the deal.</param>
    public Decision Follow(string id, Deal deal)
    {
        if (!deal.HoldsListing) return Decision.Nothing;
        var takes = Phase is ListingPhase.Open && deal.Phase is not (DealPhase.Open or DealPhase.Closed);
        if (!takes && !(Phase is ListingPhase.Taken && Deal == id)) return Decision.Nothing;
        Event? end = deal.Phase switch
        {
            DealPhase.Agreed when deal.Exclusive => new ListingSold(id),
            DealPhase.Agreed or DealPhase.Closed => new ListingReleased(id),
            _ => null,
        };
        return Decision.Of([.. takes ? (Event[])[new ListingTaken(id)] : [], .. end is null ? (Event[])[] : [end]]);
    }

    /// <summary>
    /// Whether the reader may know of it: a withdrawn listing is seen by its seller, its market and the supervisor, any other by
    /// everybody.
    /// </summary>
    /// <param name="reader">Absent for a reader who is not signed in.</param>
    public bool VisibleTo(Actor? reader) => Phase switch
    {
        null => false,
        ListingPhase.Withdrawn => reader is not null
            && (reader.Organization == Seller || reader.Organization == Market || reader.Kind is OrganizationKind.Supervisor),
        _ => true,
    };

    public Listing Apply(Event e) => e switch
    {
        ListingOpened opened => new()
        {
            Phase = ListingPhase.Open,
            Achievement = opened.Achievement,
            Seller = opened.Seller,
            Market = opened.Market,
            TransferMode = opened.TransferMode,
            PriceMethod = opened.PriceMethod,
            AskPrice = opened.AskPrice,
            Reserve = opened.Reserve,
            OpenedAt = opened.OpenedAt,
        },
        ListingWithdrawn withdrawn => this with { Phase = ListingPhase.Withdrawn, WithdrawalReason = withdrawn.Reason },
        ListingTakenToAuction taken => this with { Phase = ListingPhase.InAuction, Auction = taken.Auction },
        ListingReturnedFromAuction => this with { Phase = ListingPhase.Open, Deal = null },
        ListingTaken taken => this with { Phase = ListingPhase.Taken, Deal = taken.Deal },
        ListingReleased => this with { Phase = ListingPhase.Open, Deal = null },
        ListingSold sold => this with { Phase = ListingPhase.Sold, Deal = sold.Deal },
        _ => throw new InvalidOperationException($"A listing does not know the event {e.GetType().Name}."),
    };

    /// <summary>Whether what is transferred in this way is the achievement itself, and not its use.</summary>
    public static bool PassesOwnership(TransferMode mode) => mode is TransferMode.Transfer or TransferMode.EquityContribution;

    internal Refusal PhaseForbids() => ListingRefusals.PhaseForbids.With(("phase", Phase!.Value));
}

/// <summary>What a seller offers.</summary>
/// <param name="Achievement">Id of the achievement.</param>
/// <param name="Market">Id of the market operator.</param>
/// <param name="AskPrice">Needed where the price method is <see cref="PriceMethod.Listing"/>.</param>
/// <param name="Reserve">Only where it is <see cref="PriceMethod.Auction"/>: an amount in fen sealed under the listing's key.</param>
public sealed record ListingTerms(string Achievement, string Market, TransferMode TransferMode, PriceMethod PriceMethod, Money? AskPrice, Sealed? Reserve = null);
