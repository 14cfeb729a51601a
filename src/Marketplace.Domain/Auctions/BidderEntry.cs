using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Relations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>What is known of one who registers, beside the organisation itself.</summary>
/// <param name="Agent">The organisation that acts for it by a power of attorney; absent when it acts for itself.</param>
/// <param name="ForSeller">Whether it or its agent holds a mandate of the seller.</param>
/// <param name="OfStaff">Whether somebody of the market's or the auction house's staff has declared a relation to it.</param>
/// <param name="Related">Whether the achievement's own record shows a relation: it may bid, and is marked.</param>
/// <param name="Priority">By what it may match the leading price; absent without a priority.</param>
/// <param name="Rank">Of the priority: 1 goes before 2.</param>
public sealed record BidderEntry(string? Agent = null, bool ForSeller = false, bool OfStaff = false, bool Related = false, HolderKind? Priority = null, int? Rank = null)
{
    /// <param name="actor">Who acts, as the bidder (<see cref="MandatesHeld.ActFor"/>).</param>
    /// <param name="held">The mandates of the bidder and of its agent.</param>
    /// <param name="registers">The declared relations of the market's people and of the auction house's.</param>
    /// <param name="listing">Whose way of transfer decides whether there are priorities: they are on what passes ownership.</param>
    public static BidderEntry Of(
        Auction auction, Actor actor, string? agent, IEnumerable<MandatesHeld> held, IEnumerable<RelationRegister> registers,
        Listing listing, Achievement achievement, Organization bidder, RuleSet rules, Instant now)
    {
        var (id, seller) = (actor.Organization, auction.Announced?.Terms.Seller);
        var kind = Listing.PassesOwnership(listing.TransferMode) ? KindOf(achievement.Content, id) : null;
        return new(
            agent, held.Any(each => each.Standing.Any(mandate => mandate.Principal == seller && now < mandate.ValidUntil)), registers.Any(register => register.Concerns(id)),
            NoticeContent.RelatedOnRecord(achievement, id, bidder), kind, kind is { } holder ? RankOf(holder, rules) : null);
    }

    /// <summary>The rank of a kind of priority under the rules.</summary>
    public static int RankOf(HolderKind kind, RuleSet rules) => kind switch
    {
        HolderKind.CoOwner => SaleRules.Of(rules).CoOwnerRank,
        HolderKind.Client => SaleRules.Of(rules).ClientRank,
        HolderKind.Completer => SaleRules.Of(rules).CompleterRank,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind of priority has its rank."),
    };

    // A completer is a person: which organisation stands for one, the market finds when it qualifies the bidder.
    private static HolderKind? KindOf(AchievementContent content, string organization) =>
        content.CoOwners.Any(owner => owner.Organization == organization) ? HolderKind.CoOwner
        : content.Client?.Organization == organization ? HolderKind.Client : null;
}
