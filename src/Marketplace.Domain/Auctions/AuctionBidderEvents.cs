using System.Collections.Immutable;
using Marketplace.Domain.Deals;

namespace Marketplace.Domain.Auctions;

/// <summary>An organisation wants to bid. Stream <c>auc_…-bidders</c>, as all of this file; not public before the end.</summary>
/// <param name="Label">"1" for the first to register, then one more each time; all that the auction's own record says of a bidder.</param>
/// <param name="Organization">The <c>org_</c> bidder.</param>
/// <param name="RegisteredBy">The <c>usr_</c> or <c>app_</c> that registered it.</param>
/// <param name="Agent">The <c>org_</c> that acts for it by a power of attorney (拍卖法 34).</param>
/// <param name="Related">True when the achievement's record shows a relation.</param>
/// <param name="Priority">By what it may match the leading price.</param>
/// <param name="Rank">Of the priority.</param>
[EventName("bidder_registered")]
public sealed record BidderRegistered(
    string Label, string Organization, string RegisteredBy, Instant RegisteredAt, string? Agent = null, bool? Related = null, HolderKind? Priority = null, int? Rank = null) : Event;

/// <summary>The market found that the bidder meets the conditions (拍卖法 32-33).</summary>
/// <param name="Priority">A priority that it found besides, such as that of a completer who bids through the organisation.</param>
/// <param name="Rank">Of the priority.</param>
/// <param name="Evidence">By what it found it.</param>
[EventName("bidder_qualified")]
public sealed record BidderQualified(string Label, Instant QualifiedAt, HolderKind? Priority = null, int? Rank = null, string? Evidence = null) : Event;

/// <summary>The market found that it does not.</summary>
/// <param name="Reasons">At least one.</param>
[EventName("bidder_rejected")]
public sealed record BidderRejected(string Label, ImmutableArray<string> Reasons, Instant RejectedAt) : Event;

/// <summary>The bidder's deposit has arrived.</summary>
/// <param name="Reference">The payment's reference at the bank.</param>
[EventName("deposit_confirmed")]
public sealed record DepositConfirmed(string Label, Money Amount, string Reference, Instant ConfirmedAt) : Event;

/// <summary>The deposit goes back to the bidder.</summary>
/// <param name="DueBy">Until when the rules wanted it back (法释〔2016〕18号 23).</param>
[EventName("deposit_released")]
public sealed record DepositReleased(string Label, Money Amount, Instant DueBy, Instant ReleasedAt) : Event;

/// <summary>The deposit stays with the market's side for good: its bidder bought and did not keep to it (拍卖法 39).</summary>
[EventName("deposit_forfeited")]
public sealed record DepositForfeited(string Label, Money Amount, Instant ForfeitedAt) : Event;

/// <summary>The deposit is no part of the price any more, because the sale came to nothing; what becomes of it then follows.</summary>
[EventName("deposit_unapplied")]
public sealed record DepositUnapplied(string Label, Money Amount, Instant UnappliedAt) : Event;

/// <summary>The organisation bought this lot before and did not keep to it: it takes no part in the re-auction (法释〔2016〕18号 24).</summary>
/// <param name="Auction">The <c>auc_</c> in which it bought.</param>
[EventName("bidder_barred")]
public sealed record BidderBarred(string Organization, string Auction, Instant BarredAt) : Event;

/// <summary>The winner's deposit becomes part of the price.</summary>
[EventName("deposit_applied")]
public sealed record DepositApplied(string Label, Money Amount, Instant AppliedAt) : Event;
