using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.ReadModel.People;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.People;

public sealed class PersonListTests
{
    private static readonly string Chen = Id(Ids.Person, 1), Zhou = Id(Ids.Person, 2), Wu = Id(Ids.Person, 3);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(Chen, Invited(Chen, University, Role.OrgAdmin));
        await market.HappenAsync(Zhou, Invited(Zhou, University, Role.Publisher, Role.Filer));
        await market.HappenAsync(Wu, Invited(Wu, Glassworks, Role.OrgAdmin, Role.Bidder));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private static PersonInvited Invited(string person, string organization, params Role[] roles) => new(organization, new Sealed(person, [1, 2, 3], new byte[32]), [.. roles], new byte[32]);

    private IEnumerable<string> Of(PersonList list) => market.All(list).Select(r => r.Id);

    [Test]
    public void An_organisation_sees_its_own_people_the_newest_first_and_the_platform_everybodys()
    {
        Assert.That(Of(new PersonList { Viewer = AsUniversity }), Is.EqualTo(new[] { Zhou, Chen }));
        Assert.That(Of(new PersonList { Viewer = AsGlassworks }), Is.EqualTo(new[] { Wu }));
        Assert.That(Of(new PersonList { Viewer = Viewer.Anyone }), Is.Empty);
        Assert.That(Of(new PersonList { Viewer = AsOperator, OfAll = true }), Is.EqualTo(new[] { Wu, Zhou, Chen }));
        Assert.That(Of(new PersonList { Viewer = AsOperator, OfAll = true, Organization = University }), Is.EqualTo(new[] { Zhou, Chen }));
    }

    [Test]
    public void Another_organisations_name_in_the_filter_does_not_show_its_people() =>
        Assert.That(Of(new PersonList { Viewer = AsUniversity, Organization = Glassworks }), Is.Empty);

    [Test]
    public async Task Who_holds_a_role_follows_every_grant_and_revocation()
    {
        PersonList filers = new() { Viewer = AsUniversity, Roles = [Role.Filer, Role.Expert] };
        Assert.That(Of(filers), Is.EqualTo(new[] { Zhou }));
        await market.HappenAsync(Chen, new RoleGranted(Role.Filer));
        Assert.That(Of(filers), Is.EqualTo(new[] { Zhou, Chen }));
        await market.HappenAsync(Zhou, new RoleRevoked(Role.Filer));
        Assert.That(Of(filers), Is.EqualTo(new[] { Chen }));
        await market.HappenAsync(Chen, new PersonDeactivated());
        Assert.That(Of(filers), Is.Empty);
        Assert.That(Of(new PersonList { Viewer = AsUniversity, States = [PersonPhase.Deactivated] }), Is.EqualTo(new[] { Chen }));
        await market.HappenAsync(Chen, new PersonErased());
        Assert.That(Of(new PersonList { Viewer = AsUniversity, States = [PersonPhase.Deactivated, PersonPhase.Erased] }), Is.EqualTo(new[] { Chen }));
    }

    [Test]
    public async Task Nothing_personal_is_in_the_rows_not_even_sealed() => Assert.That(await market.Views.DumpAsync(), Does.Not.Contain("010203").IgnoreCase);
}
