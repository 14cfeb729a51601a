using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Publicities.Notices;

namespace Marketplace.Domain.Tests.Publicities;

public class PublicityTests
{
    private static Publicity Decide(Publicity notice, string objection, ObjectionDecision decision, Instant at) =>
        notice.After(notice.Decide(Publisher, objection, decision, "经核实，权属清晰。", at));

    [Test]
    public void Posted_on_the_20th_it_ends_with_the_5th_of_the_next_month_which_is_its_fifteenth_day()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Posted.EndsAt, Is.EqualTo(Instant.EndOf(Day("2026-12-05"))));
            Assert.That(Posted.Due, Is.EqualTo(Posted.EndsAt));
            Assert.That(Posted.HasEnded(Instant.EndOf(Day("2026-12-05")) - TimeSpan.FromMilliseconds(1)), Is.False);
            Assert.That(Posted.HasEnded(Instant.EndOf(Day("2026-12-05"))), Is.True, "recorded or not");
            Assert.That(Posted.RuleSet, Is.EqualTo("cn-2026-01"));
        }
    }

    [Test]
    public void The_end_is_recorded_once_at_the_moment_it_was_due()
    {
        var due = Posted.EndsAt!.Value;
        Assert.That(Posted.End(due - TimeSpan.FromMilliseconds(1)).Events, Is.Empty);
        var ended = Posted.After(Posted.End(due + TimeSpan.FromDays(3)));
        Assert.That(Posted.End(due + TimeSpan.FromDays(3)).Events, Is.EqualTo(new Event[] { new PublicityEnded(Posted.ContentHash, due) }));
        Assert.That((ended.Phase, ended.End(due).Events.Length, ended.Due), Is.EqualTo(((PublicityPhase?)PublicityPhase.Ended, 0, (Instant?)null)));
    }

    [Test]
    public void An_objection_on_the_25th_decided_on_the_28th_keeps_four_days_and_leaves_eleven()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Objected.Phase, Objected.EndsAt, Objected.Due, Objected.Count.Counted), Is.EqualTo(((PublicityPhase?)PublicityPhase.Suspended, (Instant?)null, (Instant?)null, 4)), "the 21st to the 24th");
            Assert.That(Objected.HasEnded(At("2027-06-01", 0)), Is.False, "it waits as long as it takes");
            var resumed = Decide(Objected, FirstObjection, ObjectionDecision.Rejected, At("2026-11-28", 16));
            Assert.That((resumed.Phase, resumed.EndsAt), Is.EqualTo(((PublicityPhase?)PublicityPhase.Running, (Instant?)Instant.EndOf(Day("2026-12-09")))), "the 29th is the fifth day");
        }
    }

    [Test]
    public void An_objection_raised_and_decided_on_one_day_costs_that_day()
    {
        var resumed = Decide(Objected, FirstObjection, ObjectionDecision.Rejected, At("2026-11-25", 17));
        Assert.That(resumed.EndsAt, Is.EqualTo(Instant.EndOf(Day("2026-12-06"))));
    }

    [Test]
    public void The_count_goes_on_when_the_last_of_two_objections_is_decided()
    {
        var both = Objected.After(Objected.Object(Buyer, SecondObjection, SealedFor(SecondObjection), At("2026-11-26", 9)));
        var one = Decide(both, FirstObjection, ObjectionDecision.Rejected, At("2026-11-27", 9));
        Assert.That((one.Phase, one.EndsAt), Is.EqualTo(((PublicityPhase?)PublicityPhase.Suspended, (Instant?)null)));
        Assert.That(Decide(one, SecondObjection, ObjectionDecision.Rejected, At("2026-11-30", 9)).EndsAt, Is.EqualTo(Instant.EndOf(Day("2026-12-11"))));
    }

    [Test]
    public void An_objection_upheld_fails_the_notice_and_another_can_be_posted()
    {
        var failed = Decide(Objected, FirstObjection, ObjectionDecision.Upheld, At("2026-11-26", 9));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Phase, failed.Due, failed.HasEnded(At("2027-01-01", 0))), Is.EqualTo(((PublicityPhase?)PublicityPhase.Failed, (Instant?)null, false)));
            Assert.That(failed.Object(Buyer, SecondObjection, SealedFor(SecondObjection), At("2026-11-27", 9)).Code(), Is.EqualTo("publicity.not_under_way"));
            Assert.That(failed.Revise(Publisher, ByAgreement, Samples.Approved, Terms with { Price = Money.WanYuan(500) }, null, At("2026-11-27", 9)).Code(), Is.EqualTo("publicity.not_under_way"));
            var again = failed.After(failed.Start(Publisher, ListingId, ByAgreement, Samples.Approved, Terms, null, Rules, At("2026-12-01", 9)));
            Assert.That((again.Round, again.Phase, again.Objections.Length, again.EndsAt), Is.EqualTo((2, (PublicityPhase?)PublicityPhase.Running, 0, (Instant?)Instant.EndOf(Day("2026-12-16")))));
        }
    }

    [Test]
    public void Changed_content_begins_the_fifteen_days_anew_and_the_same_content_changes_nothing()
    {
        Decision Revise(Publicity notice, NoticeTerms terms, string day) => notice.Revise(Publisher, ByAgreement, Samples.Approved, terms, null, At(day, 9));
        var revised = Posted.After(Revise(Posted, Terms with { Price = Money.WanYuan(500) }, "2026-12-01"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Revise(Posted, Terms, "2026-12-01").Events, Is.Empty);
            Assert.That(revised.EndsAt, Is.EqualTo(Instant.EndOf(Day("2026-12-16"))));
            Assert.That(revised.ContentHash, Is.Not.EqualTo(Posted.ContentHash));
            Assert.That(revised.StandsSince, Is.EqualTo(At("2026-12-01", 9)));
            var stopped = Objected.After(Revise(Objected, Terms with { PricingBasis = "第二次评估" }, "2026-11-26"));
            Assert.That((stopped.EndsAt, stopped.Count.Counted), Is.EqualTo(((Instant?)null, 0)), "while an objection is open the count stays stopped");
            Assert.That(Decide(stopped, FirstObjection, ObjectionDecision.Rejected, At("2026-11-27", 9)).EndsAt, Is.EqualTo(Instant.EndOf(Day("2026-12-12"))));
            Assert.That(Revise(Posted, Terms with { Price = Money.WanYuan(500) }, "2026-12-06").Code(), Is.EqualTo("publicity.not_under_way"));
        }
    }

    [TestCase(PriceMethod.Auction)]
    [TestCase(PriceMethod.Listing)]
    public void A_price_by_listing_or_auction_needs_no_notice(PriceMethod method) =>
        Assert.That(Start(Terms, listing: OpenedBy(method, ask: method is PriceMethod.Listing ? Money.WanYuan(480) : null)).Code(), Is.EqualTo("publicity.not_needed"));

    [Test]
    public void A_notice_is_posted_by_the_seller_of_an_open_listing_while_no_other_stands()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Start(Terms, Stranger).Code(), Is.EqualTo("listing.not_seller"));
            Assert.That(Start(Terms, listing: Listing.Initial).Code(), Is.EqualTo("listing.not_found"));
            Assert.That(Start(Terms, listing: ByAgreement.After(ByAgreement.Withdraw(Publisher, null))).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Posted.Start(Publisher, ListingId, ByAgreement, Samples.Approved, Terms, null, Rules, Now).Code(), Is.EqualTo("publicity.under_way"));
            Assert.That(Start(Terms with { Buyer = UniversityId }).Code(), Is.EqualTo("publicity.buyer_is_seller"));
            Assert.That(Publicity.Initial.Start(Publisher, ListingId, ByAgreement, Samples.Approved, Terms with { Buyer = StrangerId }, Organization.Initial, Rules, Now).Code(), Is.EqualTo("publicity.buyer_unknown"));
            Assert.That(Publicity.Initial.Revise(Publisher, ByAgreement, Samples.Approved, Terms, null, Now).Code(), Is.EqualTo("publicity.not_found"));
        }
    }

    [Test]
    public void A_buyer_where_a_completer_worked_must_be_marked_and_explained()
    {
        var content = Samples.GlassKiln with { Completers = [new("cmp_0000000000007000800000000000c001", SealedFor("cmp"), Glassworks.NameZh)] };
        var achievement = Achievement.Initial.Apply(new AchievementDrafted(UniversityId, content));
        var named = Terms with { Buyer = GlassworksId };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Start(named, achievement: achievement).Code(), Is.EqualTo("publicity.relation_undeclared"));
            Assert.That(Start(named with { Relation = BuyerRelation.Completer }, achievement: achievement).Code(), Is.EqualTo("publicity.statement_missing"));
            var marked = Publicity.Initial.After(Start(named with { Relation = BuyerRelation.Completer, RelationStatement = "受让方为完成人沈某所办企业。" }, achievement: achievement));
            Assert.That(marked.Content!.IsMarked(), Is.True);
            Assert.That(Start(named).Refused, Is.False, "no relation is on record");
            foreach (var related in new[] { Samples.GlassKiln with { CoOwners = [new("宁波东海玻璃有限公司", GlassworksId)] }, Samples.GlassKiln with { Client = new("宁波东海玻璃有限公司", GlassworksId) } })
                Assert.That(Start(named, achievement: Achievement.Initial.Apply(new AchievementDrafted(UniversityId, related))).Code(), Is.EqualTo("publicity.relation_undeclared"));
        }
    }

    [Test]
    public void The_seller_decides_on_objections_but_nobody_on_his_own()
    {
        var own = Posted.After(Posted.Object(Legal, SecondObjection, SealedFor(SecondObjection), At("2026-11-27", 9)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Decide(Legal, SecondObjection, ObjectionDecision.Rejected, "无据。", At("2026-11-24", 10)).Code(), Is.EqualTo("publicity.own_objection"));
            Assert.That(own.Decide(Publisher, SecondObjection, ObjectionDecision.Rejected, "无据。", At("2026-11-24", 10)).Refused, Is.False);
            Assert.That(own.Decide(Stranger, SecondObjection, ObjectionDecision.Rejected, "无据。", At("2026-11-24", 10)).Code(), Is.EqualTo("listing.not_seller"));
            Assert.That(own.Decide(Publisher, FirstObjection, ObjectionDecision.Rejected, "无据。", At("2026-11-24", 10)).Code(), Is.EqualTo("publicity.objection_not_found"));
            Assert.That(Publicity.Initial.Decide(Publisher, FirstObjection, ObjectionDecision.Rejected, "无据。", Now).Code(), Is.EqualTo("publicity.not_found"));
            var decided = Decide(own, SecondObjection, ObjectionDecision.Rejected, At("2026-11-24", 10));
            Assert.That(decided.Decide(Publisher, SecondObjection, ObjectionDecision.Upheld, "再议。", At("2026-11-24", 11)).Code(), Is.EqualTo("publicity.objection_decided"));
            Assert.That(own.Object(Legal, FirstObjection, SealedFor(FirstObjection), At("2026-11-24", 11)).Code(), Is.EqualTo("publicity.objection_open"));
            Assert.That(Posted.Object(Stranger, FirstObjection, SealedFor(FirstObjection), Instant.EndOf(Day("2026-12-05"))).Code(), Is.EqualTo("publicity.not_under_way"));
        }
    }

    [Test]
    public void It_covers_its_own_price_way_and_buyer_and_no_unmarked_relation()
    {
        var named = Publicity.Initial.After(Start(Terms with { Buyer = GlassworksId }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Posted.Covers(Money.WanYuan(480), TransferMode.Transfer, StrangerId, false), Is.True);
            Assert.That(Posted.Covers(new Money(Money.WanYuan(480).Fen + 1), TransferMode.Transfer, StrangerId, false), Is.False);
            Assert.That(Posted.Covers(Money.WanYuan(480), TransferMode.Licence, StrangerId, false), Is.False);
            Assert.That(Posted.Covers(Money.WanYuan(480), TransferMode.Transfer, StrangerId, true), Is.False);
            Assert.That(named.Covers(Money.WanYuan(480), TransferMode.Transfer, GlassworksId, false), Is.True);
            Assert.That(named.Covers(Money.WanYuan(480), TransferMode.Transfer, StrangerId, false), Is.False);
            Assert.That(Publicity.Initial.Covers(Money.WanYuan(480), TransferMode.Transfer, StrangerId, false), Is.False);
        }
    }

    [Test]
    public void A_notice_goes_with_its_listing_once_and_nothing_ends_or_can_be_objected_to_afterwards()
    {
        var now = At("2026-11-24", 9);
        Assert.That(Publicity.Initial.Withdraw(now).Events, Is.Empty);
        foreach (var notice in new[] { Posted, Objected })
        {
            var gone = notice.After(notice.Withdraw(now));
            Assert.That((gone.Phase, gone.Due, gone.HasEnded(At("2027-01-01", 0)), gone.Withdraw(now).Events.Length), Is.EqualTo(((PublicityPhase?)PublicityPhase.Withdrawn, (Instant?)null, false, 0)));
            Assert.That(gone.Object(Buyer, SecondObjection, SealedFor(SecondObjection), now).Refusal!.Type, Is.SameAs(PublicityRefusals.NotUnderWay));
        }
    }

    [Test]
    public void Who_objected_is_seen_by_the_seller_the_market_the_supervisor_and_himself()
    {
        var objection = Objected.Objections[0];
        var supervisor = Staff("e", "org_0000000000007000800000000000a00f", OrganizationKind.Supervisor, Role.Supervisor);
        foreach (var (reader, sees) in new (Actor?, bool)[] { (Publisher, true), (MarketStaff, true), (supervisor, true), (Stranger, true), (Buyer, false), (null, false) })
            Assert.That(Publicity.SeesObjector(reader, objection, ByAgreement), Is.EqualTo(sees), reader?.Subject);
    }

    [Test]
    public void Every_state_is_reached_from_running() =>
        Assert.That(Publicity.Next.Reachable(PublicityPhase.Running), Is.EquivalentTo(Enum.GetValues<PublicityPhase>()));
}
