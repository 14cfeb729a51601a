using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Demands.Problems;

namespace Marketplace.Domain.Tests.Demands;

public sealed class DemandTests
{
    private static Decision Post(DemandContent content) => Demand.Initial.Post(Enterprise, content, Glassworks, Now);

    [Test]
    public void An_enterprise_s_demand_is_open_from_its_posting_on()
    {
        Assert.That(Post(Denitrification).Events, Is.EqualTo(new Event[] { new DemandPosted(GlassworksId, Denitrification, Now) }));
        Assert.That(Posted, Has.Property("Phase").EqualTo(DemandPhase.Open).And.Property("Due").EqualTo(Deadline));
        Assert.That(Posted.ContentVisibleTo(null), Is.True);
    }

    [Test]
    public void A_university_posts_no_demand_and_neither_does_an_enterprise_that_nobody_has_verified()
    {
        var newcomer = Registered(new(OrganizationKind.Enterprise, "绍兴新材料有限公司", null, Code("91330600MA2BE7XK1"), "330600"));
        Assert.That(Demand.Initial.Post(Publisher, Denitrification, University, Now).Code(), Is.EqualTo("demand.not_enterprise"));
        Assert.That(Demand.Initial.Post(Stranger, Denitrification, newcomer, Now).Code(), Is.EqualTo("organization.not_verified"));
        Assert.That(Posted.Post(Enterprise, Denitrification, Glassworks, Now).Code(), Is.EqualTo("demand.already_posted"));
    }

    [Test]
    public void Everything_that_is_missing_is_named_at_once() =>
        Assert.That(Post(new DemandContent()).Details(), Is.EqualTo(new[]
        {
            "demand.field_missing /titleZh", "demand.field_missing /descriptionZh", "demand.field_missing /field", "demand.field_missing /keywords",
            "demand.field_missing /region", "demand.budget_missing /budgetMax", "demand.field_missing /budgetSource", "demand.field_missing /deadline",
            "demand.field_missing /acceptanceTest", "demand.field_missing /cooperationModes", "demand.field_missing /secrecy",
            "demand.field_missing /contactVisibility",
        }));

    [Test]
    public void What_is_wrong_is_named_with_its_place()
    {
        var wrong = Denitrification with
        {
            Keywords = ["一", "二", "三", "四", "五", "六"], Region = "339999", BudgetMin = Money.WanYuan(151), Deadline = Now, Contact = null,
        };
        Assert.That(Post(wrong).Details(), Is.EqualTo(new[]
        {
            "demand.too_many_keywords /keywords", "demand.region_unknown /region", "demand.budget_reversed /budgetMax", "demand.deadline_passed /deadline",
            "demand.field_missing /contact",
        }));
        Assert.That(Post(wrong).Code(), Is.EqualTo("demand.content_invalid"));
        Assert.That(Post(Denitrification with { Region = "abroad" }).Details(), Is.EqualTo(new[] { "demand.region_unknown /region" }));
        Assert.That(Post(Denitrification with { BudgetNegotiable = true }).Details(), Is.EqualTo(new[] { "demand.budget_contradicts /budgetNegotiable" }));
    }

    [Test]
    public void One_bound_is_budget_enough_and_so_is_to_negotiate()
    {
        foreach (var content in new[]
                 {
                     Denitrification with { BudgetMin = null }, Denitrification with { BudgetMax = null }, Denitrification with { BudgetMin = Money.WanYuan(150) },
                     Denitrification with { BudgetMin = null, BudgetMax = null, BudgetNegotiable = true },
                     Denitrification with { Contact = null, ContactVisibility = ContactVisibility.Withheld },
                 })
            Assert.That(Post(content).Refusal, Is.Null);
    }

    [Test]
    public void State_secrets_are_not_even_stored() =>
        Assert.That(Post(Denitrification with { Secrecy = SecrecyDeclaration.StateSecret }).Code(), Is.EqualTo("demand.secret"));

    [Test]
    public void Only_its_owner_revises_an_open_demand()
    {
        var dearer = Denitrification with { BudgetMax = Money.WanYuan(200) };
        var revised = Posted.After(Posted.Revise(Enterprise, dearer, Glassworks, Now));
        Assert.That(revised.Content.BudgetMax, Is.EqualTo(Money.WanYuan(200)));
        Assert.That(revised.RevisedAt, Is.EqualTo(Now));
        Assert.That(Posted.Revise(Stranger, dearer, Glassworks, Now).Code(), Is.EqualTo("demand.not_owner"));
        Assert.That(Demand.Initial.Revise(Enterprise, dearer, Glassworks, Now).Code(), Is.EqualTo("demand.not_found"));
        Assert.That(Closed.Revise(Enterprise, dearer, Glassworks, Now).Code(), Is.EqualTo("demand.not_open"));
        Assert.That(Posted.Revise(Enterprise, dearer, Glassworks.After(Glassworks.Suspend(PlatformAdmin, "整改", null, Now)), Now).Code(), Is.EqualTo("organization.suspended"));
    }

