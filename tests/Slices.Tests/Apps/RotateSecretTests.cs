using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Apps;

public sealed class RotateSecretTests
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

    private Task<Client> SignIn(Reply app, string secret) => market.SignInAsync(admin.Organization, app.Id, secret);

    [Test]
    public async Task With_a_day_of_grace_both_secrets_sign_in_for_a_day_of_system_time_however_far_the_market_clock_goes()
    {
        await using var own = TestMarket.Open();
        var university = await own.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        var app = (await university.Post("/v1/apps", new { name = "成果管理系统", scopes = new[] { "people" }, roles = new[] { "org_admin" } })).Is(201);
        var rotated = (await university.Post($"/v1/apps/{app.Id}/secret", new { previousValidUntil = own.Clock.GetUtcNow().AddDays(1).ToString("O") })).Is(200);
        var (first, second) = (app.Text("clientSecret"), rotated.Text("clientSecret"));
        await own.AdvanceAsync(TimeSpan.FromDays(2));
        await own.SignInAsync(university.Organization, app.Id, second);
        await own.SignInAsync(university.Organization, app.Id, first);
        own.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        await own.SignInAsync(university.Organization, app.Id, first);
        own.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(async () => await own.SignInAsync(university.Organization, app.Id, first), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
        await own.SignInAsync(university.Organization, app.Id, second);
    }

    [Test]
    public async Task Without_a_grace_the_old_secret_is_void_at_once()
    {
        var app = await Created();
        var rotated = (await admin.Post($"/v1/apps/{app.Id}/secret")).Is(200);
        Assert.That(rotated.Header("Cache-Control"), Is.EqualTo("no-store"));
        await SignIn(app, rotated.Text("clientSecret"));
        Assert.That(async () => await SignIn(app, app.Text("clientSecret")), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
    }

    [Test]
    public async Task The_same_key_answers_without_the_secret_and_the_first_one_stays()
    {
        var app = await Created();
        var first = (await admin.Post($"/v1/apps/{app.Id}/secret", key: "rotate-app")).Is(200);
        var again = (await admin.Post($"/v1/apps/{app.Id}/secret", key: "rotate-app")).Is(200);
        Assert.That((again.Replayed, again.Json.TryGetProperty("clientSecret", out _)), Is.EqualTo((true, false)));
        await SignIn(app, first.Text("clientSecret"));
    }

    [Test]
    public async Task A_grace_of_more_than_seven_days_is_refused()
    {
        var app = await Created();
        var reply = (await admin.Post($"/v1/apps/{app.Id}/secret", new { previousValidUntil = market.Clock.GetUtcNow().AddDays(8).ToString("O") })).Refused(422, "secret.grace_too_long");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/previousValidUntil" }));
        (await admin.Post($"/v1/apps/{app.Id}/secret", "{\"previousValidUntil\":\"tomorrow\"}")).Refused(400, "request.unreadable");
    }

    [Test]
    public async Task A_revoked_app_gets_none()
    {
        var app = await Created();
        (await admin.Post($"/v1/apps/{app.Id}/revocation")).Is(200);
        (await admin.Post($"/v1/apps/{app.Id}/secret")).Refused(409, "app.revoked");
    }

    [Test]
    public async Task It_takes_the_apps_own_administrator()
    {
        var path = $"/v1/apps/{(await Created()).Id}/secret";
        (await market.Stranger.Post(path)).Refused(401, "token.missing");
        (await publisher.Post(path)).Refused(403, "role.missing");
        (await stranger.Post(path)).Refused(404, "app.not_found");
        (await admin.Post("/v1/apps/app_00000000000070008000000000000001/secret")).Refused(404, "app.not_found");
    }
}
