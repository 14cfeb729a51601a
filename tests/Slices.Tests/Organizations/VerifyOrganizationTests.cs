using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class VerifyOrganizationTests
{
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

    private async Task<Reply> Registered(string? creditCode = null) => (await operators.Post("/v1/organizations",
        new { kind = "enterprise", nameZh = "福州海峡环保科技有限公司", creditCode = creditCode ?? market.NextCreditCode(), region = "350100" })).Is(201);

    [Test]
    public async Task A_verified_organization_is_public_at_version_2()
    {
        var registered = await Registered();
        var verified = (await operators.Post($"/v1/organizations/{registered.Id}/verification")).Is(200);
        Assert.That((verified.Text("state"), verified["version"].GetInt64()), Is.EqualTo(("verified", 2)));
        var read = (await market.Stranger.Get($"/v1/organizations/{registered.Id}")).Is(200);
        Assert.That((read.Body, read.ETag), Is.EqualTo((verified.Body, verified.ETag)));
    }

    [Test]
    public async Task It_is_verified_once()
    {
        var registered = await Registered();
        (await operators.Post($"/v1/organizations/{registered.Id}/verification")).Is(200);
        (await operators.Post($"/v1/organizations/{registered.Id}/verification")).Refused(409, "organization.already_verified");
    }

    [Test]
    public async Task The_same_key_gets_the_first_answer_again()
    {
        var path = $"/v1/organizations/{(await Registered()).Id}/verification";
        var first = (await operators.Post(path, key: "verify-1")).Is(200);
        var second = (await operators.Post(path, key: "verify-1")).Is(200);
        Assert.That((second.Body, second.Replayed), Is.EqualTo((first.Body, true)));
    }

    [Test]
    public async Task A_pilot_era_code_is_confirmed_on_evidence_only()
    {
        var registered = await Registered("91350100M0001TGQXM");
        var path = $"/v1/organizations/{registered.Id}/verification";
        var missing = (await operators.Post(path)).Refused(422, "organization.evidence_missing");
        Assert.That(missing.Pointers, Is.EqualTo(new[] { "/creditCodeEvidence" }));
        var verified = (await operators.Post(path, new { creditCodeEvidence = "营业执照副本原件,福州市市场监督管理局2015年核发" })).Is(200);
        Assert.That((verified.Text("state"), verified["creditCodeConforms"].GetBoolean()), Is.EqualTo(("verified", false)));
    }

    [Test]
    public async Task Who_has_seen_another_version_verifies_nothing()
    {
        var registered = await Registered();
        var path = $"/v1/organizations/{registered.Id}/verification";
        (await operators.Post(path, headers: ("If-Match", "\"7-full-zh\""))).Refused(412, "version.gone");
        (await operators.Post(path, headers: ("If-Match", registered.ETag!))).Is(200);
    }

    [TestCase("{\"evidence\":\"x\"}", 400, "request.unreadable", "/evidence")]
    [TestCase("{\"creditCodeEvidence\":7}", 400, "request.unreadable", "/creditCodeEvidence")]
    [TestCase("{\"creditCodeEvidence\":\" \"}", 422, "request.invalid", "/creditCodeEvidence")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await operators.Post($"/v1/organizations/{(await Registered()).Id}/verification", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_an_operator_and_an_organization()
    {
        var path = $"/v1/organizations/{(await Registered()).Id}/verification";
        var university = await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.OrgAdmin);
        (await market.Stranger.Post(path)).Refused(401, "token.missing");
        (await university.Post(path)).Refused(403, "role.missing");
        (await operators.Post("/v1/organizations/org_00000000000070008000000000000001/verification")).Refused(404, "organization.not_found");
    }
}
