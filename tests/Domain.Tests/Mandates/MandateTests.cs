using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Common;
using Marketplace.Domain.Tests.Deals;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Mandates;

public class MandateTests
{
    private const string Id = "mdt_0000000000007000800000000000f401";
    private static readonly Instant Until = Now + TimeSpan.FromDays(90);
    private static readonly Actor Admin = Staff("41", UniversityId, OrganizationKind.University, Role.OrgAdmin);
    private static readonly Mandate Granted = Mandate.Initial.After(Grant());
    private static readonly MandatesHeld Held = MandatesHeld.Initial.After(Grant());

    private static Decision Grant(string agent = Talks.BrokerId, Organization? state = null, Instant? until = null, Organization? principal = null) =>
        Mandate.Grant(Admin, Id, principal: principal ?? University, agent, state ?? Talks.Broker, [MandateScope.Deals], "授权委托书〔2026〕31号", until ?? Until, Now);

    [Test]
    public void A_mandate_lasts_until_its_moment_and_within_its_scope()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Held.Allow(UniversityId, MandateScope.Deals, Until - TimeSpan.FromMilliseconds(1)), Is.True);
            Assert.That(Held.Allow(UniversityId, MandateScope.Deals, Until), Is.False);
            Assert.That(Held.Allow(UniversityId, MandateScope.Listings, Now), Is.False);
            Assert.That(Held.Allow(GlassworksId, MandateScope.Deals, Now), Is.False);
        }
    }

    [Test]
    public void Who_acts_for_another_acts_as_it_and_stays_himself()
    {
        var (actor, refusal) = Held.ActFor(Talks.Agent, UniversityId, MandateScope.Deals, Now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((actor.Organization, actor.Subject, refusal), Is.EqualTo((UniversityId, Talks.Agent.Subject, (Refusal?)null)));
            Assert.That(Held.ActFor(Talks.Agent, null, MandateScope.Deals, Now).Actor, Is.SameAs(Talks.Agent));
            Assert.That(Held.ActFor(Talks.Agent, Talks.BrokerId, MandateScope.Deals, Now).Actor, Is.SameAs(Talks.Agent));
            Assert.That(Held.ActFor(Talks.Agent, UniversityId, MandateScope.Listings, Now).Refusal!.Code, Is.EqualTo("mandate.missing"));
        }
    }

    [Test]
    public void A_revoked_mandate_allows_nothing_and_is_revoked_once_by_its_principal()
    {
        var decision = Granted.Revoke(Admin, "委托事项已办结。", Now);
        var revoked = Granted.After(decision);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Held.After(decision).Allow(UniversityId, MandateScope.Deals, Now), Is.False);
            Assert.That(revoked.RevokedAt, Is.EqualTo(Now));
            Assert.That(revoked.Revoke(Admin, null, Now).Code(), Is.EqualTo("mandate.over"));
            Assert.That(Granted.Revoke(Talks.Agent, null, Now).Code(), Is.EqualTo("mandate.not_principal"));
            Assert.That(Granted.Revoke(Stranger, null, Now).Code(), Is.EqualTo("mandate.not_found"));
            Assert.That(Mandate.Initial.Revoke(Admin, null, Now).Code(), Is.EqualTo("mandate.not_found"));
        }
    }

    [Test]
    public void An_agent_is_a_verified_organization_that_decides_nothing_here()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Grant(UniversityId, University).Code(), Is.EqualTo("mandate.agent_unknown"));
            Assert.That(Grant(OperatorId, Operator).Code(), Is.EqualTo("mandate.agent_unknown"));
            Assert.That(Grant(OfficeId, Office).Code(), Is.EqualTo("mandate.agent_unknown"));
            Assert.That(Grant(state: Organization.Initial).Code(), Is.EqualTo("mandate.agent_unknown"));
            Assert.That(Grant(until: Now).Code(), Is.EqualTo("mandate.ends_in_past"));
            Assert.That(Grant(principal: University.After(University.Suspend(PlatformAdmin, "违约", null, Now))).Code(), Is.EqualTo("organization.suspended"));
        }
    }
}
