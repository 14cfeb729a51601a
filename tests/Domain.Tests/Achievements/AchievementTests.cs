using Marketplace.Domain.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Achievements.Samples;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Achievements;

public class AchievementTests
{
    private static readonly Actor Supervisor = Staff("e", "org_0000000000007000800000000000a00f", OrganizationKind.Supervisor, Role.Supervisor);

    private static Achievement InPhase(string phase) => phase switch
    {
        "none" => Achievement.Initial,
        "draft" => Drafted,
        "submitted" => Submitted,
        "approved" => Approved,
        "returned" => Returned,
        "withdrawn" => Withdrawn,
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    [TestCase("draft", null)]
    [TestCase("returned", null)]
    [TestCase("submitted", "achievement.phase_forbids")]
    [TestCase("approved", "achievement.phase_forbids")]
    [TestCase("withdrawn", "achievement.phase_forbids")]
    [TestCase("none", "achievement.not_found")]
    public void It_is_revised_while_it_is_a_draft_or_returned(string phase, string? refusal) =>
        Assert.That(InPhase(phase).Revise(Publisher, GlassKiln).Code(), Is.EqualTo(refusal));

    [TestCase("draft", null)]
    [TestCase("returned", "achievement.phase_forbids")]
    [TestCase("submitted", "achievement.phase_forbids")]
    [TestCase("approved", "achievement.phase_forbids")]
    [TestCase("withdrawn", "achievement.phase_forbids")]
    [TestCase("none", "achievement.not_found")]
    public void It_is_submitted_while_it_is_a_draft(string phase, string? refusal) =>
        Assert.That(InPhase(phase).Submit(Publisher, University, Now).Code(), Is.EqualTo(refusal));

    [TestCase("submitted", null)]
    [TestCase("draft", "achievement.phase_forbids")]
    [TestCase("returned", "achievement.phase_forbids")]
    [TestCase("approved", "achievement.phase_forbids")]
    [TestCase("withdrawn", "achievement.phase_forbids")]
    [TestCase("none", "achievement.not_found")]
    public void It_is_reviewed_once_it_is_submitted(string phase, string? refusal)
    {
        Assert.That(InPhase(phase).Approve(Now).Code(), Is.EqualTo(refusal));
        Assert.That(InPhase(phase).Return(["摘要不完整。"]).Code(), Is.EqualTo(refusal));
    }

    [TestCase("draft", null)]
    [TestCase("submitted", null)]
    [TestCase("returned", null)]
    [TestCase("approved", null)]
    [TestCase("withdrawn", "achievement.phase_forbids")]
    [TestCase("none", "achievement.not_found")]
    public void It_is_withdrawn_once(string phase, string? refusal) => Assert.That(InPhase(phase).Withdraw(Publisher, null).Code(), Is.EqualTo(refusal));

    [Test]
    public void A_returned_achievement_says_why_and_is_a_draft_again_when_it_is_revised()
    {
        Assert.That(Returned.ReturnReasons, Is.EqualTo(new[] { "摘要未说明排放指标。" }));
        var revised = Returned.After(Returned.Revise(Publisher, GlassKiln with { SummaryZh = "颗粒物低于10毫克每立方米。" }));
        Assert.That(revised.Phase, Is.EqualTo(AchievementPhase.Draft));
        Assert.That(revised.Content.SummaryZh, Is.EqualTo("颗粒物低于10毫克每立方米。"));
        revised = revised.After(revised.Submit(Publisher, University, Now));
        revised = revised.After(revised.Approve(Now + TimeSpan.FromDays(1)));
        Assert.That(revised.ReturnReasons, Is.Empty);
        Assert.That(revised.ApprovedAt, Is.EqualTo(Now + TimeSpan.FromDays(1)));
    }

    [Test]
    public void A_return_without_a_reason_is_refused() =>
        Assert.That(Submitted.Return([" "]).Refusal, Has.Property("Code").EqualTo("achievement.reasons_missing").And.Property("Pointer").EqualTo("/reasons"));

    [Test]
    public void A_suspended_owner_drafts_but_does_not_submit()
    {
        var suspended = University.After(University.Suspend(PlatformAdmin, "提供虚假成果信息", null, Now));
        Assert.That(Drafted.Submit(Publisher, suspended, Now).Code(), Is.EqualTo("organization.suspended"));
        Assert.That(Drafted.Submit(Publisher, Registered(new(OrganizationKind.University, "某学院", null, Code("12330000000000001"), "330106")), Now).Code(), Is.EqualTo("organization.not_verified"));
    }

    [TestCase("draft", "achievement.not_found")]
    [TestCase("submitted", "achievement.not_found")]
    [TestCase("returned", "achievement.not_found")]
    [TestCase("withdrawn", "achievement.not_found")]
    [TestCase("approved", "achievement.not_owner")]
    public void Another_organisation_changes_nothing_and_knows_only_of_the_approved(string phase, string refusal)
    {
        var achievement = InPhase(phase);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(achievement.Revise(Stranger, GlassKiln).Code(), Is.EqualTo(refusal));
            Assert.That(achievement.Submit(Stranger, University, Now).Code(), Is.EqualTo(refusal));
            Assert.That(achievement.Withdraw(Stranger, null).Code(), Is.EqualTo(refusal));
            Assert.That(achievement.VisibleTo(Stranger), Is.EqualTo(phase is "approved"));
            Assert.That(achievement.VisibleTo(null), Is.EqualTo(phase is "approved"));
            Assert.That(achievement.VisibleTo(Publisher), Is.True);
        }
    }

