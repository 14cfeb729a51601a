using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Publicities;

/// <summary>玻璃窑炉环保治理技术 at an agreed price of 480 万元, made public on 2026-11-20 at 10:00.</summary>
static class Notices
{
    public const string ListingId = "lst_0000000000007000800000000000f001", FirstObjection = "obj_0000000000007000800000000000f101", SecondObjection = "obj_0000000000007000800000000000f102";

    public static readonly RuleSet Rules = RuleBook.Initial.Find("cn-2026-01")!;

    public static readonly Listing ByAgreement = OpenedBy(PriceMethod.Agreement);

    public static readonly NoticeTerms Terms = new(Money.WanYuan(480), "浙江中联资产评估报告〔2026〕118号", null, BuyerRelation.None, null, ["浙江大学官网", "浙江科技大市场"]);

    /// <summary>Another person of the seller.</summary>
    public static readonly Actor Legal = Staff("21", UniversityId, OrganizationKind.University, Role.Publisher);

    public static readonly Publicity Posted = Publicity.Initial.After(Start(Terms));

    public static readonly Publicity Objected = Posted.After(Posted.Object(Stranger, FirstObjection, SealedFor(FirstObjection), At("2026-11-25", 9)));

    public static Listing OpenedBy(PriceMethod method, TransferMode mode = TransferMode.Transfer, Money? ask = null) => Listing.Initial.After(Listing.Initial.Open(
        Publisher, new ListingTerms(Samples.AchievementId, OperatorId, mode, method, ask), Samples.Approved, University, Operator, Now));

    public static Decision Start(NoticeTerms terms, Actor? actor = null, Listing? listing = null, Achievement? achievement = null, Instant? now = null) => Publicity.Initial.Start(
        actor ?? Publisher, ListingId, listing ?? ByAgreement, achievement ?? Samples.Approved, terms, terms.Buyer is null ? null : Glassworks, Rules, now ?? Now);

    public static Instant At(string day, int hour) => Instant.StartOf(Day(day)) + TimeSpan.FromHours(hour);
}
