using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class RotatePersonSecretTests
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
    public async Task A_person_replaces_the_own_secret_and_the_old_one_is_void_at_once()
    {
        var zhou = await market.JoinAsync(admin.Organization, Role.Filer);
        var rotated = (await zhou.Post($"/v1/people/{zhou.Subject}/secret")).Is(200);
        Assert.That(rotated.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(rotated.Text("clientSecret"), Is.Not.EqualTo(zhou.Secret));
        await market.SignInAsync(admin.Organization, zhou.Subject, rotated.Text("clientSecret"));
        Assert.That(async () => await market.SignInAsync(admin.Organization, zhou.Subject, zhou.Secret), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
    }

    [Test]
    public async Task An_administrator_replaces_the_secret_of_one_who_lost_it()
    {
        var zhou = await market.JoinAsync(admin.Organization, Role.Filer);
        var rotated = (await admin.Post($"/v1/people/{zhou.Subject}/secret", new { previousValidUntil = market.Clock.GetUtcNow().AddDays(1).ToString("O") })).Is(200);
        await market.SignInAsync(admin.Organization, zhou.Subject, rotated.Text("clientSecret"));
        await market.SignInAsync(admin.Organization, zhou.Subject, zhou.Secret);
    }

    [Test]
    public async Task The_same_key_answers_without_the_secret()
    {
        var zhou = await market.JoinAsync(admin.Organization, Role.Filer);
        var first = (await admin.Post($"/v1/people/{zhou.Subject}/secret", key: "rotate-zhou")).Is(200);
        var again = (await admin.Post($"/v1/people/{zhou.Subject}/secret", key: "rotate-zhou")).Is(200);
        Assert.That((again["version"].GetInt64(), again.Replayed), Is.EqualTo((first["version"].GetInt64(), true)));
        Assert.That(again.Json.TryGetProperty("clientSecret", out _), Is.False);
        await market.SignInAsync(admin.Organization, zhou.Subject, first.Text("clientSecret"));
    }

    [Test]
    public async Task The_old_secret_lives_seven_days_at_most()
    {
        var body = new { previousValidUntil = market.Clock.GetUtcNow().AddDays(7).AddSeconds(1).ToString("O") };
        var reply = (await publisher.Post($"/v1/people/{publisher.Subject}/secret", body)).Refused(422, "secret.grace_too_long");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/previousValidUntil" }));
    }

    [Test]
    public async Task An_organizations_administrator_does_not_get_at_a_platform_administrators_account()
    {
        var operators = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await operators.Post($"/v1/people/{platform.Subject}/secret")).Refused(403, "person.platform_admin");
    }

    [Test]
    public async Task Nobody_replaces_a_colleagues_or_a_strangers_secret()
    {
        (await market.Stranger.Post($"/v1/people/{publisher.Subject}/secret")).Refused(401, "token.missing");
        (await publisher.Post($"/v1/people/{admin.Subject}/secret")).Refused(404, "person.not_found");
        (await stranger.Post($"/v1/people/{admin.Subject}/secret")).Refused(404, "person.not_found");
        (await admin.Post("/v1/people/usr_00000000000070008000000000000001/secret")).Refused(404, "person.not_found");
    }
}
