using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Apps;

public sealed class CreateAppTests
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

    private static object App(string[] scopes, params string[] roles) => new { name = "成果管理系统", scopes, roles };

    [Test]
    public async Task An_app_signs_in_with_the_secret_shown_once_and_does_what_role_and_scope_allow()
    {
        var created = (await admin.Post("/v1/apps", App(["people"], "org_admin"))).Is(201);
        Assert.That(created.Header("Location"), Is.EqualTo($"/v1/apps/{created.Id}"));
        Assert.That(created.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That((created.Text("organization"), created.Text("state"), created.Text("scopes.0"), created.Text("roles.0")), Is.EqualTo((admin.Organization, "active", "people", "org_admin")));
        var app = await market.SignInAsync(admin.Organization, created.Id, created.Text("clientSecret"));
        (await app.Post("/v1/people", new { name = "周婷", roles = new[] { "filer" } })).Is(201);
        (await app.Post("/v1/apps", App(["people"]))).Refused(403, "scope.missing");
    }

    [Test]
    public async Task A_scope_without_the_role_is_of_no_use()
    {
        var created = (await admin.Post("/v1/apps", App(["people"], "publisher"))).Is(201);
        var app = await market.SignInAsync(admin.Organization, created.Id, created.Text("clientSecret"));
        (await app.Post("/v1/people", new { name = "周婷", roles = new[] { "filer" } })).Refused(403, "role.missing");
    }

    [Test]
    public async Task The_same_key_names_the_same_app_and_cannot_show_the_secret_again()
    {
        var first = (await admin.Post("/v1/apps", App(["people"]), "create-app")).Is(201);
        var again = (await admin.Post("/v1/apps", App(["people"]), "create-app")).Is(201);
        Assert.That((again.Id, again.Replayed, again.Json.TryGetProperty("clientSecret", out _)), Is.EqualTo((first.Id, true, false)));
    }

    [Test]
    public async Task An_unknown_scope_is_pointed_at()
    {
        var reply = (await admin.Post("/v1/apps", App(["people", "poeple"], "org_admin"), headers: ("Accept-Language", "en"))).Refused(422, "scope.unknown");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/scopes/1" }));
        Assert.That(reply.Text("detail"), Does.Contain("people"));
    }

    [Test]
    public async Task Power_over_others_is_not_left_to_a_program()
    {
        var office = await market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", Role.OrgAdmin);
        var reply = (await office.Post("/v1/apps", App(["people"], "reviewer"))).Refused(422, "role.not_for_app");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/roles/0" }));
        (await admin.Post("/v1/apps", App(["people"], "operator"))).Refused(422, "role.not_for_kind");
    }

    [Test]
    public async Task A_platform_administrator_creates_for_any_organization_and_nobody_else_does()
    {
        var body = new { name = "成果管理系统", scopes = new[] { "people" }, roles = Array.Empty<string>(), organization = stranger.Organization };
        Assert.That((await platform.Post("/v1/apps", body)).Is(201).Text("organization"), Is.EqualTo(stranger.Organization));
        (await admin.Post("/v1/apps", body)).Refused(403, "app.not_your_organization");
        (await platform.Post("/v1/apps", new { name = "x", scopes = new[] { "people" }, roles = Array.Empty<string>(), organization = "org_00000000000070008000000000000001" })).Refused(404, "organization.not_found");
    }

    [TestCase("{\"name\":\"x\",\"scopes\":[],\"roles\":[]}", 422, "request.invalid", "/scopes")]
    [TestCase("{\"name\":\"\",\"scopes\":[\"people\"],\"roles\":[]}", 422, "request.invalid", "/name")]
    [TestCase("{\"name\":\"x\",\"scopes\":[null],\"roles\":[]}", 422, "scope.unknown", "/scopes/0")]
    [TestCase("{\"name\":\"x\",\"scopes\":[\"people\"]}", 400, "request.unreadable", "")]
    [TestCase("{\"name\":\"x\",\"scopes\":[\"people\"],\"roles\":[\"root\"]}", 400, "request.unreadable", "/roles/0")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await admin.Post("/v1/apps", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_an_administrator()
    {
        (await market.Stranger.Post("/v1/apps", App(["people"]))).Refused(401, "token.missing");
        (await publisher.Post("/v1/apps", App(["people"]))).Refused(403, "role.missing");
    }
}