    [TestCase("none", false)]
    [TestCase("draft", false)]
    [TestCase("submitted", true)]
    [TestCase("returned", true)]
    [TestCase("approved", true)]
    [TestCase("withdrawn", true)]
    public void Operator_and_supervisor_know_of_it_from_its_submission_on(string phase, bool visible)
    {
        Assert.That(InPhase(phase).VisibleTo(MarketStaff), Is.EqualTo(visible));
        Assert.That(InPhase(phase).VisibleTo(Supervisor), Is.EqualTo(visible));
    }

    [Test]
    public void It_is_drafted_once() => Assert.That(Drafted.Draft(Publisher, GlassKiln).Code(), Is.EqualTo("achievement.already_drafted"));

    [Test]
    public void Every_state_is_reached_from_draft_and_only_withdrawn_has_no_exit()
    {
        Assert.That(Achievement.Next.Reachable(AchievementPhase.Draft), Is.EquivalentTo(Enum.GetValues<AchievementPhase>()));
        Assert.That(Enum.GetValues<AchievementPhase>().Where(phase => Achievement.Next[phase].Length == 0), Is.EqualTo(new[] { AchievementPhase.Withdrawn }));
    }

    [Property]
    public bool Only_listed_exits_are_taken_no_one_else_changes_it_and_a_replay_is_the_same(byte[] script)
    {
        var (achievement, organization) = (Achievement.Initial, University);
        var events = new List<Event>();
        foreach (var step in script)
        {
            var actor = step > 200 ? Stranger : Publisher;
            var content = step % 3 == 0 ? GlassKiln with { Region = null } : GlassKiln;
            var decision = (step / 3 % 7) switch
            {
                0 => achievement.Draft(actor, content),
                1 => achievement.Revise(actor, content),
                2 or 3 => achievement.Submit(actor, organization, Now),
                4 => achievement.Approve(Now),
                5 => achievement.Return(["请补充。"]),
                _ => step % 3 == 0 ? achievement.Withdraw(actor, "终止") : Decision.Nothing,
            };
            var before = achievement;
            events.AddRange(decision.Events);
            achievement = decision.Events.Aggregate(achievement, (at, e) => at.Apply(e));
            if (before.Phase is { } from && achievement.Phase is { } to && from != to && !Achievement.Next.Allows(from, to)) return false;
            if (before.Phase is not null && before.Owner != achievement.Owner) return false;
            if (achievement.Phase is AchievementPhase.Submitted or AchievementPhase.Approved && achievement.Content.Region is null) return false;
        }

        return Folding.Picture(Folding.Replay<Achievement>(events)) == Folding.Picture(achievement);
    }
}
