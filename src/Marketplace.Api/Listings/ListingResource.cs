using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;

namespace Marketplace.Api.Listings;

/// <summary>A listing (挂牌) as everybody may see it; of a reserve only that there is one.</summary>
public sealed record ListingResource
{
    public required string Id { get; init; }
    /// <summary>Id of the achievement that is offered.</summary>
    public required string Achievement { get; init; }
    /// <summary>Id of the organization that sells.</summary>
    public required string Seller { get; init; }
    /// <summary>Id of the market operator on whose market it stands.</summary>
    public required string Market { get; init; }
    /// <summary>转化方式.</summary>
    public required TransferMode TransferMode { get; init; }
    /// <summary>定价方式 (促进科技成果转化法 art. 18).</summary>
    public required PriceMethod PriceMethod { get; init; }
    /// <summary>挂牌价; absent where bidding or negotiation finds the price.</summary>
    public Money? AskPrice { get; init; }
    /// <summary>Whether the seller has sealed a reserve (保留价) for the auction.</summary>
    public required bool HasReserve { get; init; }
    public required ListingPhase State { get; init; }
    public required Instant OpenedAt { get; init; }
    /// <summary>The auction under way, or the last one.</summary>
    public string? Auction { get; init; }
    /// <summary>What sold it.</summary>
    public string? Deal { get; init; }
    /// <summary>What the seller said when it took the listing back, if anything.</summary>
    public string? WithdrawalReason { get; init; }
    public required long Version { get; init; }

    internal static ListingResource From(Snapshot<Listing> listing) => new()
    {
        Id = listing.Id,
        Achievement = listing.State.Achievement,
        Seller = listing.State.Seller,
        Market = listing.State.Market,
        TransferMode = listing.State.TransferMode,
        PriceMethod = listing.State.PriceMethod,
        AskPrice = listing.State.AskPrice,
        HasReserve = listing.State.Reserve is not null,
        State = listing.State.Phase!.Value,
        OpenedAt = listing.State.OpenedAt,
        Auction = listing.State.Auction,
        Deal = listing.State.Deal,
        WithdrawalReason = listing.State.WithdrawalReason,
        Version = listing.Version,
    };
}
