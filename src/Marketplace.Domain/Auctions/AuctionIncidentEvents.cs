namespace Marketplace.Domain.Auctions;

/// <summary>
/// 中止: the bidding rests, for a reason that is published (法释〔2016〕18号 28). Stream <c>auc_…</c>, as all of this file.
/// </summary>
/// <param name="MarketWide">Whether all auctions of the market rest for the same reason.</param>
/// <param name="ResumeBy">Until when the rules want it resumed.</param>
[EventName("auction_paused")]
public sealed record AuctionPaused(string Reason, bool MarketWide, Instant PausedAt, Instant ResumeBy) : Event;

/// <summary>The day by which the rules want the bidding resumed has come, and it still rests. That bars nothing; it is a fact that stays visible.</summary>
/// <param name="ResumeBy">As the pause said.</param>
[EventName("auction_pause_overdue")]
public sealed record AuctionPauseOverdue(Instant ResumeBy) : Event;

/// <summary>恢复: the bidding goes on with the time that was left.</summary>
/// <param name="ClosesAt">The end as it stands from now on.</param>
[EventName("auction_resumed")]
public sealed record AuctionResumed(Instant ResumedAt, Instant ClosesAt) : Event;

/// <summary>Grounds of 法释〔2016〕18号 31 and 拍卖法 37; codes in <c>api-specs/codelists/annulment_ground.csv</c>.</summary>
public enum AnnulmentGround
{
    /// <summary>The lot was described grossly wrong.</summary>
    DescriptionWrong,
    /// <summary>A failure, an intrusion or wrong data made the result wrong.</summary>
    SystemFault,
    /// <summary>The buyer does not meet the conditions.</summary>
    BuyerUnqualified,
    /// <summary>Bidders were kept out unlawfully, or held to unequal conditions.</summary>
    UnlawfulExclusion,
    /// <summary>恶意串通 (拍卖法 37).</summary>
    Collusion,
    /// <summary>Another grave breach of the procedure.</summary>
    OtherBreach,
}

/// <summary>撤销: nothing of the auction has any effect; all deposits go back.</summary>
/// <param name="Reason">Published.</param>
/// <param name="Beside">At this event's place in the log.</param>
[EventName("auction_annulled")]
public sealed record AuctionAnnulled(AnnulmentGround Ground, string Reason, Instant AnnulledAt, Beside Beside = default) : Event;

/// <summary>
/// 悔拍: the buyer does not keep to the sale. The deposit is forfeited, the buyer takes no part in the re-auction and owes both
/// commissions and the shortfall (拍卖法 39; 法释〔2016〕18号 24).
/// </summary>
/// <param name="Label">The buyer's label.</param>
/// <param name="Price">The price that it did not pay.</param>
/// <param name="SellerCommission">Of this sale, in fen.</param>
/// <param name="BuyerCommission">Of this sale, in fen.</param>
[EventName("buyer_defaulted")]
public sealed record BuyerDefaulted(string Label, Money Price, string Reason, Money SellerCommission, Money BuyerCommission, Instant DefaultedAt) : Event;

/// <summary>顺延: the next bidder buys at its own bid, as the announcement said it would.</summary>
[EventName("next_bidder_called")]
public sealed record NextBidderCalled(string Winner, string WinningBid, Money Price, Instant CalledAt) : Event;

/// <summary>再次拍卖: the lot was announced again.</summary>
/// <param name="Auction">The <c>auc_</c> that follows.</param>
/// <param name="Attempt">2 for the second time the lot is put up, then one more each time.</param>
[EventName("auction_relisted")]
public sealed record AuctionRelisted(string Auction, int Attempt, Instant RelistedAt) : Event;

/// <summary>The lot was sold again, so it is known what the buyer who defaulted owes for the difference (拍卖法 39).</summary>
/// <param name="Auction">The <c>auc_</c> in which it was sold.</param>
/// <param name="Price">For which it was.</param>
/// <param name="Shortfall">By how much that is less than the price not paid; zero when it is not less.</param>
[EventName("shortfall_determined")]
public sealed record ShortfallDetermined(string Auction, Money Price, Money Shortfall, Instant DeterminedAt) : Event;
