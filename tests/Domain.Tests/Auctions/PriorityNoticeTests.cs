using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Tests.Auctions;

public class PriorityNoticeTests
{
    private static readonly PriorityHolder CoOwner = new(HolderKind.CoOwner, 1), Completer = new(HolderKind.Completer, 1), Second = new(HolderKind.Completer, 2);

    private static PriorityNotice Told(PriorityHolder holder, int day) => new(holder.Kind, holder.Number, 0, new DateOnly(2026, 8, 31).AddDays(day), "EMS 1098765432109");

    /// <summary>Announced on 1 September at 10:00, to open on the 15th at 09:00, or on another day.</summary>
    private static Decision Announce(ImmutableArray<PriorityHolder> holders, int days = 3, int opens = 15, params PriorityNotice[] notices) => Auction.Announce(
        Lot.Id, Lot.Terms with { Priority = new PriorityTerms([.. notices]), RegistrationClosesAt = Lot.At(opens, 8), OpensAt = Lot.At(opens, 9), ClosesAt = Lot.At(opens + 1, 9) },
        Lot.Rules with { Sales = SaleRules.Market with { PriorityNoticeDays = new Rule<int>(days, "测试") } }, Lot.AnnouncedAt, holders);

    private static string?[] Codes(Decision decision) => decision.Refusal is not { } refusal ? [] : refusal.Details is { IsDefaultOrEmpty: false } all ? [.. all.Select(each => $"{each.Code} {each.Pointer}").Distinct()] : [$"{refusal.Code} {refusal.Pointer}"];

    [Test]
    public void Each_holder_is_told_and_who_was_not_is_named()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(Announce([CoOwner, Completer])), Is.EqualTo(new[] { "priority.notice_missing /priority/notices" }));
            Assert.That(Announce([CoOwner, Completer, Second], notices: [Told(CoOwner, 1), Told(Completer, 1)]).Refusal!.Arguments.Take(2).Select(each => each.Value), Is.EqualTo(new[] { "completer", "2" }));
            Assert.That(Codes(Announce([CoOwner, Completer], notices: [Told(CoOwner, 1), Told(Completer, -30)])), Is.Empty);
            Assert.That(Codes(Announce([])), Is.Empty);
        }
    }

    [Test]
    public void Told_on_the_first_with_ten_days_to_go_it_opens_on_the_eleventh_at_the_earliest()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(Announce([Completer], 10, 10, Told(Completer, 1))), Is.EqualTo(new[] { "priority.notice_too_late /priority/notices/0/notifiedOn" }));
            Assert.That(Codes(Announce([Completer], 10, 11, Told(Completer, 1))), Is.Empty);
            Assert.That(Codes(Announce([Completer], 10, 10, Told(Completer, 0))), Is.Empty);
            Assert.That(Codes(Announce([Completer], 10, 20, Told(Completer, 2))), Is.EqualTo(new[] { "priority.notice_to_come /priority/notices/0/notifiedOn" }));
        }
    }

    [Test]
    public void Nobody_is_told_twice_or_without_holding_anything()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(Announce([Completer], notices: [Told(Completer, 1), Told(Completer, 1)])), Is.EqualTo(new[] { "priority.holder_unknown /priority/notices/1" }));
            Assert.That(Codes(Announce([], notices: [Told(CoOwner, 1)])), Is.EqualTo(new[] { "priority.holder_unknown /priority/notices/0" }));
        }
    }

    [Test]
    public void The_announcement_keeps_the_ranks_of_its_rules()
    {
        var announced = (AuctionAnnounced)Announce([CoOwner, Completer], notices: [Told(Completer, 1), Told(CoOwner, 1)]).Events[0];
        Assert.That(announced.Terms.Priority!.Notices.Select(notice => (notice.Holder, notice.Rank)), Is.EqualTo(new[] { (HolderKind.Completer, 3), (HolderKind.CoOwner, 1) }));
        Assert.That(((AuctionAnnounced)Announce([]).Events[0]).Terms.Priority, Is.Null);
    }

    [Test]
    public void Holders_are_those_of_the_achievement_s_record_where_ownership_passes()
    {
        Listing By(TransferMode mode) => Listing.Initial.Apply(new ListingOpened("ach_1", "org_1", "org_2", mode, PriceMethod.Auction, null, null, Lot.AnnouncedAt));
        var achievement = Achievement.Initial.Apply(new AchievementDrafted("org_1", new AchievementContent
        {
            Completers = [new Completer("cmp_1", Lot.SealedReserve(Lot.Start)), new Completer("cmp_2", Lot.SealedReserve(Lot.Start))],
            CoOwners = [new CoOwner("浙江省环境科学研究院")], Client = new CommissioningParty("宁波东海玻璃有限公司"),
        }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PriorityHolders.Of(By(TransferMode.Transfer), achievement), Is.EqualTo(new[] { CoOwner, new PriorityHolder(HolderKind.Client, 1), Completer, Second }));
            Assert.That(PriorityHolders.Of(By(TransferMode.Licence), achievement), Is.Empty);
        }
    }
}
