using System.Collections.Immutable;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.RuleSets;

/// <summary>
/// What a published version may say: the law's own bounds where it has some, else bounds that no sensible market leaves.
/// The built-in versions of years before a bound existed may lie outside it.
/// </summary>
static class RuleRanges
{
    /// <summary>Every value that is out of range or without a source; empty when the version may be published.</summary>
    internal static ImmutableArray<Refusal> Faults(RuleSet set)
    {
        var (a, p, r) = (set.Auction, set.Publicity, set.Registration);
        return
        [
            .. Sourced(set.Source, "/source"),
            // 拍卖法 45 and 48 set the least number.
            .. Between(a.NoticeDays, 7, 365, "/auction/noticeDays"),
            .. Between(a.BiddingNoticeDays, 0, 365, "/auction/biddingNoticeDays"),
            .. Between(a.ExhibitionDays, 2, 365, "/auction/exhibitionDays"),
            .. Between(a.DepositMinPercent, 0, 100, "/auction/depositMinPercent"),
            .. Between(a.DepositMaxPercent, Math.Clamp(a.DepositMinPercent, 0, 100), 100, "/auction/depositMaxPercent"),
            .. Between(a.ExtensionWindowSeconds, 0, 3600, "/auction/extensionWindowSeconds"),
            .. Between(a.MinimumOpenHours, 0, 720, "/auction/minimumOpenHours"),
            .. Between(a.DepositReleaseHours, 1, 720, "/auction/depositReleaseHours"),
            .. Sourced(a.SingleBidderSuffices.Source, "/auction/singleBidderSuffices/source"),
            // 国发〔2016〕16号 sets the least, 国科发政字〔2000〕063号 the most.
            .. Between(p.Days, 15, 365, "/publicity/days"),
            .. Between(r.DecisionDays, 1, 30, "/registration/decisionDays"),
            .. Between(r.SecondReviewFrom, Money.Zero, Money.Largest, "/registration/secondReviewFrom"),
            .. set.Deals is { } deals ? Faults(deals) : [],
            .. set.Sales is { } sales ? Faults(sales) : [],
            .. set.Releases is { } releases ? Faults(releases) : [],
        ];
    }

    private static IEnumerable<Refusal> Faults(DealRules deals) =>
    [
        .. Sourced(deals.CoOwnerConsent.Source, "/deals/coOwnerConsent/source"),
        .. Sourced(deals.NotifyCompleters.Source, "/deals/notifyCompleters/source"),
        .. Sourced(deals.NotifyClient.Source, "/deals/notifyClient/source"),
        .. Sourced(deals.NotifyCoOwners.Source, "/deals/notifyCoOwners/source"),
        .. Between(deals.PriorityDays, 1, 180, "/deals/priorityDays"),
    ];

    private static IEnumerable<Refusal> Faults(SaleRules sales) =>
    [
        .. Commission.IsScale(sales.Commission.Bands, SaleRules.GreatestCommission) ? (Refusal[])[]
            : [RuleSetRefusals.ValueOutOfRange.With(("min", 0), ("max", SaleRules.GreatestCommission)).At("/sales/commission/bands")],
        .. Sourced(sales.Commission.Source, "/sales/commission/source"),
        .. Between(sales.MaxReductionPercent, 0, 20, "/sales/maxReductionPercent"),
        .. Between(sales.PauseDays, 1, 30, "/sales/pauseDays"),
        .. Between(sales.PriorityNoticeDays, 3, 60, "/sales/priorityNoticeDays"),
        .. Between(sales.CoOwnerRank, 1, 9, "/sales/coOwnerRank"),
        .. Between(sales.ClientRank, 1, 9, "/sales/clientRank"),
        .. Between(sales.CompleterRank, 1, 9, "/sales/completerRank"),
    ];

    private static IEnumerable<Refusal> Faults(ReleaseRules releases) =>
    [
        .. Between(releases.LeastContracts, 1, 100, "/releases/leastContracts"),
        .. Between(releases.FinalMonths, 0, 60, "/releases/finalMonths"),
    ];

    private static IEnumerable<Refusal> Between<T>(Rule<T> rule, T min, T max, string pointer) where T : struct, IComparable<T>
    {
        if (rule.Value.CompareTo(min) < 0 || rule.Value.CompareTo(max) > 0)
            yield return RuleSetRefusals.ValueOutOfRange.With(("min", min), ("max", max)).At(pointer + "/value");
        foreach (var fault in Sourced(rule.Source, pointer + "/source")) yield return fault;
    }

    private static IEnumerable<Refusal> Sourced(string source, string pointer)
    {
        if (string.IsNullOrWhiteSpace(source)) yield return ((Refusal)RuleSetRefusals.SourceMissing).At(pointer);
    }
}
