using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class GrantRoleTests
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
    public async Task A_granted_role_counts_at_once_with_the_token_that_was_issued_before()
    {
        var colleague = await market.JoinAsync(admin.Organization, Role.Publisher);
        (await colleague.Post("/v1/people", new { name = "周婷", roles = Array.Empty<string>() })).Refused(403, "role.missing");
        var granted = (await admin.Post($"/v1/people/{colleague.Subject}/roles", new { role = "org_admin" })).Is(200);
        Assert.That(granted["roles"].EnumerateArray().Select(role => role.GetString()), Is.EqualTo(new[] { "org_admin", "publisher" }));
        (await colleague.Post("/v1/people", new { name = "周婷", roles = Array.Empty<string>() })).Is(201);
    }

    [Test]
    public async Task A_role_that_is_held_is_granted_again_without_effect()
    {
        var before = (await admin.Get($"/v1/people/{publisher.Subject}")).Is(200);
        var after = (await admin.Post($"/v1/people/{publisher.Subject}/roles", new { role = "publisher" })).Is(200);
        Assert.That(after.Body, Is.EqualTo(before.Body));
    }

    [Test]
    public async Task A_role_of_another_kind_of_organization_is_refused()
    {
        var reply = (await admin.Post($"/v1/people/{publisher.Subject}/roles", new { role = "auctioneer" })).Refused(422, "role.not_for_kind");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/role" }));
    }

    [Test]
    public async Task Nobody_makes_himself_a_platform_administrator()
    {
        var operators = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await operators.Post($"/v1/people/{operators.Subject}/roles", new { role = "platform_admin" })).Refused(403, "role.not_yours_to_grant");
        (await operators.Post($"/v1/people/{platform.Subject}/roles", new { role = "operator" })).Refused(403, "person.platform_admin");
    }

    [TestCase("{}", "")]
    [TestCase("{\"role\":\"publischer\"}", "/role")]
    [TestCase("{\"role\":1}", "/role")]
    [TestCase("{\"role\":null}", "/role")]
    public async Task What_is_no_role_is_pointed_at(string body, string pointer)
    {
        var reply = (await admin.Post($"/v1/people/{publisher.Subject}/roles", body)).Refused(400, "request.unreadable");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_the_persons_own_administrator()
    {
        var path = $"/v1/people/{publisher.Subject}/roles";
        (await market.Stranger.Post(path, new { role = "filer" })).Refused(401, "token.missing");
        (await publisher.Post(path, new { role = "filer" })).Refused(403, "role.missing");
        (await stranger.Post(path, new { role = "filer" })).Refused(404, "person.not_found");
        (await admin.Post("/v1/people/usr_00000000000070008000000000000001/roles", new { role = "filer" })).Refused(404, "person.not_found");
    }
}
