using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Whether all who hold a priority were told in time, so that it can be announced when the bidding opens.</summary>
public static class PriorityHolders
{
    /// <summary>Co-owners, the client and the completers on the achievement's record, where ownership passes (民法典 860, 859, 847); else nobody.</summary>
    public static ImmutableArray<PriorityHolder> Of(Listing listing, Achievement achievement)
    {
        if (!Listing.PassesOwnership(listing.TransferMode)) return [];
        var content = achievement.Content;
        return
        [
            .. Each(HolderKind.CoOwner, content.CoOwners.Length), .. Each(HolderKind.Client, content.Client is null ? 0 : 1),
            .. Each(HolderKind.Completer, content.Completers.Length),
        ];
    }

    private static IEnumerable<PriorityHolder> Each(HolderKind kind, int count) => Enumerable.Range(1, count).Select(number => new PriorityHolder(kind, number));

    /// <summary>The terms with the ranks and the time that the rules give; absent where nobody was told because there is nobody.</summary>
    internal static PriorityTerms? Complete(AuctionTerms terms, RuleSet rules) => terms.Priority is not { Notices: { IsDefaultOrEmpty: false } notices } ? null
        : new([.. notices.Select(notice => notice with { Rank = BidderEntry.RankOf(notice.Holder, rules) })], FormatRules.MatchSeconds(terms, rules));

    /// <summary>Who was not told, not in time, or is no holder. The day of the notice does not count (民法典 201).</summary>
    internal static IEnumerable<Refusal> Faults(PriorityTerms? terms, ImmutableArray<PriorityHolder> holders, Instant opensAt, RuleSet rules, Instant now)
    {
        var (days, notices, toBeTold) = (SaleRules.Of(rules).PriorityNoticeDays.Value, terms?.Notices ?? [], holders.IsDefault ? [] : holders.ToList());
        for (var i = 0; i < notices.Length; i++)
        {
            var notice = notices[i];
            if (!toBeTold.Remove(new PriorityHolder(notice.Holder, notice.Number)))
                yield return PriorityRefusals.HolderUnknown.With(("holder", notice.Holder), ("number", notice.Number)).At($"/priority/notices/{i}");
            if (notice.NotifiedOn > now.ShanghaiDay) yield return ((Refusal)PriorityRefusals.NoticeToCome).At($"/priority/notices/{i}/notifiedOn");
            else if (opensAt < Instant.StartOf(notice.NotifiedOn.AddDays(days)))
                yield return PriorityRefusals.NoticeTooLate.With(("ruleSet", rules.Version), ("days", days), ("earliest", Instant.StartOf(notice.NotifiedOn.AddDays(days))))
                    .At($"/priority/notices/{i}/notifiedOn");
        }
        foreach (var (kind, number) in toBeTold)
            yield return PriorityRefusals.NoticeMissing.With(("holder", kind), ("number", number), ("ruleSet", rules.Version), ("days", days)).At("/priority/notices");
    }
}