    [Test]
    public void The_owner_closes_it_for_a_reason_of_his_own()
    {
        Assert.That(Posted.Close(Enterprise, DemandClosureReason.Solved, "已签约", Now).Events, Is.EqualTo(new Event[] { new DemandClosed(DemandClosureReason.Solved, "已签约", Now) }));
        Assert.That(Posted.Close(Enterprise, DemandClosureReason.DeadlinePassed, null, Now).Code(), Is.EqualTo("demand.reason_reserved"));
        Assert.That(Posted.Close(Stranger, DemandClosureReason.Solved, null, Now).Code(), Is.EqualTo("demand.not_owner"));
        Assert.That(Closed.Close(Enterprise, DemandClosureReason.Solved, null, Now).Code(), Is.EqualTo("demand.not_open"));
    }

    [Test]
    public void The_deadline_closes_it_to_the_millisecond()
    {
        Assert.That(Posted.CloseAtDeadline(Deadline - TimeSpan.FromMilliseconds(1)).Events, Is.Empty);
        var closed = Posted.After(Posted.CloseAtDeadline(Deadline));
        Assert.That(closed, Has.Property("Phase").EqualTo(DemandPhase.Closed).And.Property("Due").Null);
        Assert.That(closed.Closure, Is.EqualTo(new DemandClosed(DemandClosureReason.DeadlinePassed, null, Deadline)));
        Assert.That(closed.CloseAtDeadline(Deadline).Events, Is.Empty);
    }

    [Test]
    public void At_its_deadline_a_demand_is_no_more_to_be_changed_though_nobody_has_written_that_down_yet()
    {
        var refusal = Posted.Revise(Enterprise, Denitrification with { Deadline = Deadline + TimeSpan.FromDays(30) }, Glassworks, Deadline).Refusal!;
        Assert.That((refusal.Code, refusal.Arguments.Single().Value), Is.EqualTo(("demand.not_open", "closed")));
    }

    [Test]
    public void What_an_operator_takes_down_shows_its_reason_and_nothing_else_to_strangers()
    {
        Assert.That(TakenDown.TakenDown, Is.EqualTo(new DemandTakenDown(OperatorId, TakedownReason.FalseInformation, "验收条件与企业声明不符。", Now)));
        Assert.That(new[] { null, Stranger, Publisher }.Select(TakenDown.ContentVisibleTo), Has.All.False);
        Assert.That(new[] { Enterprise, MarketStaff }.Select(TakenDown.ContentVisibleTo), Has.All.True);
        Assert.That(TakenDown.TakeDown(MarketStaff, TakedownReason.Secrecy, "再次", Now).Code(), Is.EqualTo("demand.already_taken_down"));
        Assert.That(Demand.Initial.TakeDown(MarketStaff, TakedownReason.Secrecy, "无", Now).Code(), Is.EqualTo("demand.not_found"));
        Assert.That(Closed.TakeDown(MarketStaff, TakedownReason.Secrecy, "涉密", Now).Refusal, Is.Null);
        Assert.That(TakenDown.Due, Is.Null);
    }

    [Test]
    public void The_contact_is_for_whoever_is_signed_in_or_for_nobody()
    {
        var withheld = Demand.Initial.After(Post(Denitrification with { ContactVisibility = ContactVisibility.Withheld }));
        Assert.That(new[] { null, Stranger, Enterprise }.Select(Posted.ContactVisibleTo), Is.EqualTo(new[] { false, true, true }));
        Assert.That(new[] { null, Stranger, Enterprise }.Select(withheld.ContactVisibleTo), Is.EqualTo(new[] { false, false, true }));
        Assert.That(TakenDown.ContactVisibleTo(Stranger), Is.False);
    }

    [Test]
    public void Every_state_is_reached_and_a_closed_demand_can_still_be_taken_down() =>
        Assert.That(Demand.Next.Reachable(DemandPhase.Open), Is.EquivalentTo(Enum.GetValues<DemandPhase>()));
}
