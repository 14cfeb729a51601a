using Marketplace.Domain;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Relations;

public sealed class EndRelationTests : AuctionFixture
{
    [Test]
    public async Task The_person_or_an_administrator_ends_it_once_and_a_colleague_does_not_know_of_it()
    {
        var person = await Market.JoinAsync(OrganizationKind.MarketOperator, "金华科技大市场", Role.Operator);
        var (colleague, admin) = (await Market.JoinAsync(person.Organization, Role.Operator), await Market.JoinAsync(person.Organization, Role.OrgAdmin));
        var enterprise = await Market.JoinAsync(OrganizationKind.Enterprise, "金华农业机械有限公司", Role.Bidder);
        var relation = (await person.Post("/v1/relations", new { organization = enterprise.Organization, kind = "own", position = "股东" })).Is(201).Id;
        Task<Reply> End(Client client, string id) => client.Post("/v1/relations/endings", new { relation = id });
        (await End(colleague, relation)).Refused(404, "relation.not_found");
        (await End(enterprise, relation)).Refused(403, "role.missing");
        Assert.That((await End(admin, relation)).Is(200).Time("endedAt"), Is.EqualTo(Market.Now));
        (await End(person, relation)).Refused(409, "relation.ended");
        Assert.That((await End(person, "org_1")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/relation" }));
    }
}
