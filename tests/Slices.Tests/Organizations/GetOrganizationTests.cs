using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class GetOrganizationTests
{
    private TestMarket market = null!;
    private Client operators = null!, university = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator, Role.PlatformAdmin);
        university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task A_stranger_reads_a_verified_organization()
    {
        var read = (await market.Stranger.Get($"/v1/organizations/{university.Organization}")).Is(200);
        Assert.That((read.Text("nameZh"), read.Text("kind"), read.Text("state"), read.Text("region")), Is.EqualTo(("浙江理工大学", "university", "verified", "330100")));
        Assert.That(read.Json.TryGetProperty("suspensionReason", out _), Is.False);
    }

    [Test]
    public async Task Who_has_the_version_already_is_not_sent_it_again()
    {
        var first = (await market.Stranger.Get($"/v1/organizations/{university.Organization}")).Is(200);
        Assert.That(first.ETag, Is.EqualTo("\"2-full-zh\""));
        Assert.That(first.Header("Vary"), Is.EqualTo("Authorization, Accept-Language"));
        var again = (await market.Stranger.Get($"/v1/organizations/{university.Organization}", ("If-None-Match", first.ETag!))).Is(304);
        Assert.That(again.Body, Is.Empty);
        (await market.Stranger.Get($"/v1/organizations/{university.Organization}", ("If-None-Match", "\"1-full-zh\""))).Is(200);
    }

    [Test]
    public async Task One_that_nobody_has_verified_is_known_to_itself_the_operators_and_the_supervisor()
    {
        var created = (await operators.Post("/v1/organizations", new { kind = "enterprise", nameZh = "杭州蓝焰窑炉科技有限公司", creditCode = market.NextCreditCode(), region = "330106" })).Is(201);
        var own = await market.JoinAsync(created.Id, Role.Bidder);
        var supervisor = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        var path = $"/v1/organizations/{created.Id}";
        Assert.That((await own.Get(path)).Is(200).Text("state"), Is.EqualTo("registered"));
        (await operators.Get(path)).Is(200);
        (await supervisor.Get(path)).Is(200);
        (await university.Get(path)).Refused(404, "organization.not_found");
        (await market.Stranger.Get(path)).Refused(404, "organization.not_found");
    }

    [Test]
    public async Task Absent_ids_and_ids_of_another_kind_name_nothing()
    {
        (await market.Stranger.Get("/v1/organizations/org_00000000000070008000000000000001")).Refused(404, "organization.not_found");
        (await market.Stranger.Get($"/v1/organizations/{university.Subject}")).Refused(404, "resource.not_found");
        (await market.Stranger.Get("/v1/organizations/org_1")).Refused(404, "resource.not_found");
    }

    [Test]
    public async Task A_parameter_that_the_operation_does_not_have_is_refused()
    {
        var reply = (await market.Stranger.Get($"/v1/organizations/{university.Organization}?http=1", ("Accept-Language", "en"))).Refused(400, "query.unknown_parameter");
        Assert.That(reply.Text("detail"), Does.Not.Contain("sender"));
    }
}
