using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class DeactivatePersonTests
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
    public async Task A_token_that_was_issued_before_is_refused_after_and_no_new_one_is_issued()
    {
        var zhou = await market.JoinAsync(admin.Organization, Role.Publisher);
        var closed = (await admin.Post($"/v1/people/{zhou.Subject}/deactivation")).Is(200);
        Assert.That((closed.Text("state"), closed.Text("name"), closed["roles"].GetArrayLength()), Is.EqualTo(("deactivated", "陈志远", 0)));
        (await zhou.Get($"/v1/people/{zhou.Subject}")).Refused(403, "caller.barred");
        Assert.That(async () => await market.SignInAsync(admin.Organization, zhou.Subject, zhou.Secret), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
    }

    [Test]
    public async Task What_everybody_may_see_the_closed_account_sees_as_a_stranger_does()
    {
        var platform2 = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        var zhou = await market.JoinAsync(platform.Organization, Role.Operator);
        var registered = (await zhou.Post("/v1/organizations", new { kind = "enterprise", nameZh = "杭州蓝焰窑炉科技有限公司", creditCode = market.NextCreditCode(), region = "330106" })).Is(201);
        (await zhou.Get($"/v1/organizations/{registered.Id}")).Is(200);
        (await platform2.Post($"/v1/people/{zhou.Subject}/deactivation")).Is(200);
        (await zhou.Get($"/v1/organizations/{registered.Id}")).Refused(404, "organization.not_found");
        (await zhou.Get($"/v1/organizations/{admin.Organization}")).Is(200);
    }

    [Test]
    public async Task A_closed_account_is_not_closed_again_and_not_changed()
    {
        var zhou = await market.JoinAsync(admin.Organization, Role.Publisher);
        (await admin.Post($"/v1/people/{zhou.Subject}/deactivation")).Is(200);
        (await admin.Post($"/v1/people/{zhou.Subject}/deactivation")).Refused(409, "person.inactive");
        (await admin.Post($"/v1/people/{zhou.Subject}/roles", new { role = "filer" })).Refused(409, "person.inactive");
        (await admin.Post($"/v1/people/{zhou.Subject}/secret")).Refused(409, "person.inactive");
    }

    [Test]
    public async Task It_takes_the_persons_own_administrator()
    {
        var path = $"/v1/people/{publisher.Subject}/deactivation";
        (await market.Stranger.Post(path)).Refused(401, "token.missing");
        (await publisher.Post(path)).Refused(403, "role.missing");
        (await stranger.Post(path)).Refused(404, "person.not_found");
        (await admin.Post("/v1/people/usr_00000000000070008000000000000001/deactivation")).Refused(404, "person.not_found");
        var operators = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await operators.Post($"/v1/people/{platform.Subject}/deactivation")).Refused(403, "person.platform_admin");
    }
}
