using System.Collections.Immutable;
using System.Security.Cryptography;
using Marketplace.Domain.Apps;
using Marketplace.Domain.People;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Apps;

public class AppTests
{
    private static readonly byte[] Hash = SHA256.HashData([1]), OtherHash = SHA256.HashData([2]);
    private static readonly Actor Admin = Parties.Staff("a", UniversityId, OrganizationKind.University, Role.OrgAdmin);

    private static Decision Create(Actor actor, OrganizationKind kind, params ImmutableArray<Role> roles) =>
        App.Initial.Create(actor, UniversityId, kind, "成果管理系统", ["achievements.write", "listings.write", "achievements.write"], roles, Hash);

    private static readonly App Created = App.Initial.After(Create(Admin, OrganizationKind.University, Role.Publisher));

    [Test]
    public void A_created_app_has_its_scopes_and_roles_once_and_signs_in()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Created.Phase, Is.EqualTo(AppPhase.Active));
            Assert.That(Created.Name, Is.EqualTo("成果管理系统"));
            Assert.That(Created.Organization, Is.EqualTo(UniversityId));
            Assert.That(Created.Scopes, Is.EqualTo(new[] { "achievements.write", "listings.write" }));
            Assert.That(Created.Roles, Is.EqualTo(new[] { Role.Publisher }));
            Assert.That(Created.Accepts(Hash, Now), Is.True);
            Assert.That(Created.Accepts(OtherHash, Now), Is.False);
            Assert.That(App.Initial.Accepts(Hash, Now), Is.False);
        }
    }

    [Test]
    public void A_judgement_is_not_left_to_a_program()
    {
        foreach (var kind in Enum.GetValues<OrganizationKind>())
            foreach (var role in RoleRules.RolesOf(kind))
                Assert.That(Create(PlatformAdmin, kind, role).Code(),
                    Is.EqualTo(role is Role.Reviewer or Role.SecondReviewer or Role.Expert or Role.Auctioneer or Role.PlatformAdmin ? "role.not_for_app" : null), $"{role} in {kind}");
    }

    [Test]
    public void A_role_of_another_kind_of_organisation_is_refused() =>
        Assert.That(Create(Admin, OrganizationKind.University, Role.Publisher, Role.Operator).Refusal, Has.Property("Code").EqualTo("role.not_for_kind").And.Property("Pointer").EqualTo("/roles/1"));

    [Test]
    public void Another_organisation_creates_no_app_here_and_sees_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Create(Stranger, OrganizationKind.University, Role.Publisher).Code(), Is.EqualTo("app.not_your_organization"));
            Assert.That(Created.RotateSecret(Stranger, OtherHash, null, Now).Code(), Is.EqualTo("app.not_found"));
            Assert.That(Created.Revoke(Stranger).Code(), Is.EqualTo("app.not_found"));
            Assert.That(App.Initial.Revoke(Admin).Code(), Is.EqualTo("app.not_found"));
            Assert.That(Created.Create(Admin, UniversityId, OrganizationKind.University, "x", [], [], Hash).Code(), Is.EqualTo("app.already_created"));
        }
    }

    [Test]
    public void An_app_is_known_to_those_who_manage_it()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Created.VisibleTo(Admin), Is.True);
            Assert.That(Created.VisibleTo(PlatformAdmin), Is.True);
            Assert.That(Created.VisibleTo(Publisher), Is.False);
            Assert.That(Created.VisibleTo(Stranger), Is.False);
            Assert.That(App.Initial.VisibleTo(PlatformAdmin), Is.False);
        }
    }

    [Test]
    public void A_rotation_with_a_day_of_grace_honours_both_secrets_for_a_day()
    {
        var tomorrow = Now + TimeSpan.FromDays(1);
        var app = Created.After(Created.RotateSecret(Admin, OtherHash, tomorrow, Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(app.Accepts(OtherHash, Now), Is.True);
            Assert.That(app.Accepts(Hash, tomorrow - TimeSpan.FromMilliseconds(1)), Is.True);
            Assert.That(app.Accepts(Hash, tomorrow), Is.False);
            Assert.That(app.RotateSecret(Admin, Hash, Now + TimeSpan.FromDays(8), Now).Code(), Is.EqualTo("secret.grace_too_long"));
        }
    }

    [Test]
    public void A_revoked_app_signs_in_no_more_and_stays_revoked()
    {
        var app = Created.After(Created.Revoke(Admin));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(app.Phase, Is.EqualTo(AppPhase.Revoked));
            Assert.That(app.Accepts(Hash, Now), Is.False);
            Assert.That(app.Roles, Is.Empty);
            Assert.That(app.Revoke(Admin).Events, Is.Empty);
            Assert.That(app.RotateSecret(Admin, OtherHash, null, Now).Code(), Is.EqualTo("app.revoked"));
            Assert.That(App.Next.Reachable(AppPhase.Active), Is.EquivalentTo(Enum.GetValues<AppPhase>()));
        }
    }

    [Test]
    public void A_replay_from_bytes_is_the_same()
    {
        Event[] events = [.. Create(Admin, OrganizationKind.University, Role.Publisher).Events, new AppSecretRotated(OtherHash, Now), new AppRevoked()];
        Assert.That(Folding.Picture(Folding.Replay<App>(events)), Is.EqualTo(Folding.Picture(events.Aggregate(App.Initial, (at, e) => at.Apply(e)))));
    }
}
