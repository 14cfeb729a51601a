using Marketplace.Domain;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Relations;

public sealed class ListRelationsTests : AuctionFixture
{
    [Test]
    public async Task One_sees_one_s_own_and_an_administrator_all_page_by_page()
    {
        var first = await Market.JoinAsync(OrganizationKind.MarketOperator, "台州科技大市场", Role.Operator);
        var (second, admin) = (await Market.JoinAsync(first.Organization, Role.Auctioneer), await Market.JoinAsync(first.Organization, Role.OrgAdmin));
        foreach (var (person, name) in new[] { (first, "台州模具有限公司"), (second, "台州泵阀有限公司"), (first, "台州电机有限公司") })
        {
            var enterprise = await Market.JoinAsync(OrganizationKind.Enterprise, name, Role.Bidder);
            (await person.Post("/v1/relations", new { organization = enterprise.Organization, kind = "own", position = "股东" })).Is(201);
        }
        async Task<int> Count(Client client, string query = "") => (await client.Get($"/v1/relations{query}")).Is(200)["items"].GetArrayLength();
        Assert.That((await Count(first), await Count(second), await Count(admin)), Is.EqualTo((2, 1, 3)));
        var page = (await admin.Get("/v1/relations?limit=2")).Is(200);
        Assert.That((page["items"].GetArrayLength(), await Count(admin, $"?limit=2&cursor={page.Text("next")}")), Is.EqualTo((2, 1)));
        (await first.Get($"/v1/relations?cursor={page.Text("next")}")).Refused(400, "cursor.mismatch");
        (await Market.Stranger.Get("/v1/relations")).Refused(401, "token.missing");
    }
}
