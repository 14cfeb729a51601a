using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;

namespace Marketplace.Domain.Deals;

/// <summary>Somebody began to negotiate, or took up a listing. Stream <c>dea_…</c>, as all of this file.</summary>
/// <param name="Listing">Id of the listing; absent for a deal on a demand.</param>
/// <param name="Demand">Id of the demand; absent for a deal on a listing.</param>
/// <param name="Achievement">Id of the listing's achievement.</param>
/// <param name="Seller">Id of the organisation that transfers, licenses or solves.</param>
/// <param name="Buyer">Id of the organisation that pays.</param>
/// <param name="Market">Id of the operator on whose market the subject stands.</param>
/// <param name="RuleSet">Version of the rules in force on the day, under which the deal runs.</param>
/// <param name="Message">The inquiry, sealed under the deal's key.</param>
/// <param name="Agent">Id of the organisation that acted for one side.</param>
/// <param name="By">The side that began.</param>
/// <param name="InsteadOf">Id of the deal whose price a holder of a priority matched.</param>
[EventName("deal_opened")]
public sealed record DealOpened(
    string? Listing, string? Demand, string? Achievement, string Seller, string Buyer, string? Market, string RuleSet, Sealed? Message,
    DealSide By, string? Agent, string? InsteadOf, Instant OpenedAt) : Event;

/// <summary>One side offers; it takes the place of what the sides offered before.</summary>
/// <param name="Offer">An <c>off_</c> id.</param>
/// <param name="Content"><see cref="OfferContent"/>, sealed under the deal's key.</param>
/// <param name="ValidUntil">The first moment at which it cannot be accepted any more.</param>
[EventName("offer_made")]
public sealed record OfferMade(string Offer, DealSide By, string? Agent, Sealed Content, Instant ValidUntil, Instant MadeAt) : Event;

/// <param name="Reason">Sealed under the deal's key.</param>
[EventName("offer_declined")]
public sealed record OfferDeclined(string Offer, DealSide By, string? Agent, Sealed? Reason, Instant DeclinedAt) : Event;

/// <summary>
/// Both sides agree on terms, by an accepted offer, a take-up or a matched price. The price stands here in clear because the notice,
/// the contract and the statistics hold it too; the words of the offer stay sealed.
/// </summary>
/// <param name="Offer">The offer that was accepted.</param>
/// <param name="BuyerRelated">Whether the achievement's record shows a relation of the buyer.</param>
/// <param name="Holders">Who must consent or may match the terms.</param>
/// <param name="NoticesUntil">24:00 of the last day on which a priority can be used; absent when nobody was given notice.</param>
/// <param name="NeedsPublicity">Whether the price is by agreement, so that its notice must have ended.</param>
[EventName("terms_agreed")]
public sealed record TermsAgreed(
    string? Offer, Money Price, TransferMode? TransferMode, LicenceScope? LicenceScope, ContractType? ContractType, PaymentMethod? PaymentMethod,
    bool BuyerRelated, ImmutableArray<Holder> Holders, Instant? NoticesUntil, bool NeedsPublicity, DealSide By, string? Agent, Instant AgreedAt) : Event;

/// <summary>Somebody beside the two sides who has a say.</summary>
/// <param name="Label">1, 2, … within the deal.</param>
/// <param name="Name">Of an organisation; a completer's name is sealed in the achievement.</param>
/// <param name="Organization">Its id, if it is on the market; then it answers for itself.</param>
/// <param name="Completer">A <c>cmp_</c> id.</param>
/// <param name="Consents">Whether the deal needs its consent.</param>
/// <param name="Priority">Whether it may match the terms.</param>
public sealed record Holder(string Label, HolderKind Kind, string? Name, string? Organization, string? Completer, bool Consents, bool Priority);

/// <param name="Holder">Label of the holder.</param>
/// <param name="Evidence">Where the seller records it for one who is not on the market: the document that says so.</param>
[EventName("consent_recorded")]
public sealed record ConsentRecorded(string Holder, ConsentDecision Decision, string? Evidence, Instant RecordedAt) : Event;

/// <param name="Holder">Label of the holder.</param>
/// <param name="Evidence">As in <see cref="ConsentRecorded"/>.</param>
[EventName("priority_answered")]
public sealed record PriorityAnswered(string Holder, PriorityAnswer Answer, string? Evidence, Instant AnsweredAt) : Event;

/// <summary>The notice of these terms has stood its days.</summary>
/// <param name="ContentHash">Of the notice.</param>
/// <param name="Related">Whether it marks the buyer.</param>
[EventName("publicity_met")]
public sealed record PublicityMet(string ContentHash, bool Related, Instant EndedAt) : Event;

/// <summary>Nothing is wanting any more: the contract is drafted.</summary>
[EventName("deal_agreed")]
public sealed record DealAgreed(Instant AgreedAt) : Event;

/// <param name="Reason">Sealed under the deal's key.</param>
/// <param name="By">Id of the organisation that closed it; absent when it follows by itself.</param>
[EventName("deal_closed")]
public sealed record DealClosed(DealClosure Cause, Sealed? Reason, string? By, Instant ClosedAt) : Event;
