using System.Text;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Relations;

public sealed class DeclareRelationTests : AuctionFixture
{
    private static Task<Reply> Declare(Client client, string organization, string kind = "spouse", string? name = "周雨桐", string? key = null) =>
        client.Post("/v1/relations", new { organization, kind, name, position = "总经理" }, key);

    [Test]
    public async Task An_enterprise_that_a_spouse_leads_does_not_bid_until_the_relation_ends()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var enterprise = await deal.EnterpriseAsync();
        var declared = (await Declare(deal.Operator, enterprise.Organization, key: "declare-1")).Is(201);
        Assert.That((declared.Text("kind"), declared.Text("name"), declared.Text("position"), declared.Text("organization")), Is.EqualTo(("spouse", "周雨桐", "总经理", enterprise.Organization)));
        Assert.That((await Declare(deal.Operator, enterprise.Organization, key: "declare-1")).Is(201).Replayed, Is.True);
        var refused = (await enterprise.Post($"{deal.Path}/bidders")).Refused(403, "bidder.of_staff");
        Assert.That(refused.Body, Does.Not.Contain("周雨桐").And.Not.Contain("usr_"));
        (await Declare(deal.Operator, enterprise.Organization)).Refused(409, "relation.already_declared");

        (await deal.Operator.Post("/v1/relations/endings", new { relation = declared.Id })).Is(200);
        (await enterprise.Post($"{deal.Path}/bidders")).Is(201);
    }

    [Test]
    public async Task The_log_holds_no_name()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var enterprise = await deal.EnterpriseAsync();
        (await Declare(deal.Operator, enterprise.Organization, name: "欧阳静姝")).Is(201);
        var events = await Market.Services.GetRequiredService<Feed>().ReadAsync(Market.Position - 1, 10, CancellationToken.None);
        Assert.That(events.Select(e => (e.Content.GetType().Name, Encoding.UTF8.GetString(e.Stored.Data).Contains("欧阳静姝", StringComparison.Ordinal))), Is.EqualTo(new[] { ("RelationDeclared", false) }));
    }

    [Test]
    public async Task A_relative_is_named_and_the_organization_is_another_that_there_is()
    {
        var @operator = await Market.JoinAsync(OrganizationKind.MarketOperator, "温州科技大市场", Role.Operator);
        var enterprise = await Market.JoinAsync(OrganizationKind.Enterprise, "温州泵阀有限公司", Role.Bidder);
        Assert.That((await Declare(@operator, enterprise.Organization, "own")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/name" }));
        Assert.That((await Declare(@operator, enterprise.Organization, "child", null)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/name" }));
        (await Declare(@operator, "org_00000000000070008000000000000bad")).Refused(422, "relation.organization_unknown");
        (await Declare(@operator, @operator.Organization, "own", null)).Refused(422, "relation.organization_unknown");
        (await Declare(enterprise, @operator.Organization)).Refused(403, "role.missing");
        (await Declare(@operator, enterprise.Organization, "own", null)).Is(201);
    }
}
