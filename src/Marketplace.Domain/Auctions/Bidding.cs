using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Auctions;

/// <summary>How a bid is made; codes in <c>api-specs/codelists/bid_form.csv</c>.</summary>
public enum BidForm
{
    /// <summary>An amount called out.</summary>
    Open,
    /// <summary>The price that stands is accepted.</summary>
    Acceptance,
    /// <summary>A hash, of an amount that only its bidder knows.</summary>
    Sealed,
    /// <summary>The amount behind the hash.</summary>
    Reveal,
    /// <summary>A secret maximum up to which the market bids.</summary>
    Proxy,
    /// <summary>The leading price, matched by a priority.</summary>
    Priority,
}

/// <summary>A bid as it comes to the market.</summary>
/// <param name="Bid">A new <c>bid_</c> id.</param>
/// <param name="Organization">The <c>org_</c> for which it is made.</param>
/// <param name="Amount">Absent in a bid that is sealed.</param>
/// <param name="ArrivedAt">When the request reached the market.</param>
/// <param name="Commitment">Of a bid that is sealed.</param>
/// <param name="Opens">The sealed <c>bid_</c> that is revealed.</param>
/// <param name="Salt">With which it is revealed.</param>
/// <param name="Rank">Of the priority by which it matches the leading price.</param>
/// <param name="Agent">The <c>org_</c> that makes it for the organisation; absent when it makes it itself.</param>
public readonly record struct BidRequest(
    string Bid, string Organization, Money? Amount, Instant ArrivedAt, BidForm Form = BidForm.Open, byte[]? Commitment = null, string? Opens = null, byte[]? Salt = null,
    int? Rank = null, string? Agent = null);

/// <summary>What becomes of a bid.</summary>
/// <param name="Label">The bidder's label; absent when it has none.</param>
/// <param name="Auction">Events for the auction's stream, or why not.</param>
/// <param name="Record">For the refusals' stream when the bid of someone with a label is refused; else absent.</param>
public readonly record struct BidDecision(string? Label, Decision Auction, BidRefused? Record);

/// <summary>A bid is judged by three things together: the time, who makes it, and its amount, in this order.</summary>
public static class Bidding
{
    /// <summary>
    /// Places a bid at the moment at which the market takes it. Refusals: <c>auction.not_found</c> and
    /// <c>bidder.not_registered</c>, <c>bidder.not_its_agent</c>, which leave no trace; recorded are <c>auction.not_yet_open</c>, <c>auction.ended</c>,
    /// <c>auction.withdrawn</c>, <c>bidder.suspended</c>, <c>bidder.rejected</c>, <c>bidder.not_qualified</c>,
    /// <c>deposit.missing</c>, <c>priority.none</c>, and what the format refuses: <c>bid.not_taken</c>, <c>bid.out_of_range</c>, <c>bid.too_low</c>,
    /// <c>bid.off_ladder</c>, <c>bid.price_differs</c>, <c>bid.price_taken</c>, <c>bid.not_your_turn</c>, <c>bid.between_rounds</c>,
    /// <c>bid.commitment_malformed</c>, <c>bid.already_sealed</c>, <c>bid.accepted_already</c>, <c>bid.reveal_too_early</c>,
    /// <c>bid.not_sealed</c>, <c>bid.already_revealed</c>, <c>bid.reveal_mismatch</c>.
    /// </summary>
    /// <param name="bidder">State of the organisation for which the bid is made.</param>
    public static BidDecision Place(Auction auction, AuctionBidders bidders, Organization bidder, in BidRequest bid, Instant now)
    {
        var (label, barred) = MayBid(auction, bidders, bidder, bid, now);
        if (label is null) return new(null, barred!, null);
        Decision decision = barred is not null ? barred
            : bid.Form is not BidForm.Priority ? auction.Bid(bid, label, now)
            : bidders.Find(label)!.Rank is { } rank ? auction.Bid(bid with { Rank = rank }, label, now)
            : PriorityRefusals.None;
        return new(label, decision, decision.Refusal is { } refusal ? Refused(bid, label, refusal, now) : null);
    }

    /// <summary>Whose label, and whether the time and who it is stand against the bid, in this order; no label leaves no trace.</summary>
    internal static (string? Label, Refusal? Refusal) MayBid(Auction auction, AuctionBidders bidders, Organization bidder, in BidRequest bid, Instant now)
    {
        if (auction.Announced is null) return (null, AuctionRefusals.NotFound);
        // Why it is suspended stays out of the record, which may be published while labels hide who it is.
        var (label, barred) = bidders.MayBid(auction, bid.Organization, suspended: bidder.MayAct(now) is not null);
        if (label is null) return (null, barred);
        return bid.Agent is { } agent && bidders.Find(label)!.Agent != agent ? (null, BidderRefusals.NotItsAgent) : (label, auction.ClosedToBids(now) ?? barred);
    }

    /// <summary>
    /// What the record shows of a bid that does not count. A maximum stays secret, and so does the amount of a sealed bid unless the
    /// refusal itself turned on it, which it can only while bids are revealed.
    /// </summary>
    internal static BidRefused Refused(in BidRequest bid, string label, Refusal refusal, Instant now)
    {
        var secret = bid.Form is BidForm.Proxy
            || (bid.Form is BidForm.Reveal && refusal.Type != BidRefusals.RevealMismatch && refusal.Type != BidRefusals.TooLow && refusal.Type != BidRefusals.OutOfRange);
        return new BidRefused(bid.Bid, label, secret ? null : bid.Amount, refusal.Code, refusal.Arguments, bid.ArrivedAt, now,
            bid.Form is BidForm.Open ? null : bid.Form, bid.Commitment, bid.Opens, secret ? null : bid.Salt);
    }
}
