using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Publicities;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests;

/// <summary>Prices made public, deals and mandates that the tests tell of.</summary>
static class TradeStory
{
    public static readonly string Broker = Id(Ids.Organization, 8), Institute = Id(Ids.Organization, 9);

    public static NoticeContent Notice(string achievement, long wan = 480, string? buyer = null, BuyerRelation relation = BuyerRelation.None) => new(
        achievement, "玻璃窑炉环保治理技术", "脱硫脱硝除尘一体化。", TransferMode.Transfer, Money.WanYuan(wan), "资产评估报告", buyer, relation, relation is BuyerRelation.None ? null : "学校控股企业", ["官网"]);

    public static NoticePosted Posted(string listing, string achievement, string? seller = null, long wan = 480, string? buyer = null, BuyerRelation relation = BuyerRelation.None) => new(
        listing, seller ?? University, Notice(achievement, wan, buyer, relation), new string('a', 64), "cn-2026-01", 15, At("2026-08-05"), At("2026-08-21"));

    public static DealOpened Inquired(string listing, string achievement, string? seller = null, string? buyer = null) => new(
        listing, null, achievement, seller ?? University, buyer ?? Glassworks, Operator, "cn-2026-01", null, DealSide.Buyer, null, null, At("2026-08-06"));

    public static TermsAgreed Agreed(params Holder[] holders) => new(
        null, Money.WanYuan(480), TransferMode.Transfer, null, null, null, false, [.. holders], null, true, DealSide.Seller, null, At("2026-08-07"));

    public static Holder CoOwner(string organization, string label = "1") => new(label, HolderKind.CoOwner, "浙江省环境科学研究院", organization, null, true, true);

    public static MandateGranted Granted(string mandate, string principal, string agent, params MandateScope[] scopes) =>
        new(mandate, principal, agent, [.. scopes], "授权委托书", At("2026-12-31"), At("2026-08-05"));

    public static IEnumerable<IEnumerable<(string, Event)>> Courses(int i, Random random, string organization)
    {
        var (achievement, listing, deal, mandate) = (Id(Ids.Achievement, 5000 + i), Id(Ids.Listing, 5000 + i), Id(Ids.Deal, i), Id(Ids.Mandate, i));
        // One listing at a time is open for an achievement, so this one has its own.
        yield return On(achievement, Approved(Content($"第{i}号余热发电技术"), organization)).Concat(On(listing, Opened(achievement, PriceMethod.Agreement, organization), new ListingTaken(deal), random.Next(2) == 0 ? new ListingSold(deal) : new ListingReleased(deal)));
        var objection = Id(Ids.Objection, i);
        yield return On(Publicity.StreamOf(listing), Posted(listing, achievement, organization), new NoticeRevised(Notice(achievement, 500), new string('b', 64), At("2026-08-06"), At("2026-08-22")),
            new ObjectionRaised(objection, Stranger, Id(Ids.Person, 1), new Sealed(objection, [1], new byte[32]), At("2026-08-08"), 1),
            random.Next(3) == 0 ? new ObjectionDecided(objection, ObjectionDecision.Upheld, "成立。", At("2026-08-09"), null) : new ObjectionDecided(objection, ObjectionDecision.Rejected, "不成立。", At("2026-08-09"), At("2026-08-24")),
            random.Next(2) == 0 ? new PublicityEnded(new string('b', 64), At("2026-08-24")) : Posted(listing, achievement, organization, 510));
        var (other, taken) = (Id(Ids.Achievement, 6000 + i), Id(Ids.Listing, 6000 + i));
        yield return On(other, Approved(Content($"第{i}号保温材料技术"), organization)).Concat(On(taken, Opened(other, PriceMethod.Agreement, organization)))
            .Concat(On(Publicity.StreamOf(taken), Posted(taken, other, organization))).Concat(On(taken, new ListingWithdrawn(null))).Concat(On(Publicity.StreamOf(taken), new NoticeWithdrawn(At("2026-08-10"))));
        yield return On(deal, Inquired(listing, achievement, organization), new OfferMade(Id(Ids.Offer, i), DealSide.Buyer, null, new Sealed(deal, [1], new byte[32]), At("2026-09-01"), At("2026-08-06")),
            random.Next(3) == 0 ? new OfferDeclined(Id(Ids.Offer, i), DealSide.Seller, null, null, At("2026-08-07")) : Agreed(CoOwner(Institute)),
            new ConsentRecorded("1", ConsentDecision.Consented, null, At("2026-08-08")), new PriorityAnswered("1", PriorityAnswer.Lapsed, null, At("2026-08-22")),
            new PublicityMet(new string('b', 64), false, At("2026-08-24")), random.Next(2) == 0 ? new DealAgreed(At("2026-08-24")) : new DealClosed(DealClosure.ByParty, null, organization, At("2026-08-25")));
        var granted = Granted(mandate, organization, Broker, random.Next(2) == 0 ? [MandateScope.Deals] : [MandateScope.Deals, MandateScope.Listings]);
        yield return random.Next(2) == 0 ? On(mandate, granted) : On(mandate, granted, new MandateRevoked(mandate, null, At("2026-08-20")));
        yield return On(MandatesHeld.StreamOf(Broker) + i, granted);
    }

    private static IEnumerable<(string, Event)> On(string stream, params Event[] events) => events.Select(e => (stream, e));
}
