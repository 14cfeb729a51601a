using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class InvitePersonTests
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

    private static object Zhou(params string[] roles) => new { name = "周婷", email = "zhou.ting@zstu.edu.cn", phone = "0571-86843000", roles };

    [Test]
    public async Task An_administrator_invites_a_filer_who_signs_in_with_the_secret_shown_once()
    {
        var invited = (await admin.Post("/v1/people", Zhou("filer"))).Is(201);
        Assert.That(invited.Header("Location"), Is.EqualTo($"/v1/people/{invited.Id}"));
        Assert.That(invited.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(invited.Text("organization"), Is.EqualTo(admin.Organization));
        var zhou = await market.SignInAsync(admin.Organization, invited.Id, invited.Text("clientSecret"));
        var read = (await zhou.Get($"/v1/people/{invited.Id}")).Is(200);
        Assert.That((read.Text("name"), read.Text("email"), read.Text("phone"), read.Text("roles.0")), Is.EqualTo(("周婷", "zhou.ting@zstu.edu.cn", "0571-86843000", "filer")));
        Assert.That(read.Json.TryGetProperty("clientSecret", out _), Is.False);
    }

    [Test]
    public async Task A_name_is_enough_and_roles_can_come_later()
    {
        var invited = (await admin.Post("/v1/people", new { name = "周婷", roles = Array.Empty<string>() })).Is(201);
        Assert.That(invited.Json.TryGetProperty("email", out _), Is.False);
        Assert.That(invited["roles"].GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_same_key_names_the_same_person_and_cannot_show_the_secret_again()
    {
        var first = (await admin.Post("/v1/people", Zhou("filer"), "invite-zhou")).Is(201);
        var again = (await admin.Post("/v1/people", Zhou("filer"), "invite-zhou")).Is(201);
        Assert.That((again.Id, again.Replayed), Is.EqualTo((first.Id, true)));
        Assert.That(first.Text("clientSecret"), Has.Length.EqualTo(43));
        Assert.That(again.Json.TryGetProperty("clientSecret", out _), Is.False);
        (await admin.Post("/v1/people", Zhou("publisher"), "invite-zhou")).Refused(422, "idempotency.key_reused");
    }

    [Test]
    public async Task A_platform_administrator_invites_for_any_organization_and_nobody_else_does()
    {
        object body = new { name = "吴建国", roles = new[] { "org_admin" }, organization = stranger.Organization };
        Assert.That((await platform.Post("/v1/people", body)).Is(201).Text("organization"), Is.EqualTo(stranger.Organization));
        (await admin.Post("/v1/people", body)).Refused(403, "person.not_your_organization");
        var absent = (await platform.Post("/v1/people", new { name = "吴建国", roles = Array.Empty<string>(), organization = "org_00000000000070008000000000000001" })).Refused(404, "organization.not_found");
        Assert.That(absent.Pointers, Is.EqualTo(new[] { "/organization" }));
    }

    [Test]
    public async Task Roles_fit_the_kind_of_organization()
    {
        var reply = (await admin.Post("/v1/people", Zhou("filer", "reviewer"))).Refused(422, "role.not_for_kind");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/roles/1" }));
    }

    [Test]
    public async Task Only_a_platform_administrator_makes_another()
    {
        var market2 = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await market2.Post("/v1/people", Zhou("platform_admin"))).Refused(403, "role.not_yours_to_grant");
        (await platform.Post("/v1/people", Zhou("platform_admin"))).Is(201);
    }

    [TestCase("{\"roles\":[]}", 400, "request.unreadable", "")]
    [TestCase("{\"name\":\"周婷\",\"roles\":[\"fyler\"]}", 400, "request.unreadable", "/roles/0")]
    [TestCase("{\"name\":\"周婷\",\"roles\":\"filer\"}", 400, "request.unreadable", "/roles")]
    [TestCase("{\"name\":\"周婷\",\"roles\":null}", 400, "request.unreadable", "/roles")]
    [TestCase("{\"name\":\"\",\"roles\":[]}", 422, "request.invalid", "/name")]
    [TestCase("{\"name\":\"周\\u202e婷\",\"roles\":[]}", 422, "request.invalid", "/name")]
    [TestCase("{\"name\":\"周婷\",\"email\":\"zhou\",\"roles\":[]}", 422, "request.invalid", "/email")]
    [TestCase("{\"name\":\"周婷\",\"email\":\"周婷 <zhou@zstu.edu.cn>\",\"roles\":[]}", 422, "request.invalid", "/email")]
    [TestCase("{\"name\":\"周婷\",\"phone\":\"abc\",\"roles\":[]}", 422, "request.invalid", "/phone")]
    [TestCase("{\"name\":\"周婷\",\"organization\":\"usr_1\",\"roles\":[]}", 422, "request.invalid", "/organization")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await admin.Post("/v1/people", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_an_administrator()
    {
        (await market.Stranger.Post("/v1/people", Zhou())).Refused(401, "token.missing");
        (await publisher.Post("/v1/people", Zhou())).Refused(403, "role.missing");
    }
}
