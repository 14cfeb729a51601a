using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Auctions;

/// <summary>A bid as it comes to the market.</summary>
/// <param name="Bid">A new <c>bid_</c> id.</param>
/// <param name="Organization">The <c>org_</c> for which it is made.</param>
/// <param name="ArrivedAt">When the request reached the market.</param>
public readonly record struct BidRequest(string Bid, string Organization, Money Amount, Instant ArrivedAt);

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
    /// <c>bidder.not_registered</c>, which leave no trace; recorded are <c>auction.not_yet_open</c>, <c>auction.ended</c>,
    /// <c>auction.withdrawn</c>, <c>bidder.suspended</c>, <c>bidder.rejected</c>, <c>bidder.not_qualified</c>,
    /// <c>deposit.missing</c>, <c>bid.out_of_range</c>, <c>bid.too_low</c>, <c>bid.off_ladder</c>.
    /// </summary>
    /// <param name="bidder">State of the organisation for which the bid is made.</param>
    public static BidDecision Place(Auction auction, AuctionBidders bidders, Organization bidder, in BidRequest bid, Instant now)
    {
        if (auction.Announced is null) return new(null, AuctionRefusals.NotFound, null);
        // Why it is suspended stays out of the record, which may be published while labels hide who it is.
        var (label, barred) = bidders.MayBid(auction, bid.Organization, suspended: bidder.MayAct(now) is not null);
        if (label is null) return new(null, barred!, null);

        Decision decision = auction.ClosedToBids(now) is { } closed ? closed
            : barred is not null ? barred
            : auction.Bid(bid, label, now);

        return new(label, decision, decision.Refusal is { } refusal
            ? new BidRefused(bid.Bid, label, bid.Amount, refusal.Code, refusal.Arguments, bid.ArrivedAt, now)
            : null);
    }
}
