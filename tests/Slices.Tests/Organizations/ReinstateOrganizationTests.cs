using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class ReinstateOrganizationTests
{
    private TestMarket market = null!;
    private Client operators = null!, enterprise = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
        enterprise = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.Publisher);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private string Path => $"/v1/organizations/{enterprise.Organization}";

    [Test]
    public async Task A_suspension_is_lifted_once_and_nothing_is_left_of_it()
    {
        (await operators.Post(Path + "/suspension", new { reason = "提供虚假成果信息" })).Is(200);
        var reinstated = (await operators.Post(Path + "/reinstatement")).Is(200);
        var read = (await market.Stranger.Get(Path)).Is(200);
        Assert.That((read.Body, read.Text("state")), Is.EqualTo((reinstated.Body, "verified")));
        Assert.That(read.Json.TryGetProperty("suspensionReason", out _), Is.False);
        (await operators.Post(Path + "/reinstatement")).Refused(409, "organization.not_suspended");
    }

    [Test]
    public async Task It_takes_an_operator_and_an_organization()
    {
        (await market.Stranger.Post(Path + "/reinstatement")).Refused(401, "token.missing");
        (await enterprise.Post(Path + "/reinstatement")).Refused(403, "role.missing");
        (await operators.Post("/v1/organizations/org_00000000000070008000000000000001/reinstatement")).Refused(404, "organization.not_found");
    }
}
