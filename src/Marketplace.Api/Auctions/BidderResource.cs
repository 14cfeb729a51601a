using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>One who registered for an auction, as the bidder itself and the market's operator see it. Nobody else does.</summary>
public sealed record BidderResource
{
    public required string Auction { get; init; }
    /// <summary>All that the auction's public record says of the bidder.</summary>
    public required string Label { get; init; }
    public required string Organization { get; init; }
    public required BidderStatus Status { get; init; }
    /// <summary>Why the bidder was rejected.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
    /// <summary>Id of the organization that acts for it by a power of attorney.</summary>
    public string? Agent { get; init; }
    /// <summary>Whether it is marked as related to the lot: a co-owner, the client or a completer's.</summary>
    public required bool Related { get; init; }
    /// <summary>By what it may match the leading price (ClaimPriority).</summary>
    public Domain.Deals.HolderKind? Priority { get; init; }
    /// <summary>Of the priority: 1 goes before 2.</summary>
    public int? Rank { get; init; }
    public required DepositState Deposit { get; init; }
    /// <summary>Of this bidder alone.</summary>
    public required long Version { get; init; }

    /// <summary>Held = confirmed − released − applied − forfeited.</summary>
    public sealed record DepositState(Money Confirmed, Money Released, Money Applied, Money Forfeited, Money Held);

    internal static BidderResource From(string auction, AuctionBidder bidder) => new()
    {
        Auction = auction,
        Label = bidder.Label,
        Organization = bidder.Organization,
        Status = bidder.Status,
        Reasons = bidder.Reasons,
        Agent = bidder.Agent,
        Related = bidder.Related,
        Priority = bidder.Priority,
        Rank = bidder.Rank,
        Deposit = new DepositState(bidder.Deposit.Confirmed, bidder.Deposit.Released, bidder.Deposit.Applied, bidder.Deposit.Forfeited, bidder.Deposit.Held),
        Version = bidder.Version,
    };

    /// <summary>The answer to a command: one bidder of the auction as it left it.</summary>
    internal static async Task<Result<BidderResource>> AnswerAsync(Market market, Outcome outcome, string auction, Func<AuctionBidders, AuctionBidder?> which, CancellationToken cancel)
    {
        var answer = await market.AnswerAsync<AuctionBidders, BidderResource>(outcome, AuctionBidders.StreamOf(auction),
            bidders => From(auction, which(bidders.State)!), cancel);
        return answer.Value is { } bidder ? answer with { Version = bidder.Version } : answer;
    }

    /// <summary>Whether the caller may see this bidder: it is its own, or the caller runs the auction.</summary>
    internal static bool MaySee(Caller caller, Auction auction, AuctionBidder bidder) =>
        caller.ActsFor(bidder.Organization) || (bidder.Agent is { } agent && caller.ActsFor(agent)) || (caller.ActsFor(auction.Terms.Operator) && caller.Has(Role.Operator));
}
