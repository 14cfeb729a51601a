using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using Marketplace.Domain.Tests.Publicities;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Deals.Talks;

namespace Marketplace.Domain.Tests.Deals;

public class DealConsentTests
{
    /// <summary>Owned together with an institute that is on the market and another that is not.</summary>
    private static readonly AchievementContent CoOwned = Samples.GlassKiln with { CoOwners = [new("浙江省环境科学研究院", InstituteId), new("德清玻璃研究所")] };

    private static readonly Deal Pending = Taken(CoOwned);

    private static Deal Taken(AchievementContent content, Listing? listing = null, DealRules? rules = null) =>
        Deal.Initial.After(Deal.TakeUp(Buyer, null, None, Notices.ListingId, Context(listing ?? AtPrice, content, rules: rules), null, Now));

    private static Deal Answered(Deal deal)
    {
        var first = deal.After(deal.RecordConsent(Researcher, None, "1", ConsentDecision.Consented, null, Now));
        return first.After(first.RecordConsent(Publisher, None, "2", ConsentDecision.Consented, "同意函〔2026〕7号", Now));
    }

    [Test]
    public void Each_co_owner_is_asked_for_its_consent_and_has_fifteen_days_to_match()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pending.Phase, Is.EqualTo(DealPhase.AgreedPendingConsent));
            Assert.That(Pending.Terms!.Holders, Is.EqualTo(new Holder[]
            {
                new("1", HolderKind.CoOwner, "浙江省环境科学研究院", InstituteId, null, true, true), new("2", HolderKind.CoOwner, "德清玻璃研究所", null, null, true, true),
            }));
            Assert.That(Pending.Due, Is.EqualTo(Instant.EndOf(Day("2026-12-05"))));
            Assert.That(AtPrice.After(AtPrice.Follow(DealId, Pending)).Phase, Is.EqualTo(ListingPhase.Taken));
        }
    }

    [Test]
    public void With_all_consents_and_all_priorities_waived_it_is_agreed_before_the_time_is_over()
    {
        var consented = Answered(Pending);
        Assert.That(consented.Phase, Is.EqualTo(DealPhase.AgreedPendingConsent), "they may still match");
        var first = consented.After(consented.AnswerPriority(Researcher, None, "1", false, null, Now));
        var agreed = first.After(first.AnswerPriority(Publisher, None, "2", false, "放弃优先权声明", Now));
        Assert.That((agreed.Phase, agreed.Due), Is.EqualTo(((DealPhase?)DealPhase.Agreed, (Instant?)null)));
    }

    [Test]
    public void Silence_waives_the_priority_at_the_end_of_the_time_and_not_the_consent()
    {
        var due = Pending.Due!.Value;
        Assert.That(Answered(Pending).After(Answered(Pending).LapsePriorities(due)).AgreedAt, Is.EqualTo(due));
        var silent = Pending.After(Pending.LapsePriorities(due));
        Assert.That((silent.Phase, silent.Due), Is.EqualTo(((DealPhase?)DealPhase.AgreedPendingConsent, (Instant?)null)), "without a consent it waits");
        Assert.That(Pending.LapsePriorities(due - TimeSpan.FromMilliseconds(1)).Events, Is.Empty);
        Assert.That(Pending.AnswerPriority(Researcher, None, "1", true, null, due).Code(), Is.EqualTo("deal.priority_not_open"), "too late, recorded or not");
    }

    [Test]
    public void A_refused_consent_ends_the_deal_and_frees_the_listing()
    {
        var refused = Pending.After(Pending.RecordConsent(Researcher, None, "1", ConsentDecision.Refused, null, Now));
        var taken = AtPrice.After(AtPrice.Follow(DealId, Pending));
        Assert.That((refused.Phase, refused.Closed!.Cause), Is.EqualTo(((DealPhase?)DealPhase.Closed, DealClosure.ConsentRefused)));
        Assert.That(taken.After(taken.Follow(DealId, refused)).Phase, Is.EqualTo(ListingPhase.Open));
        Assert.That(refused.RecordConsent(Researcher, None, "1", ConsentDecision.Consented, null, Now).Code(), Is.EqualTo("deal.phase_forbids"));
    }

    [Test]
    public void A_co_owner_that_matches_takes_the_buyer_s_place_at_the_same_price()
    {
        var taken = AtPrice.After(AtPrice.Follow(DealId, Pending));
        var over = Pending.After(Pending.AnswerPriority(Researcher, None, "1", true, null, Now));
        var freed = taken.After(taken.Follow(DealId, over));
        var instead = Deal.Initial.After(Pending.InPlaceOf(DealId, InstituteId, Context(freed, CoOwned, buyer: Institute), Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((over.Phase, over.Closed!.Cause), Is.EqualTo(((DealPhase?)DealPhase.Closed, DealClosure.PriorityExercised)));
            Assert.That((instead.Buyer, instead.Terms!.Price, instead.Opened!.InsteadOf), Is.EqualTo((InstituteId, Money.WanYuan(480), DealId)));
            Assert.That(instead.Terms.Holders, Is.EqualTo(new[] { new Holder("1", HolderKind.CoOwner, "德清玻璃研究所", null, null, true, false) }), "the other still consents, and is not asked twice");
            var agreed = instead.After(instead.RecordConsent(Publisher, None, "1", ConsentDecision.Consented, "同意函", Now));
            Assert.That(freed.Follow(OtherDealId, agreed).Events, Is.EqualTo(new Event[] { new ListingTaken(OtherDealId), new ListingSold(OtherDealId) }));
            Assert.That(Pending.InPlaceOf(DealId, InstituteId, Context(freed, CoOwned, buyer: Institute.After(Institute.Suspend(PlatformAdmin, "整改", null, Now))), Now).Code(), Is.EqualTo("organization.suspended"));
        }
    }

    [Test]
    public void A_holder_answers_for_itself_and_the_seller_for_one_that_is_not_here()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pending.RecordConsent(Publisher, None, "1", ConsentDecision.Consented, "同意函", Now).Code(), Is.EqualTo("deal.not_holder"));
            Assert.That(Pending.RecordConsent(Buyer, None, "2", ConsentDecision.Consented, "同意函", Now).Code(), Is.EqualTo("deal.not_holder"));
            Assert.That(Pending.RecordConsent(Publisher, None, "2", ConsentDecision.Consented, null, Now).Code(), Is.EqualTo("deal.evidence_missing"));
            Assert.That(Pending.RecordConsent(Publisher, None, "3", ConsentDecision.Consented, "同意函", Now).Code(), Is.EqualTo("deal.holder_not_found"));
            Assert.That(Pending.RecordConsent(Stranger, None, "1", ConsentDecision.Consented, null, Now).Code(), Is.EqualTo("deal.not_found"));
            Assert.That(Answered(Pending).RecordConsent(Researcher, None, "1", ConsentDecision.Consented, null, Now).Code(), Is.EqualTo("deal.consent_not_needed"));
            var waived = Pending.After(Pending.AnswerPriority(Researcher, None, "1", false, null, Now));
            Assert.That(waived.AnswerPriority(Researcher, None, "1", true, null, Now).Code(), Is.EqualTo("deal.priority_not_open"));
            Assert.That(Pending.VisibleTo(Researcher, None, Now), Is.True);
            Assert.That(Pending.OpenTo(Researcher, None, Now), Is.False, "it sees the terms and not what was said");
        }
    }

    [Test]
    public void A_licence_needs_the_consent_and_gives_no_priority()
    {
        var licensed = Taken(CoOwned, LicenceAtPrice);
        Assert.That(licensed.Terms!.Holders.Select(holder => (holder.Consents, holder.Priority)), Is.EqualTo(new[] { (true, false), (true, false) }));
        Assert.That(licensed.Due, Is.Null);
        Assert.That(Answered(licensed).Phase, Is.EqualTo(DealPhase.Agreed));
    }

    [Test]
    public void A_co_owner_that_buys_is_not_asked() =>
        Assert.That(Taken(Samples.GlassKiln with { CoOwners = [new("宁波东海玻璃有限公司", GlassworksId)] }).Phase, Is.EqualTo(DealPhase.Agreed));

    [Test]
    public void The_rule_set_says_who_is_given_notice_and_for_how_long()
    {
        var content = Samples.GlassKiln with { Client = new("德清玻璃厂") };
        var market = DealRules.Market;
        var completers = market with { NotifyCompleters = new(true, "民法典 art. 847"), NotifyClient = new(false, "民法典 art. 859"), PriorityDays = new(10, "浙江省交易规则") };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Taken(content).Terms!.Holders, Is.EqualTo(new[] { new Holder("1", HolderKind.Client, "德清玻璃厂", null, null, false, true) }));
            var asked = Taken(content, rules: completers);
            Assert.That(asked.Terms!.Holders, Is.EqualTo(new[] { new Holder("1", HolderKind.Completer, null, null, Samples.GlassKiln.Completers[0].Id, false, true) }));
            Assert.That(asked.Due, Is.EqualTo(Instant.EndOf(Day("2026-11-30"))));
            var matched = asked.After(asked.AnswerPriority(Publisher, None, "1", true, "完成人书面答复", Now));
            Assert.That(matched.Closed!.Cause, Is.EqualTo(DealClosure.PriorityExercised));
            Assert.That(Taken(CoOwned, rules: market with { CoOwnerConsent = new(false, "x"), NotifyCoOwners = new(false, "x") }).Phase, Is.EqualTo(DealPhase.Agreed));
        }
    }
}
