using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class SuspendOrganizationTests
{
    private const string Reason = "提供虚假成果信息,经查证属实";
    private TestMarket market = null!;
    private Client operators = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Client> Enterprise() => market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin, Role.Publisher);

    private static string Path(Client client) => $"/v1/organizations/{client.Organization}";

    private async Task<DateTimeOffset> Now() => (await operators.Get("/v1/clock")).Is(200)["now"].GetDateTimeOffset();

    [Test]
    public async Task Everybody_reads_that_it_is_suspended_and_why()
    {
        var enterprise = await Enterprise();
        var suspended = (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Is(200);
        var read = (await market.Stranger.Get(Path(enterprise))).Is(200);
        Assert.That((read.Body, read.Text("state"), read.Text("suspensionReason"), read["version"].GetInt64()), Is.EqualTo((suspended.Body, "suspended", Reason, 3)));
        Assert.That(read.Json.TryGetProperty("suspendedUntil", out _), Is.False);
    }

    [Test]
    public async Task A_suspension_of_30_days_is_lifted_at_its_moment_and_not_a_minute_before()
    {
        var enterprise = await Enterprise();
        var until = await Now() + TimeSpan.FromDays(30);
        var suspended = (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason, until = until.ToString("O") })).Is(200);
        Assert.That(suspended["suspendedUntil"].GetDateTimeOffset(), Is.EqualTo(until));
        await market.AdvanceToAsync(until - TimeSpan.FromMinutes(1));
        Assert.That((await market.Stranger.Get(Path(enterprise))).Text("state"), Is.EqualTo("suspended"));
        await market.AdvanceToAsync(until);
        var lifted = (await market.Stranger.Get(Path(enterprise))).Is(200);
        Assert.That((lifted.Text("state"), lifted["version"].GetInt64()), Is.EqualTo(("verified", 4)));
        Assert.That(lifted.Json.TryGetProperty("suspensionReason", out _), Is.False);
    }

    [Test]
    public async Task Suspended_again_to_the_same_moment_it_is_lifted_then_too()
    {
        var enterprise = await Enterprise();
        var until = (await Now() + TimeSpan.FromDays(2)).ToString("O");
        (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason, until })).Is(200);
        (await operators.Post(Path(enterprise) + "/reinstatement")).Is(200);
        (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason, until })).Is(200);
        await market.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.That((await market.Stranger.Get(Path(enterprise))).Text("state"), Is.EqualTo("verified"));
    }

    [Test]
    public async Task A_suspended_organization_still_manages_its_people()
    {
        var enterprise = await Enterprise();
        (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Is(200);
        (await enterprise.Get($"/v1/people/{enterprise.Subject}")).Is(200);
        (await enterprise.Post("/v1/people", new { name = "周婷", roles = new[] { "bidder" } })).Is(201);
    }

    [TestCase(OrganizationKind.RegistrationOffice)]
    [TestCase(OrganizationKind.MarketOperator)]
    [TestCase(OrganizationKind.Supervisor)]
    public async Task A_market_bars_neither_an_office_nor_another_market_nor_the_supervisor(OrganizationKind kind)
    {
        var other = await market.JoinAsync(kind, "安吉县科学技术局", Role.OrgAdmin);
        (await operators.Post(Path(other) + "/suspension", new { reason = Reason })).Refused(403, "organization.kind_reserved");
        var platform = await market.JoinAsync(operators.Organization, Role.PlatformAdmin);
        (await platform.Post(Path(other) + "/suspension", new { reason = Reason })).Is(200);
        (await operators.Post(Path(other) + "/reinstatement")).Refused(403, "organization.kind_reserved");
        (await platform.Post(Path(other) + "/reinstatement")).Is(200);
    }

    [Test]
    public async Task One_that_is_suspended_or_not_verified_is_not_suspended()
    {
        var enterprise = await Enterprise();
        (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Is(200);
        (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Refused(409, "organization.already_suspended");
        var registered = (await operators.Post("/v1/organizations", new { kind = "enterprise", nameZh = "杭州蓝焰窑炉科技有限公司", creditCode = market.NextCreditCode(), region = "330106" })).Is(201);
        (await operators.Post($"/v1/organizations/{registered.Id}/suspension", new { reason = Reason })).Refused(403, "organization.not_verified");
    }

    [Test]
    public async Task A_suspension_that_ends_now_or_before_is_refused()
    {
        var enterprise = await Enterprise();
        var reply = (await operators.Post(Path(enterprise) + "/suspension", new { reason = Reason, until = "2026-08-01T09:00:00+08:00" })).Refused(422, "organization.suspension_in_past");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/until" }));
    }

    [TestCase("{}", 400, "request.unreadable", "")]
    [TestCase("{\"reason\":\"\"}", 422, "request.invalid", "/reason")]
    [TestCase("{\"reason\":\"虚假\",\"until\":\"2026-09-01\"}", 400, "request.unreadable", "/until")]
    [TestCase("{\"reason\":\"虚假\",\"until\":\"2026-09-01T00:00:00\"}", 400, "request.unreadable", "/until")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await operators.Post(Path(await Enterprise()) + "/suspension", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_an_operator_and_an_organization()
    {
        var enterprise = await Enterprise();
        (await market.Stranger.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Refused(401, "token.missing");
        (await enterprise.Post(Path(enterprise) + "/suspension", new { reason = Reason })).Refused(403, "role.missing");
        (await operators.Post("/v1/organizations/org_00000000000070008000000000000001/suspension", new { reason = Reason })).Refused(404, "organization.not_found");
    }
}
