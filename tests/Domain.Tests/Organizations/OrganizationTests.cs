using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Organizations;

public class OrganizationTests
{
    // Real and in force, from the pilot of Fujian: the check character should be 1.
    private const string PilotCode = "91350100M0001TGQXM";

    private static readonly OrganizationDetails Enterprise = new(OrganizationKind.Enterprise, "杭州云栖环保科技有限公司", null, "91110000600037341L", "330106");

    private static Decision Register(OrganizationDetails details, Actor? actor = null, Organization? parent = null) =>
        Organization.Initial.Register(actor ?? Stranger, details, parent);

    private static Organization Suspended(Instant? until) => University.After(University.Suspend(PlatformAdmin, "提供虚假成果信息", until, Now));

    [Test]
    public void A_conforming_code_is_entered_in_its_normal_form()
    {
        var decision = Register(Enterprise with { CreditCode = " 91110000600037341l " });
        Assert.That(decision.Events, Is.EqualTo(new Event[]
        {
            new OrganizationRegistered(OrganizationKind.Enterprise, "杭州云栖环保科技有限公司", null, "91110000600037341L", true, "330106", null, null),
        }));
    }

    [Test]
    public void A_pilot_code_is_taken_with_a_mark_and_verified_only_on_evidence()
    {
        var organization = Registered(Enterprise with { CreditCode = PilotCode });
        Assert.That(organization.CreditCodeConforms, Is.False);
        Assert.That(organization.Verify(null).Refusal, Has.Property("Code").EqualTo("organization.evidence_missing").And.Property("Pointer").EqualTo("/creditCodeEvidence"));
        Assert.That(organization.Verify("  ").Code(), Is.EqualTo("organization.evidence_missing"));
        organization = organization.After(organization.Verify("营业执照副本原件,福州市场监管局2015年核发"));
        Assert.That(organization.Phase, Is.EqualTo(OrganizationPhase.Verified));
        Assert.That(organization.CreditCodeEvidence, Is.EqualTo("营业执照副本原件,福州市场监管局2015年核发"));
    }

    [Test]
    public void A_conforming_code_needs_no_evidence_and_keeps_none() =>
        Assert.That(Registered(Enterprise).Verify("不需要").Events, Is.EqualTo(new Event[] { new OrganizationVerified(null) }));

    [TestCase("9111000060003IOZSV")]
    [TestCase("12345")]
    [TestCase("")]
    public void A_malformed_code_is_refused(string code) =>
        Assert.That(Register(Enterprise with { CreditCode = code }).Refusal, Has.Property("Code").EqualTo("organization.credit_code_malformed").And.Property("Pointer").EqualTo("/creditCode"));

    [TestCase("339999")]
    [TestCase("3301")]
    [TestCase("other")]
    public void A_place_that_is_no_region_of_the_country_is_refused(string region) =>
        Assert.That(Register(Enterprise with { Region = region }).Code(), Is.EqualTo("organization.region_unknown"));

    [TestCase(OrganizationKind.RegistrationOffice, null, false)]
    [TestCase(OrganizationKind.RegistrationOffice, "00", false)]
    [TestCase(OrganizationKind.RegistrationOffice, "1", false)]
    [TestCase(OrganizationKind.RegistrationOffice, "1a", false)]
    [TestCase(OrganizationKind.RegistrationOffice, "100", false)]
    [TestCase(OrganizationKind.RegistrationOffice, "01", true)]
    [TestCase(OrganizationKind.RegistrationOffice, "99", true)]
    [TestCase(OrganizationKind.Enterprise, "01", false)]
    public void Only_an_office_has_a_point_and_it_has_two_digits(OrganizationKind kind, string? point, bool taken) =>
        Assert.That(Register(Enterprise with { Kind = kind, OfficePoint = point }, PlatformAdmin).Code(), Is.EqualTo(taken ? null : "organization.office_point_invalid"));

