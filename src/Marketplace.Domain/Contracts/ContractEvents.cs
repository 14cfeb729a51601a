using System.Collections.Immutable;
using Marketplace.Domain.Achievements;

namespace Marketplace.Domain.Contracts;

/// <summary>A party as it stood when the contract was drafted; a later move of its seat does not move the contract.</summary>
/// <param name="Organization">Its id.</param>
/// <param name="Region">GB/T 2260 code of its place.</param>
public sealed record ContractParty(string Organization, string Name, string CreditCode, string Region);

/// <summary>A deal became a contract, or one made outside was brought here.</summary>
/// <remarks>Version 2 knows other origins than an auction.</remarks>
/// <param name="Deal">Id of the deal: an auction or a negotiated one; absent where it was made outside.</param>
/// <param name="RuleSet">Version of the rules under which the deal ran, and under which the contract is decided.</param>
/// <param name="Form">What the deal already tells; the seller fills in the rest.</param>
/// <param name="Market">Id of the operator on whose market the deal was made.</param>
/// <param name="Demand">Id of the demand that it answers.</param>
/// <param name="PublicityEndedAt">When the notice of an agreed price had stood its days; absent where none was needed.</param>
[EventName("contract_drafted", 2)]
public sealed record ContractDrafted(
    string? Deal, string RuleSet, string? Achievement, ContractParty Seller, ContractParty Buyer, ContractForm Form, string? Market = null,
    DealOrigin DealOrigin = DealOrigin.Auction, string? Demand = null, Instant? PublicityEndedAt = null) : Event;

/// <summary>The whole form was written anew.</summary>
[EventName("contract_revised")]
public sealed record ContractRevised(ContractForm Form) : Event;

/// <param name="Office">Id of the registration office.</param>
/// <param name="Filer">Id of the organisation that filed.</param>
[EventName("contract_filed")]
public sealed record ContractFiled(string Office, string Filer, Instant FiledAt) : Event;

/// <param name="Reasons">What has to be corrected, one sentence each.</param>
[EventName("filing_returned")]
public sealed record FilingReturned(ImmutableArray<string> Reasons) : Event;

/// <param name="DecideBy">End of the last day on which the office may decide.</param>
[EventName("filing_accepted")]
public sealed record FilingAccepted(Instant AcceptedAt, Instant DecideBy) : Event;

/// <summary>The office let its last day pass without a decision. It still decides; that it was late stays on record.</summary>
/// <param name="DecideBy">When that day ended.</param>
[EventName("decision_overdue")]
public sealed record DecisionOverdue(Instant DecideBy) : Event;

/// <summary>A reviewer gave his opinion; it replaces the one before.</summary>
/// <param name="Reviewer">Id of the person.</param>
/// <param name="TechnologyAmount">技术交易额 as approved.</param>
/// <param name="TechnologyIncome">技术性收入 as approved.</param>
/// <param name="NeedsSecondReview">Whether another person has to come to the same amounts.</param>
[EventName("contract_reviewed")]
public sealed record ContractReviewed(string Reviewer, Money TechnologyAmount, Money TechnologyIncome, bool NeedsSecondReview) : Event;

/// <summary>A second person came to the same amounts.</summary>
/// <param name="Reviewer">Id of the person.</param>
[EventName("second_review_done")]
public sealed record SecondReviewDone(string Reviewer) : Event;

/// <summary>
/// The contract was recognised and registered. The event repeats everything that the statistics count, so that the contract
/// ledger is folded from this event alone and no later change of a form or an organisation can reach into a past month.
/// </summary>
/// <param name="Number">16 digits, see <see cref="RegistrationNumber"/>.</param>
/// <param name="RegisteredOn">Day in Shanghai; the statistics' month is that of this day.</param>
/// <param name="OfficeRegion">GB/T 2260 code of the office: the base "registered".</param>
/// <param name="SellerRegion">The base "output".</param>
/// <param name="BuyerRegion">The base "absorption".</param>
[EventName("contract_registered")]
public sealed record ContractRegistered(
    string Number,
    DateOnly RegisteredOn,
    string Office,
    string OfficeRegion,
    string Title,
    ContractType Type,
    ContractSubtype Subtype,
    TechnicalField Field,
    ImmutableArray<IpType> IpTypes,
    Money Turnover,
    Money TechnologyAmount,
    Money TechnologyIncome,
    DateOnly SignedOn,
    PaymentMethod PaymentMethod,
    bool RelatedParties,
    PlanSource PlanSource,
    SocialEconomicGoal SocialEconomicGoal,
    string Seller,
    PartyKind SellerKind,
    string SellerRegion,
    string Buyer,
    PartyKind BuyerKind,
    string BuyerRegion) : Event;

/// <summary>
/// A contract that was registered elsewhere was taken over, one event with everything that the statistics count.
/// </summary>
/// <param name="Source">Name of the record it was taken from.</param>
/// <param name="Generated">Whether anything of it was invented to fill up a published total.</param>
/// <param name="Number">16 digits, see <see cref="RegistrationNumber"/>.</param>
/// <param name="RegisteredOn">Day in Shanghai; the statistics' month is that of this day.</param>
/// <param name="OfficeRegion">GB/T 2260 code of the office: the base "registered".</param>
/// <param name="SellerRegion">The base "output"; a code of GB/T 2260, <c>hmt</c> or <c>other</c>.</param>
/// <param name="BuyerRegion">The base "absorption".</param>
[EventName("contract_imported")]
public sealed record ContractImported(
    string Source,
    bool Generated,
    string Number,
    DateOnly RegisteredOn,
    string OfficeRegion,
    ContractType Type,
    ContractSubtype Subtype,
    TechnicalField Field,
    ImmutableArray<IpType> IpTypes,
    Money Turnover,
    Money TechnologyAmount,
    Money TechnologyIncome,
    PlanSource PlanSource,
    SocialEconomicGoal SocialEconomicGoal,
    PartyKind SellerKind,
    string SellerRegion,
    PartyKind BuyerKind,
    string BuyerRegion) : Event;

/// <summary>未予登记.</summary>
/// <param name="Explanation">In the office's words.</param>
[EventName("contract_refused")]
public sealed record ContractRefused(ImmutableArray<RecognitionRefusalReason> Reasons, string? Explanation, DateOnly RefusedOn) : Event;

/// <summary>A number of an office's yearly series was given (stream <c>num_{office}_{year}</c>).</summary>
/// <param name="Serial">1 to 999999, without a gap.</param>
/// <param name="Contract">Id of the contract that has it.</param>
[EventName("number_taken")]
public sealed record NumberTaken(int Serial, string Contract) : Event;
