namespace Marketplace.Domain.Auctions;

/// <summary>
/// The auction is public; from here on its terms do not change. The rule set's numbers stand beside its version, so that
/// whoever replays the record needs nothing else. Stream <c>auc_…</c>, as all of this file.
/// </summary>
/// <param name="RuleSet">Version of the rules in force on the day, which this auction runs under to its end.</param>
/// <param name="DepositReleaseHours">Hours after the end within which deposits are given back.</param>
/// <param name="SingleBidderSuffices">Whether the lot is sold when one bidder alone has bid.</param>
/// <param name="Commission">The scales of the two sides; absent where neither pays any.</param>
/// <param name="PauseDays">Days within which a pause is to end.</param>
[EventName("auction_announced")]
public sealed record AuctionAnnounced(
    string Auction,
    AuctionTerms Terms,
    string RuleSet,
    int DepositReleaseHours,
    bool SingleBidderSuffices,
    Instant AnnouncedAt,
    CommissionScales? Commission = null,
    int PauseDays = 5) : Event;

/// <summary>The record of the opening. Whether a bid counts follows from the time alone, also when this is recorded late.</summary>
[EventName("auction_opened")]
public sealed record AuctionOpened(Instant OpenedAt) : Event;

/// <summary>A bid that counts. It cannot be withdrawn; it loses its force when a higher one is made (拍卖法 36).</summary>
/// <param name="Label">The bidder's label, not the bidder: "3" is 3号竞买人.</param>
/// <param name="ArrivedAt">When the request reached the market. It decides nothing.</param>
/// <param name="AcceptedAt">When the bid was made: the moment the market took it.</param>
/// <param name="Sequence">1 for the first bid of the auction, then one more each time.</param>
/// <param name="ClosesAt">The end after this bid.</param>
/// <param name="Extended">Whether this bid moved the end.</param>
/// <param name="Form">That a price was accepted, or that the market made the bid for one who had left a maximum; absent for an open bid.</param>
/// <param name="Trails">True of an offer that does not lead, which only a format with turns takes; else absent.</param>
/// <param name="Priority">Rank of the priority by which it matches the price before; absent for a bid above it.</param>
[EventName("bid_placed")]
public sealed record BidPlaced(
    string Bid,
    string Label,
    Money Amount,
    Instant ArrivedAt,
    Instant AcceptedAt,
    long Sequence,
    Instant ClosesAt,
    bool Extended,
    BidForm? Form = null,
    bool? Trails = null,
    int? Priority = null) : Event;

/// <summary>A bid was sealed: nobody but its bidder knows the amount.</summary>
/// <param name="Commitment">SHA-256 as <see cref="SealedBids.Commit"/> makes it.</param>
/// <param name="Sequence">The order in which bids were made; it decides between equal amounts.</param>
/// <param name="ClosesAt">The end after this bid.</param>
[EventName("bid_sealed")]
public sealed record BidSealed(string Bid, string Label, byte[] Commitment, Instant ArrivedAt, Instant AcceptedAt, long Sequence, Instant ClosesAt) : Event;

/// <summary>A sealed bid was revealed by its bidder, matches its commitment and counts.</summary>
/// <param name="Bid">Of this reveal, for its receipt.</param>
/// <param name="Sealed">The <c>bid_</c> that was sealed.</param>
/// <param name="Salt">32 bytes, with which anyone can work the commitment out.</param>
/// <param name="Leads">Whether it leads now.</param>
/// <param name="ClosesAt">The end after this reveal.</param>
[EventName("bid_revealed")]
public sealed record BidRevealed(string Bid, string Sealed, string Label, Money Amount, byte[] Salt, bool Leads, Instant ArrivedAt, Instant AcceptedAt, Instant ClosesAt) : Event;

/// <summary>A sealed bid was never revealed, or not so that it counted: it has no effect (<c>bid.not_revealed</c>).</summary>
[EventName("sealed_bid_lapsed")]
public sealed record SealedBidLapsed(string Bid, string Label, Instant LapsedAt) : Event;

/// <summary>A stage began by itself, when it was due. Which bids count follows from the time alone, also when this is recorded late.</summary>
/// <param name="Number">Which of its kind, from 1.</param>
/// <param name="EndsAt">The first moment that is not in it any more.</param>
/// <param name="Price">The price that can be accepted, where it falls by schedule, or matched by a priority.</param>
/// <param name="Label">Whose turn it is.</param>
[EventName("auction_stage_started")]
public sealed record StageStarted(AuctionStage Stage, int Number, Instant StartedAt, Instant EndsAt, Money? Price = null, string? Label = null) : Event;

/// <summary>Codes in <c>api-specs/codelists/auction_outcome.csv</c>.</summary>
public enum AuctionOutcome
{
    Sold,
    /// <summary>流拍.</summary>
    Unsold,
}

/// <summary>Why a lot stayed unsold; codes in <c>api-specs/codelists/unsold_reason.csv</c>.</summary>
public enum UnsoldReason
{
    NoBids,
    /// <summary>The highest bid is below the reserve and has no effect (拍卖法 50).</summary>
    ReserveNotMet,
    /// <summary>One bidder alone has bid and the rules ask for more.</summary>
    SingleBidder,
}

/// <summary>
/// What had come to stand beside the auction's own stream, so that none of it can be left out of a record unseen. What comes later
/// decides nothing any more.
/// </summary>
/// <param name="Refused">How many bids had been refused.</param>
/// <param name="Maxima">How many maxima had been left.</param>
public readonly record struct Beside(long Refused, long Maxima);

/// <summary>The bidding is over.</summary>
/// <param name="EndedAt">The end as it was due, not when it was noticed.</param>
/// <param name="Winner">Label of the bidder to whom the lot is knocked down.</param>
/// <param name="WinningBid">The <c>bid_</c> that won.</param>
/// <param name="ReserveOpened">
/// The reserve's plaintext where it decided the outcome, so that anyone can hold it against the commitment of the
/// announcement; absent when nothing turned on it, and then it stays the seller's secret (拍卖法 28).
/// </param>
/// <param name="Beside">At this event's place in the log.</param>
[EventName("auction_closed")]
public sealed record AuctionClosed(
    Instant EndedAt,
    AuctionOutcome Outcome,
    UnsoldReason? Reason,
    string? Winner,
    string? WinningBid,
    Money? Price,
    byte[]? ReserveOpened,
    Beside Beside = default) : Event;

/// <summary>成交确认书: the market confirms the sale (拍卖法 52). Who stands behind the label is not part of the auction's own record.</summary>
[EventName("sale_confirmed")]
public sealed record SaleConfirmed(string Winner, Money Price, Instant ConfirmedAt) : Event;

/// <summary>The seller took the lot back before the start (拍卖法 29).</summary>
/// <param name="Reason">Published.</param>
[EventName("auction_withdrawn")]
public sealed record AuctionWithdrawn(string Reason, Instant WithdrawnAt) : Event;