    [TestCase(OrganizationKind.University, null)]
    [TestCase(OrganizationKind.ResearchInstitute, null)]
    [TestCase(OrganizationKind.Enterprise, null)]
    [TestCase(OrganizationKind.BrokerAgency, null)]
    [TestCase(OrganizationKind.MarketOperator, "organization.kind_reserved")]
    [TestCase(OrganizationKind.Supervisor, "organization.kind_reserved")]
    [TestCase(OrganizationKind.RegistrationOffice, "organization.kind_reserved")]
    public void Who_holds_rights_over_others_is_entered_by_a_platform_administrator(OrganizationKind kind, string? refusal)
    {
        var details = Enterprise with { Kind = kind, OfficePoint = kind is OrganizationKind.RegistrationOffice ? "07" : null };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Register(details, MarketStaff).Code(), Is.EqualTo(refusal));
            Assert.That(Register(details, PlatformAdmin).Refused, Is.False);
            Assert.That(Register(details, Actor.System("create-operator")).Refused, Is.False);
        }
    }

    [Test]
    public void A_market_stands_under_another_market_and_nothing_else_does()
    {
        var market = Enterprise with { Kind = OrganizationKind.MarketOperator, ParentMarket = OperatorId };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Register(market, PlatformAdmin, Operator).Refused, Is.False);
            Assert.That(Register(market, PlatformAdmin, University).Code(), Is.EqualTo("organization.parent_market_invalid"));
            Assert.That(Register(market, PlatformAdmin, Organization.Initial).Code(), Is.EqualTo("organization.parent_market_invalid"));
            Assert.That(Register(Enterprise with { ParentMarket = OperatorId }, PlatformAdmin, Operator).Code(), Is.EqualTo("organization.parent_market_invalid"));
        }
    }

    [Test]
    public void An_organisation_is_registered_and_verified_once()
    {
        Assert.That(University.Register(Itself, Enterprise, null).Code(), Is.EqualTo("organization.already_registered"));
        Assert.That(University.Verify(null).Code(), Is.EqualTo("organization.already_verified"));
    }

    [Test]
    public void What_is_not_there_is_not_found()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Organization.Initial.Verify(null).Code(), Is.EqualTo("organization.not_found"));
            Assert.That(Organization.Initial.Suspend(PlatformAdmin, "x", null, Now).Code(), Is.EqualTo("organization.not_found"));
            Assert.That(Organization.Initial.Reinstate(PlatformAdmin).Code(), Is.EqualTo("organization.not_found"));
            Assert.That(Organization.Initial.MayAct(Now)?.Code, Is.EqualTo("organization.not_found"));
        }
    }

    [Test]
    public void It_may_act_from_its_verification_on()
    {
        Assert.That(Registered(Enterprise).MayAct(Now)?.Code, Is.EqualTo("organization.not_verified"));
        Assert.That(University.MayAct(Now), Is.Null);
    }

    [Test]
    public void A_suspension_with_an_end_bars_up_to_its_last_millisecond_even_before_its_end_is_recorded()
    {
        var until = Now + TimeSpan.FromDays(30);
        var suspended = Suspended(until);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suspended.MayAct(Now)?.Code, Is.EqualTo("organization.suspended"));
            Assert.That(suspended.MayAct(Now)?.Arguments[0].Value, Is.EqualTo("提供虚假成果信息"));
            Assert.That(suspended.MayAct(until - TimeSpan.FromMilliseconds(1))?.Code, Is.EqualTo("organization.suspended"));
            Assert.That(suspended.MayAct(until), Is.Null);
            Assert.That(suspended.Due, Is.EqualTo(until));
            Assert.That(suspended.EndSuspension(until - TimeSpan.FromMilliseconds(1)).Events, Is.Empty);
            Assert.That(suspended.EndSuspension(until).Events, Is.EqualTo(new Event[] { new OrganizationReinstated() }));
            Assert.That(University.EndSuspension(until).Events, Is.Empty);
        }
    }

    [Test]
    public void A_suspension_without_an_end_lasts_until_it_is_lifted()
    {
        var suspended = Suspended(null);
        Assert.That(suspended.MayAct(Now + TimeSpan.FromDays(3650))?.Code, Is.EqualTo("organization.suspended"));
        Assert.That(suspended.Due, Is.Null);
        var reinstated = suspended.After(suspended.Reinstate(PlatformAdmin));
        Assert.That(reinstated.MayAct(Now), Is.Null);
        Assert.That(reinstated, Is.EqualTo(University));
    }

    [Test]
    public void A_suspension_needs_a_verified_organisation_and_an_end_ahead()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Office.Suspend(MarketStaff, "x", null, Now).Code(), Is.EqualTo("organization.kind_reserved"));
            Assert.That(University.Suspend(MarketStaff, "x", null, Now).Refused, Is.False);
            Assert.That(Office.After(Office.Suspend(PlatformAdmin, "x", null, Now)).Reinstate(MarketStaff).Code(), Is.EqualTo("organization.kind_reserved"));
            Assert.That(Registered(Enterprise).Suspend(PlatformAdmin, "x", null, Now).Code(), Is.EqualTo("organization.not_verified"));
            Assert.That(Suspended(null).Suspend(PlatformAdmin, "x", null, Now).Code(), Is.EqualTo("organization.already_suspended"));
            Assert.That(University.Suspend(PlatformAdmin, "x", Now, Now).Code(), Is.EqualTo("organization.suspension_in_past"));
            Assert.That(University.Reinstate(PlatformAdmin).Code(), Is.EqualTo("organization.not_suspended"));
        }
    }

    [Test]
    public void Claims_are_named_by_what_must_be_unique()
    {
        Assert.That(Organization.CreditCodeClaim(" 91110000600037341l "), Is.EqualTo("uscc:91110000600037341L"));
        Assert.That(Organization.OfficePointClaim("330106", "01"), Is.EqualTo("office:330101"));
        Assert.That(Organization.OfficePointClaim("330100", "01"), Is.EqualTo("office:330101"), "the city's office and its district's share the first four digits");
    }

    [Test]
    public void Every_state_is_reached_from_registered() =>
        Assert.That(Organization.Next.Reachable(OrganizationPhase.Registered), Is.EquivalentTo(Enum.GetValues<OrganizationPhase>()));

    [Property]
    public bool Only_listed_exits_are_taken_and_a_replay_is_the_same(byte[] script)
    {
        var (organization, now) = (Organization.Initial, Now);
        var events = new List<Event>();
        foreach (var step in script)
        {
            now += TimeSpan.FromHours(5);
            var decision = (step % 7) switch
            {
                0 => organization.Register(Itself, Enterprise with { CreditCode = step > 100 ? PilotCode : Enterprise.CreditCode }, null),
                1 => organization.Verify(step > 100 ? "执照" : null),
                2 => organization.Suspend(PlatformAdmin, "违约", step > 100 ? now + TimeSpan.FromHours(step) : null, now),
                3 => organization.Reinstate(PlatformAdmin),
                _ => organization.EndSuspension(now),
            };
            var before = organization.Phase;
            events.AddRange(decision.Events);
            organization = decision.Events.Aggregate(organization, (at, e) => at.Apply(e));
            if (before is { } from && organization.Phase is { } to && from != to && !Organization.Next.Allows(from, to)) return false;
            if ((organization.MayAct(now) is null) != (organization.Phase is OrganizationPhase.Verified || organization.SuspendedUntil <= now)) return false;
        }

        return Folding.Replay<Organization>(events) == organization;
    }
}
