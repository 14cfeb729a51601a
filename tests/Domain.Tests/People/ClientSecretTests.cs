using System.Security.Cryptography;
using Marketplace.Domain.Apps;
using Marketplace.Domain.People;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.People;

public class ClientSecretTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly byte[] First = Hash(1), Second = Hash(2), Third = Hash(3);

    private static byte[] Hash(int secret) => SHA256.HashData(BitConverter.GetBytes(secret));

    [Test]
    public void The_old_secret_is_honoured_up_to_its_last_millisecond()
    {
        var secret = new ClientSecret(First).Rotate(Second, Now + Hour);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(secret.Accepts(Second, Now), Is.True);
            Assert.That(secret.Accepts(First, Now + Hour - TimeSpan.FromMilliseconds(1)), Is.True);
            Assert.That(secret.Accepts(First, Now + Hour), Is.False);
            Assert.That(secret.Accepts(Second, Now + 1000 * Hour), Is.True);
        }
    }

    [Test]
    public void Without_a_grace_the_old_secret_is_void_at_once() =>
        Assert.That(new ClientSecret(First).Rotate(Second, null).Accepts(First, Now), Is.False);

    [Test]
    public void A_second_rotation_voids_the_first_secret_although_its_grace_has_not_ended()
    {
        var secret = new ClientSecret(First).Rotate(Second, Now + 48 * Hour).Rotate(Third, Now + 24 * Hour);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(secret.Accepts(First, Now), Is.False);
            Assert.That(secret.Accepts(Second, Now), Is.True);
            Assert.That(secret.Accepts(Third, Now), Is.True);
        }
    }

    [Test]
    public void A_hash_of_another_length_is_not_accepted()
    {
        Assert.That(new ClientSecret(First).Accepts(First.AsSpan(0, 31), Now), Is.False);
        Assert.That(new ClientSecret(First).Accepts([], Now), Is.False);
    }

    /// <summary>The oracle keeps every secret with the moment from which it is void.</summary>
    [Property]
    public bool Persons_and_apps_accept_each_secret_exactly_in_its_window((byte Grace, byte Passed)[] rotations, byte asked, byte later)
    {
        var person = Person.Initial.After(Person.Initial.Invite(Itself, UniversityId, OrganizationKind.University, SealedFor("usr_1"), [Role.Publisher], Hash(0)));
        var app = App.Initial.After(App.Initial.Create(Itself, UniversityId, OrganizationKind.University, "成果管理系统", ["achievements.write"], [Role.Publisher], Hash(0)));
        var voidFrom = new List<Instant?> { null };
        var now = Now;
        foreach (var (grace, passed) in rotations)
        {
            now += passed * Hour;
            Instant? until = grace % 3 == 0 ? null : now + (grace % 168) * Hour;
            var hash = Hash(voidFrom.Count);
            person = person.After(person.RotateSecret(Itself, hash, until, now));
            app = app.After(app.RotateSecret(Itself, hash, until, now));
            for (var i = 0; i < voidFrom.Count - 1; i++) voidFrom[i] = Instant.Min(voidFrom[i]!.Value, now);
            voidFrom[^1] = until ?? now;
            voidFrom.Add(null);
        }

        var secret = asked % voidFrom.Count;
        var at = now + later * Hour;
        var expected = voidFrom[secret] is not { } end || at < end;
        return person.Accepts(Hash(secret), at) == expected && app.Accepts(Hash(secret), at) == expected && !person.Accepts(Hash(-1), at);
    }
}
