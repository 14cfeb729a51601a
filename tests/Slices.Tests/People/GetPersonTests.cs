using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class GetPersonTests
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
    public async Task The_person_the_administrator_and_the_platform_administrator_read_it()
    {
        var path = $"/v1/people/{publisher.Subject}";
        foreach (var reader in new[] { publisher, admin, platform })
        {
            var read = (await reader.Get(path)).Is(200);
            Assert.That((read.Text("name"), read.Text("state"), read.Text("roles.0"), read.ETag), Is.EqualTo(("陈志远", "active", "publisher", "\"1-full-zh\"")));
        }
    }

    [Test]
    public async Task For_everybody_else_there_is_no_such_person()
    {
        (await publisher.Get($"/v1/people/{admin.Subject}")).Refused(404, "person.not_found");
        (await stranger.Get($"/v1/people/{admin.Subject}")).Refused(404, "person.not_found");
        (await platform.Get("/v1/people/usr_00000000000070008000000000000001")).Refused(404, "person.not_found");
        (await platform.Get($"/v1/people/{admin.Organization}")).Refused(404, "resource.not_found");
        (await market.Stranger.Get($"/v1/people/{admin.Subject}")).Refused(401, "token.missing");
    }
}
