using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Apps;

public sealed class GetAppTests
{
    private TestMarket market = null!;
    private Client admin = null!, publisher = null!, platform = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        publisher = await market.JoinAsync(admin.Organization, Role.Publisher);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task The_administrators_read_it_and_never_the_secret()
    {
        var created = (await admin.Post("/v1/apps", new { name = "成果管理系统", scopes = new[] { "people" }, roles = new[] { "org_admin" } })).Is(201);
        foreach (var reader in new[] { admin, platform })
        {
            var read = (await reader.Get($"/v1/apps/{created.Id}")).Is(200);
            Assert.That((read.Text("name"), read.ETag, read.Json.TryGetProperty("clientSecret", out _)), Is.EqualTo(("成果管理系统", created.ETag, false)));
        }
    }

    [Test]
    public async Task For_everybody_else_there_is_no_such_app()
    {
        var created = (await admin.Post("/v1/apps", new { name = "成果管理系统", scopes = new[] { "people" }, roles = new[] { "org_admin" } })).Is(201);
        (await publisher.Get($"/v1/apps/{created.Id}")).Refused(404, "app.not_found");
        (await stranger.Get($"/v1/apps/{created.Id}")).Refused(404, "app.not_found");
        (await admin.Get("/v1/apps/app_00000000000070008000000000000001")).Refused(404, "app.not_found");
        (await admin.Get($"/v1/apps/{admin.Subject}")).Refused(404, "resource.not_found");
        (await market.Stranger.Get($"/v1/apps/{created.Id}")).Refused(401, "token.missing");
    }
}
