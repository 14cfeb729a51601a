namespace Marketplace.Domain.Auctions;

/// <summary>What a format is at; codes in <c>api-specs/codelists/auction_stage.csv</c>.</summary>
public enum AuctionStage
{
    /// <summary>自由报价期.</summary>
    Free,
    /// <summary>限时报价期: one timed round.</summary>
    Timed,
    /// <summary>Offers are filed, by which the order of the turns is made.</summary>
    Offers,
    /// <summary>The pause before a round of turns.</summary>
    Pause,
    /// <summary>One bidder's turn.</summary>
    Turn,
    /// <summary>One price of a falling schedule.</summary>
    Descending,
    /// <summary>Bids are sealed.</summary>
    Sealed,
    /// <summary>Bids are revealed.</summary>
    Reveal,
    /// <summary>The one who accepted the falling price may go above the highest sealed bid.</summary>
    Best,
    /// <summary>The others have bid: the price stands a while for those who may match it by a priority.</summary>
    Priority,
}

/// <summary>A stage of the bidding.</summary>
/// <param name="Number">Which of its kind: the timed round, the round of turns, the price of the schedule; from 1.</param>
/// <param name="EndsAt">The first moment that is not in it any more.</param>
/// <param name="Price">The price that can be accepted, where it falls by schedule, or matched by a priority.</param>
/// <param name="Label">Whose turn it is.</param>
public sealed record Stage(AuctionStage Kind, int Number, Instant StartedAt, Instant EndsAt, Money? Price = null, string? Label = null);
