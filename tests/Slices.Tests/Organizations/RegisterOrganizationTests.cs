using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class RegisterOrganizationTests
{
    private TestMarket market = null!;
    private Client operators = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator, Role.PlatformAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private object University(string creditCode) => new { kind = "university", nameZh = "浙江理工大学", creditCode, region = "330100" };

    [Test]
    public async Task An_operator_registers_a_university_and_reads_it()
    {
        var created = (await operators.Post("/v1/organizations", University(market.NextCreditCode()))).Is(201);
        var read = (await operators.Get($"/v1/organizations/{created.Id}")).Is(200);
        Assert.That(read.Body, Is.EqualTo(created.Body));
        Assert.That(created.Header("Location"), Is.EqualTo($"/v1/organizations/{created.Id}"));
        Assert.That(read.Text("state"), Is.EqualTo("registered"));
        Assert.That(read["creditCodeConforms"].GetBoolean(), Is.True);
    }

    [Test]
    public async Task The_same_credit_code_is_taken_once()
    {
        var code = market.NextCreditCode();
        (await operators.Post("/v1/organizations", University(code))).Is(201);
        var again = (await operators.Post("/v1/organizations", University(code))).Refused(409, "organization.credit_code_taken");
        Assert.That(again.Pointers, Is.EqualTo(new[] { "/creditCode" }));
    }

    [Test]
    public async Task The_same_key_gets_the_first_answer_again_and_with_another_body_none()
    {
        var (code, key) = (market.NextCreditCode(), "register-zstu-1");
        var first = (await operators.Post("/v1/organizations", University(code), key)).Is(201);
        var second = (await operators.Post("/v1/organizations", University(code), key)).Is(201);
        Assert.That((second.Body, second.Replayed, first.Replayed), Is.EqualTo((first.Body, true, false)));
        (await operators.Post("/v1/organizations", University(market.NextCreditCode()), key)).Refused(422, "idempotency.key_reused");
    }

    [Test]
    public async Task A_pilot_era_code_is_taken_with_a_warning()
    {
        var created = (await operators.Post("/v1/organizations", University("91350100M0001TGQXM"))).Is(201);
        Assert.That(created["creditCodeConforms"].GetBoolean(), Is.False);
    }

    [TestCase("{\"kind\":\"univercity\",\"nameZh\":\"浙江理工大学\",\"creditCode\":\"1\",\"region\":\"330100\"}", 400, "request.unreadable", "/kind")]
    [TestCase("{\"kind\":\"university\",\"nameZh\":\"浙江理工大学\",\"creditCode\":\"1\",\"region\":\"330100\",\"nmae\":\"x\"}", 400, "request.unreadable", "/nmae")]
    [TestCase("{\"kind\":\"university\",\"nameZh\":7,\"creditCode\":\"1\",\"region\":\"330100\"}", 400, "request.unreadable", "/nameZh")]
    [TestCase("{\"kind\":\"university\",\"nameZh\":\" \",\"creditCode\":\"1\",\"region\":\"330100\"}", 422, "request.invalid", "/nameZh")]
    [TestCase("{\"kind\":\"university\",\"nameZh\":\"浙江理工大学\",\"creditCode\":\"1\",\"region\":\"330100\"}", 422, "organization.credit_code_malformed", "/creditCode")]
    [TestCase("{\"kind\":\"university\",\"nameZh\":\"浙江理工大学\",\"creditCode\":\"91110000600037341L\",\"region\":\"999999\"}", 422, "organization.region_unknown", "/region")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await operators.Post("/v1/organizations", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task A_stranger_and_a_university_may_not()
    {
        var university = await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.OrgAdmin);
        (await market.Stranger.Post("/v1/organizations", University(market.NextCreditCode()))).Refused(401, "token.missing");
        (await university.Post("/v1/organizations", University(market.NextCreditCode()))).Refused(403, "role.missing");
    }
}
