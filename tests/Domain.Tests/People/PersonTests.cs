using System.Collections.Immutable;
using System.Security.Cryptography;
using Marketplace.Domain.Apps;
using Marketplace.Domain.People;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.People;

public class PersonTests
{
    private static readonly byte[] Hash = SHA256.HashData([1]), OtherHash = SHA256.HashData([2]);
    private static readonly Sealed Profile = SealedFor("usr_0000000000000000000000000000000a");
    private static readonly Actor Admin = Parties.Staff("a", UniversityId, OrganizationKind.University, Role.OrgAdmin);

    private static Decision Invite(Actor actor, OrganizationKind kind, params ImmutableArray<Role> roles) =>
        Person.Initial.Invite(actor, UniversityId, kind, Profile, roles, Hash);

    private static Person Invited(params ImmutableArray<Role> roles) => Person.Initial.After(Invite(Admin, OrganizationKind.University, roles));

    [Test]
    public void An_invited_publisher_signs_in_and_acts_as_one()
    {
        var person = Invited(Role.Publisher, Role.Filer, Role.Publisher);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(person.Phase, Is.EqualTo(PersonPhase.Active));
            Assert.That(person.Organization, Is.EqualTo(UniversityId));
            Assert.That(person.Roles, Is.EqualTo(new[] { Role.Publisher, Role.Filer }));
            Assert.That(person.Profile, Is.SameAs(Profile));
            Assert.That(person.Accepts(Hash, Now), Is.True);
            Assert.That(person.Accepts(OtherHash, Now), Is.False);
        }
    }

    [Test]
    public void The_event_holds_the_profile_only_sealed()
    {
        var (name, _, data) = EventCatalogue.Encode(Invite(Admin, OrganizationKind.University, Role.Publisher).Events.Single());
        Assert.That(name, Is.EqualTo("person_invited"));
        Assert.That(System.Text.Encoding.UTF8.GetString(data), Does.StartWith("{\"organization\":\"" + UniversityId + "\",\"profile\":{\"subject\":\"usr_"));
    }

    [TestCase(OrganizationKind.University, new[] { Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer, Role.Broker, Role.Expert })]
    [TestCase(OrganizationKind.ResearchInstitute, new[] { Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer, Role.Broker, Role.Expert })]
    [TestCase(OrganizationKind.Enterprise, new[] { Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer, Role.Expert })]
    [TestCase(OrganizationKind.BrokerAgency, new[] { Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer, Role.Broker })]
    [TestCase(OrganizationKind.RegistrationOffice, new[] { Role.OrgAdmin, Role.Reviewer, Role.SecondReviewer, Role.Expert, Role.Statistician })]
    [TestCase(OrganizationKind.MarketOperator, new[] { Role.OrgAdmin, Role.Operator, Role.Auctioneer, Role.Statistician, Role.PlatformAdmin })]
    [TestCase(OrganizationKind.Supervisor, new[] { Role.OrgAdmin, Role.Statistician, Role.Supervisor })]
    public void Each_kind_of_organisation_has_its_roles_and_no_others(OrganizationKind kind, Role[] fitting)
    {
        using (Assert.EnterMultipleScope())
            foreach (var role in Enum.GetValues<Role>())
                Assert.That(Invite(PlatformAdmin, kind, role).Code(), Is.EqualTo(fitting.Contains(role) ? null : "role.not_for_kind"), $"{role} in {kind}");
    }

    [TestCase(OrganizationKind.RegistrationOffice)]
    [TestCase(OrganizationKind.MarketOperator)]
    [TestCase(OrganizationKind.Supervisor)]
    public void Who_registers_contracts_runs_the_market_or_watches_it_does_not_trade_on_it(OrganizationKind kind) =>
        Assert.That(RoleRules.RolesOf(kind).Intersect([Role.Publisher, Role.Bidder, Role.Filer]), Is.Empty);

    [Test]
    public void The_second_of_two_roles_is_to_blame_by_its_pointer() =>
        Assert.That(Invite(Admin, OrganizationKind.University, Role.Publisher, Role.Reviewer).Refusal, Has.Property("Code").EqualTo("role.not_for_kind").And.Property("Pointer").EqualTo("/roles/1"));

    [Test]
    public void Only_a_platform_administrator_makes_another()
    {
        var admin = Parties.Staff("b", OperatorId, OrganizationKind.MarketOperator, Role.OrgAdmin);
        Decision InviteOperator(Actor actor, Role role) => Person.Initial.Invite(actor, OperatorId, OrganizationKind.MarketOperator, Profile, [role], Hash);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(InviteOperator(admin, Role.Operator).Refused, Is.False);
            Assert.That(InviteOperator(admin, Role.PlatformAdmin).Code(), Is.EqualTo("role.not_yours_to_grant"));
            Assert.That(InviteOperator(PlatformAdmin, Role.PlatformAdmin).Refused, Is.False);
            Assert.That(InviteOperator(Itself, Role.PlatformAdmin).Refused, Is.False, "the first one");
            var colleague = Person.Initial.After(InviteOperator(admin, Role.Operator));
            Assert.That(colleague.Grant(admin, OrganizationKind.MarketOperator, Role.PlatformAdmin).Code(), Is.EqualTo("role.not_yours_to_grant"));
        }
    }

    [Test]
    public void Another_organisation_invites_nobody_here_and_sees_nobody()
    {
        var person = Invited(Role.Publisher);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Invite(Stranger, OrganizationKind.University, Role.Publisher).Code(), Is.EqualTo("person.not_your_organization"));
            Assert.That(person.Grant(Stranger, OrganizationKind.University, Role.Filer).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.Revoke(Stranger, Role.Publisher).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.RotateSecret(Stranger, OtherHash, null, Now).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.Deactivate(Stranger).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.Erase(Stranger).Code(), Is.EqualTo("person.not_found"));
            Assert.That(Person.Initial.Deactivate(Admin).Code(), Is.EqualTo("person.not_found"));
        }
    }

    [Test]
    public void A_colleague_who_is_no_administrator_sees_and_changes_nobody_but_himself()
    {
        var himself = new Actor(Profile.Subject, UniversityId, OrganizationKind.University, new HashSet<Role> { Role.Publisher });
        var colleague = Parties.Staff("c", UniversityId, OrganizationKind.University, Role.Publisher);
        var person = Invited(Role.Publisher);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(person.VisibleTo(Admin), Is.True);
            Assert.That(person.VisibleTo(PlatformAdmin), Is.True);
            Assert.That(person.VisibleTo(himself), Is.True);
            Assert.That(person.VisibleTo(colleague), Is.False);
            Assert.That(person.VisibleTo(Stranger), Is.False);
            Assert.That(Person.Initial.VisibleTo(PlatformAdmin), Is.False);
            Assert.That(person.RotateSecret(himself, OtherHash, null, Now).Refused, Is.False);
            Assert.That(person.RotateSecret(colleague, OtherHash, null, Now).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.Grant(himself, OrganizationKind.University, Role.OrgAdmin).Code(), Is.EqualTo("person.not_found"));
            Assert.That(person.Deactivate(colleague).Code(), Is.EqualTo("person.not_found"));
        }
    }

    [Test]
    public void An_organisations_administrator_cannot_take_over_a_platform_administrators_account()
    {
        var admin = Parties.Staff("b", OperatorId, OrganizationKind.MarketOperator, Role.OrgAdmin);
        var platformAdmin = Person.Initial.After(Person.Initial.Invite(Itself, OperatorId, OrganizationKind.MarketOperator, Profile, [Role.PlatformAdmin], Hash));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(platformAdmin.RotateSecret(admin, OtherHash, null, Now).Code(), Is.EqualTo("person.platform_admin"));
            Assert.That(platformAdmin.Revoke(admin, Role.PlatformAdmin).Code(), Is.EqualTo("person.platform_admin"));
            Assert.That(platformAdmin.Grant(admin, OrganizationKind.MarketOperator, Role.Operator).Code(), Is.EqualTo("person.platform_admin"));
            Assert.That(platformAdmin.Deactivate(admin).Code(), Is.EqualTo("person.platform_admin"));
            Assert.That(platformAdmin.Erase(admin).Code(), Is.EqualTo("person.platform_admin"));
            Assert.That(platformAdmin.RotateSecret(PlatformAdmin, OtherHash, null, Now).Refused, Is.False);
            Assert.That(platformAdmin.RotateSecret(Itself, OtherHash, null, Now).Refused, Is.False);
        }
    }

    [Test]
    public void Granting_and_revoking_twice_changes_nothing_more()
    {
        var person = Invited(Role.Publisher);
        person = person.After(person.Grant(Admin, OrganizationKind.University, Role.Filer));
        Assert.That(person.Grant(Admin, OrganizationKind.University, Role.Filer).Events, Is.Empty);
        person = person.After(person.Revoke(Admin, Role.Publisher));
        Assert.That(person.Revoke(Admin, Role.Publisher).Events, Is.Empty);
        Assert.That(person.Roles, Is.EqualTo(new[] { Role.Filer }));
    }

    [Test]
    public void A_role_that_does_not_fit_is_not_granted_later_either() =>
        Assert.That(Invited().Grant(Admin, OrganizationKind.University, Role.Auctioneer).Refusal, Has.Property("Code").EqualTo("role.not_for_kind").And.Property("Pointer").EqualTo("/role"));

    [Test]
    public void The_old_secret_lives_seven_days_at_most()
    {
        var person = Invited(Role.Publisher);
        var sevenDays = Now + TimeSpan.FromDays(7);
        Assert.That(person.RotateSecret(Admin, OtherHash, sevenDays, Now).Refused, Is.False);
        Assert.That(person.RotateSecret(Admin, OtherHash, sevenDays + TimeSpan.FromMilliseconds(1), Now).Refusal,
            Has.Property("Code").EqualTo("secret.grace_too_long").And.Property("Pointer").EqualTo("/previousValidUntil"));
    }

    [Test]
    public void A_secret_in_clear_never_reaches_an_event() =>
        Assert.That(() => Invited().RotateSecret(Admin, "correct horse"u8.ToArray(), null, Now), Throws.ArgumentException);

    [Test]
    public void An_account_that_does_not_exist_accepts_nothing_not_even_what_it_is_compared_with()
    {
        Assert.That(Person.Initial.Accepts(new byte[32], Now), Is.False);
        Assert.That(App.Initial.Accepts(new byte[32], Now), Is.False);
    }

    [Test]
    public void A_closed_account_signs_nobody_in_has_no_roles_and_gets_none()
    {
        var person = Invited(Role.Publisher);
        person = person.After(person.Deactivate(Admin));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(person.Accepts(Hash, Now), Is.False);
            Assert.That(person.Roles, Is.Empty);
            Assert.That(person.Grant(Admin, OrganizationKind.University, Role.Filer).Code(), Is.EqualTo("person.inactive"));
            Assert.That(person.Revoke(Admin, Role.Publisher).Code(), Is.EqualTo("person.inactive"));
            Assert.That(person.RotateSecret(Admin, OtherHash, null, Now).Code(), Is.EqualTo("person.inactive"));
            Assert.That(person.Deactivate(Admin).Code(), Is.EqualTo("person.inactive"));
            Assert.That(person.Invite(Admin, UniversityId, OrganizationKind.University, Profile, [], Hash).Code(), Is.EqualTo("person.already_invited"));
        }
    }

    [Test]
    public void A_person_is_erased_once_from_an_open_or_a_closed_account()
    {
        var open = Invited(Role.Publisher);
        var closed = open.After(open.Deactivate(Admin));
        foreach (var person in new[] { open, closed })
        {
            var erased = person.After(person.Erase(Admin));
            Assert.That(erased.Phase, Is.EqualTo(PersonPhase.Erased));
            Assert.That(erased.Accepts(Hash, Now), Is.False);
            Assert.That(erased.Erase(Admin).Events, Is.Empty);
        }
    }

    [Test]
    public void Every_state_is_reached_from_active() =>
        Assert.That(Person.Next.Reachable(PersonPhase.Active), Is.EquivalentTo(Enum.GetValues<PersonPhase>()));

    [Property]
    public bool Only_listed_exits_are_taken_roles_always_fit_and_a_replay_is_the_same(byte[] script)
    {
        var person = Person.Initial;
        var events = new List<Event>();
        var roles = Enum.GetValues<Role>();
        foreach (var step in script)
        {
            var role = roles[step / 8 % roles.Length];
            var decision = (step % 8) switch
            {
                0 or 1 => person.Invite(Admin, UniversityId, OrganizationKind.University, Profile, [role], Hash),
                2 or 3 => person.Grant(Admin, OrganizationKind.University, role),
                4 => person.Revoke(Admin, role),
                5 => person.RotateSecret(Admin, step > 100 ? OtherHash : Hash, null, Now),
                6 => step > 200 ? person.Deactivate(Admin) : Decision.Nothing,
                _ => step > 230 ? person.Erase(Admin) : Decision.Nothing,
            };
            var before = person.Phase;
            events.AddRange(decision.Events);
            person = decision.Events.Aggregate(person, (at, e) => at.Apply(e));
            if (before is { } from && person.Phase is { } to && from != to && !Person.Next.Allows(from, to)) return false;
            if (!person.Roles.IsSubsetOf(RoleRules.RolesOf(OrganizationKind.University))) return false;
            if ((person.Accepts(Hash, Now) || person.Accepts(OtherHash, Now)) != (person.Phase is PersonPhase.Active)) return false;
        }

        return Folding.Picture(Folding.Replay<Person>(events)) == Folding.Picture(person);
    }
}
