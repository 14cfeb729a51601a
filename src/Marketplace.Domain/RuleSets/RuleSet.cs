namespace Marketplace.Domain.RuleSets;

/// <summary>One number or switch of a rule set with the place it comes from.</summary>
/// <param name="Source">The article of law, or whose parameter it is; where a later rule is carried back to earlier years it says so.</param>
public sealed record Rule<T>(T Value, string Source) where T : struct
{
    public static implicit operator T(Rule<T> rule) => rule.Value;

    public override string ToString() => $"{Value}";
}

/// <summary>
/// One version of the market's rules as data: what applies from a day on, to the whole country or to one region. A deal
/// pins the version it ran under, so a later version never changes a decision already made.
/// </summary>
/// <param name="Version">Unique for ever: lower-case letters, digits and hyphens, e.g. <c>cn-2026-01</c>.</param>
/// <param name="EffectiveFrom">The first Shanghai day on which it applies.</param>
/// <param name="Region">GB/T 2260 code of six digits; absent for the whole country.</param>
/// <param name="Source">What the version carries out, in a sentence for its readers.</param>
/// <param name="Deals">Absent in versions made before there were such rules; they are read with <see cref="DealRules.Market"/>.</param>
/// <param name="Sales">Likewise, with <see cref="SaleRules.Market"/>.</param>
/// <param name="Releases">Likewise, with <see cref="ReleaseRules.Market"/>.</param>
public sealed record RuleSet(
    string Version,
    DateOnly EffectiveFrom,
    string? Region,
    string Source,
    AuctionRules Auction,
    PublicityRules Publicity,
    RegistrationRules Registration,
    DealRules? Deals = null,
    SaleRules? Sales = null,
    ReleaseRules? Releases = null);

/// <summary>Rules of auctions (拍卖) and of the market's own competitive bidding (网络竞价).</summary>
/// <param name="NoticeDays">Calendar days from the announcement to the day an <c>auction</c> opens; 7 at least (拍卖法 45). The day of the announcement does not count (民法典 201).</param>
/// <param name="BiddingNoticeDays">The same for <c>competitive_bidding</c>, for which no statute sets a number.</param>
/// <param name="ExhibitionDays">Calendar days on which the lot can be inspected before an <c>auction</c>; 2 at least (拍卖法 48).</param>
/// <param name="DepositMinPercent">Least deposit in percent of the start price.</param>
/// <param name="DepositMaxPercent">Greatest deposit in percent of the start price.</param>
/// <param name="ExtensionWindowSeconds">A bid accepted in this last stretch moves the end to the whole stretch after it; 0 for a hard end.</param>
/// <param name="MinimumOpenHours">Least hours between opening and planned end of <c>competitive_bidding</c>; an <c>auction</c> held in a hall has no such rule.</param>
/// <param name="DepositReleaseHours">Hours after the end within which all deposits but the winner's are given back.</param>
/// <param name="SingleBidderSuffices">Whether the lot is sold when one bidder alone has bid.</param>
public sealed record AuctionRules(
    Rule<int> NoticeDays,
    Rule<int> BiddingNoticeDays,
    Rule<int> ExhibitionDays,
    Rule<int> DepositMinPercent,
    Rule<int> DepositMaxPercent,
    Rule<int> ExtensionWindowSeconds,
    Rule<int> MinimumOpenHours,
    Rule<int> DepositReleaseHours,
    Rule<bool> SingleBidderSuffices);

/// <summary>Rules of publicity (公示) for a price by agreement.</summary>
/// <param name="Days">Calendar days that the notice must stand, unchanged; 15 at least since 2016 (国发〔2016〕16号), none were asked before.</param>
public sealed record PublicityRules(Rule<int> Days);

/// <summary>Rules of the recognition and registration of technology contracts (技术合同认定登记).</summary>
/// <param name="DecisionDays">Calendar days from acceptance of the filing to the decision; 30 at most (国科发政字〔2000〕063号).</param>
/// <param name="SecondReviewFrom">Technology amount (技术交易额) from which a second reviewer decides too; the bound itself included.</param>
public sealed record RegistrationRules(Rule<int> DecisionDays, Rule<Money> SecondReviewFrom);
