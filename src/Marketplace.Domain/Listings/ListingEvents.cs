using Marketplace.Domain.Achievements;

namespace Marketplace.Domain.Listings;

/// <param name="Achievement">Id of the achievement offered.</param>
/// <param name="Seller">Id of the organisation that owns it.</param>
/// <param name="Market">Id of the market operator on whose market it is listed.</param>
/// <param name="AskPrice">挂牌价; absent where bidding or negotiation finds the price.</param>
/// <param name="Reserve">保留价 for an auction, sealed by the seller; the market that runs the auction does not see it (拍卖法 28).</param>
[EventName("listing_opened")]
public sealed record ListingOpened(
    string Achievement, string Seller, string Market, TransferMode TransferMode, PriceMethod PriceMethod, Money? AskPrice, Sealed? Reserve, Instant OpenedAt) : Event;

[EventName("listing_withdrawn")]
public sealed record ListingWithdrawn(string? Reason) : Event;

[EventName("listing_taken_to_auction")]
public sealed record ListingTakenToAuction(string Auction) : Event;

/// <summary>The auction ended without a sale (流拍) or was withdrawn; the listing is open again.</summary>
[EventName("listing_returned_from_auction")]
public sealed record ListingReturnedFromAuction(string Auction) : Event;

/// <summary>The terms of a deal are agreed; no other deal takes the listing while that one waits for what it needs.</summary>
/// <param name="Deal">Id of the deal.</param>
[EventName("listing_taken")]
public sealed record ListingTaken(string Deal) : Event;

/// <summary>The deal that held it came to nothing, or took no more than an ordinary licence; the listing is open again.</summary>
[EventName("listing_released")]
public sealed record ListingReleased(string Deal) : Event;

/// <param name="Deal">Id of what sold it: an auction or a deal.</param>
[EventName("listing_sold")]
public sealed record ListingSold(string Deal) : Event;
