using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Apps;

public sealed class RevokeAppTests
{
    private TestMarket market = null!;
    private Client admin = null!, publisher = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        publisher = await market.JoinAsync(admin.Organization, Role.Publisher);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<Reply> Created() => (await admin.Post("/v1/apps", new { name = "成果管理系统", scopes = new[] { "people" }, roles = new[] { "org_admin" } })).Is(201);

    [Test]
    public async Task A_token_that_was_issued_before_is_refused_after_and_no_new_one_is_issued()
    {
        var created = await Created();
        var app = await market.SignInAsync(admin.Organization, created.Id, created.Text("clientSecret"));
        (await app.Get($"/v1/people/{publisher.Subject}")).Is(200);
        var revoked = (await admin.Post($"/v1/apps/{created.Id}/revocation")).Is(200);
        Assert.That((revoked.Text("state"), revoked["roles"].GetArrayLength()), Is.EqualTo(("revoked", 0)));
        (await app.Get($"/v1/people/{publisher.Subject}")).Refused(403, "caller.barred");
        Assert.That(async () => await market.SignInAsync(admin.Organization, created.Id, created.Text("clientSecret")), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
    }

    [Test]
    public async Task Revoking_twice_has_no_further_effect()
    {
        var path = $"/v1/apps/{(await Created()).Id}/revocation";
        var first = (await admin.Post(path)).Is(200);
        var again = (await admin.Post(path)).Is(200);
        Assert.That((again.Body, again.Replayed), Is.EqualTo((first.Body, false)));
    }

    [Test]
    public async Task It_takes_the_apps_own_administrator()
    {
        var path = $"/v1/apps/{(await Created()).Id}/revocation";
        (await market.Stranger.Post(path)).Refused(401, "token.missing");
        (await publisher.Post(path)).Refused(403, "role.missing");
        (await stranger.Post(path)).Refused(404, "app.not_found");
        (await admin.Post("/v1/apps/app_00000000000070008000000000000001/revocation")).Refused(404, "app.not_found");
    }
}
