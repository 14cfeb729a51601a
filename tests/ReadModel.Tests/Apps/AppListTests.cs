using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.ReadModel.Apps;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Apps;

public sealed class AppListTests
{
    private static readonly string First = Id(Ids.App, 1), Second = Id(Ids.App, 2), Foreign = Id(Ids.App, 3);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(First, Created(University));
        await market.HappenAsync(Second, Created(University));
        await market.HappenAsync(Foreign, Created(Glassworks));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private static AppCreated Created(string organization) => new(organization, "成果管理系统", ["achievements"], [Role.Publisher], new byte[32]);

    private IEnumerable<string> Of(AppList list) => market.All(list).Select(r => r.Id);

    [Test]
    public void An_organisation_sees_its_own_apps_the_newest_first_and_the_platform_everybodys()
    {
        Assert.That(Of(new AppList { Viewer = AsUniversity }), Is.EqualTo(new[] { Second, First }));
        Assert.That(Of(new AppList { Viewer = AsUniversity, Organization = Glassworks }), Is.Empty);
        Assert.That(Of(new AppList { Viewer = AsOperator, OfAll = true }), Is.EqualTo(new[] { Foreign, Second, First }));
        Assert.That(Of(new AppList { Viewer = AsOperator, OfAll = true, Organization = Glassworks }), Is.EqualTo(new[] { Foreign }));
    }

    [Test]
    public async Task A_revoked_app_is_among_the_revoked()
    {
        await market.HappenAsync(First, new AppRevoked());
        Assert.That(Of(new AppList { Viewer = AsUniversity, States = [AppPhase.Active] }), Is.EqualTo(new[] { Second }));
        Assert.That(Of(new AppList { Viewer = AsUniversity, States = [AppPhase.Revoked] }), Is.EqualTo(new[] { First }));
    }
}
