using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Apps;

public sealed class ListAppsTests
{
    private TestMarket market = null!;
    private Client admin = null!, platform = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
        foreach (var name in new[] { "成果管理系统", "合同归档系统", "旧门户" })
        {
            var app = (await admin.Post("/v1/apps", new { name, scopes = new[] { "people" }, roles = Array.Empty<string>() })).Is(201);
            if (name == "旧门户") (await admin.Post($"/v1/apps/{app.Id}/revocation")).Is(200);
        }
        (await stranger.Post("/v1/apps", new { name = "竞价助手", scopes = new[] { "people" }, roles = Array.Empty<string>() })).Is(201);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> List(Client client, string query = "") => client.Get($"/v1/apps{query}", ("Marketplace-Position", $"{market.Position}"));

    private static IEnumerable<string?> Names(Reply page) => page.Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString());

    [Test]
    public async Task An_administrator_sees_the_own_apps_the_newest_first_and_the_platform_everybodys()
    {
        Assert.That(Names(await List(admin)), Is.EqualTo(new[] { "旧门户", "合同归档系统", "成果管理系统" }));
        Assert.That(Names(await List(stranger)), Is.EqualTo(new[] { "竞价助手" }));
        Assert.That(Names(await List(platform)), Is.EqualTo(new[] { "竞价助手", "旧门户", "合同归档系统", "成果管理系统" }));
        Assert.That(Names(await List(platform, $"?organization={stranger.Organization}")), Is.EqualTo(new[] { "竞价助手" }));
        Assert.That(Names(await List(admin, $"?organization={stranger.Organization}")), Is.Empty);
        Assert.That((await List(admin)).Body, Does.Not.Contain("clientSecret"));
    }

    [Test]
    public async Task Filters_narrow_the_list_and_pages_follow_each_other()
    {
        Assert.That(Names(await List(admin, "?state=revoked")), Is.EqualTo(new[] { "旧门户" }));
        var first = (await List(admin, "?state=active&limit=1")).Is(200);
        Assert.That(Names(first), Is.EqualTo(new[] { "合同归档系统" }));
        Assert.That(Names(await List(admin, $"?state=active&limit=1&cursor={first.Text("next")}")), Is.EqualTo(new[] { "成果管理系统" }));
        (await List(admin, $"?limit=1&cursor={first.Text("next")}")).Refused(400, "cursor.mismatch");
    }

    [TestCase("?state=gone", "/state")]
    [TestCase("?organization=app_1", "/organization")]
    [TestCase("?limit=0", "/limit")]
    public async Task What_is_wrong_is_pointed_at(string query, string pointer) =>
        Assert.That((await List(admin, query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task It_takes_an_administrator()
    {
        var publisher = await market.JoinAsync(admin.Organization, Role.Publisher);
        (await List(publisher)).Refused(403, "role.missing");
        (await List(market.Stranger)).Refused(401, "token.missing");
        (await List(admin, "?name=x")).Refused(400, "query.unknown_parameter");
    }
}
