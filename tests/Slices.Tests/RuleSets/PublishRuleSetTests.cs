using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.RuleSets;

public sealed class PublishRuleSetTests
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

    /// <summary>The version in force with another name, day and value; the clock stands at 2026-08-03 09:00.</summary>
    private async Task<JsonObject> Draft(string version, string effectiveFrom, string? region = null)
    {
        var rules = JsonNode.Parse((await market.Stranger.Get("/v1/rule-sets/cn-2026-01")).Is(200).Body)!.AsObject();
        rules["version"] = version;
        rules["effectiveFrom"] = effectiveFrom;
        if (region is not null) rules["region"] = region;
        return rules;
    }

    private Task<Reply> Publish(JsonObject rules, string? key = null) => operators.Post("/v1/rule-sets", rules.ToJsonString(), key);

    [Test]
    public async Task A_version_is_published_read_and_listed()
    {
        var draft = await Draft("cn-2026-09", "2026-09-01");
        draft["auction"]!["noticeDays"] = new JsonObject { ["value"] = 10, ["source"] = "The market's own parameter, above 拍卖法 art. 45" };
        var published = (await Publish(draft)).Is(201);
        Assert.That(published.Header("Location"), Is.EqualTo("/v1/rule-sets/cn-2026-09"));
        var read = (await market.Stranger.Get("/v1/rule-sets/cn-2026-09")).Is(200);
        Assert.That((read.Body, read["auction.noticeDays.value"].GetInt32()), Is.EqualTo((published.Body, 10)));
        Assert.That((await market.Stranger.Get("/v1/rule-sets"))["items"].EnumerateArray().Select(item => item.GetProperty("version").GetString()), Does.Contain("cn-2026-09"));
    }

    [Test]
    public async Task It_applies_on_the_eighth_day_at_the_earliest()
    {
        var tooSoon = (await Publish(await Draft("cn-early", "2026-08-10"))).Refused(422, "rule_set.notice_too_short");
        Assert.That(tooSoon.Pointers, Is.EqualTo(new[] { "/effectiveFrom" }));
        Assert.That(tooSoon.Text("detail"), Does.Contain("2026-08-11"));
        (await Publish(await Draft("zj-early", "2026-08-11", "330000"))).Is(201);
    }

    [Test]
    public async Task A_version_is_never_used_twice_nor_a_day()
    {
        (await Publish(await Draft("cn-2027-01", "2027-01-01"))).Is(201);
        Assert.That((await Publish(await Draft("cn-2027-01", "2027-02-01"))).Refused(409, "rule_set.version_taken").Pointers, Is.EqualTo(new[] { "/version" }));
        Assert.That((await Publish(await Draft("cn-2027-01b", "2027-01-01"))).Refused(409, "rule_set.day_taken").Pointers, Is.EqualTo(new[] { "/effectiveFrom" }));
        (await Publish(await Draft("zj-2027-01", "2027-01-01", "330000"))).Is(201);
    }

    [Test]
    public async Task The_same_key_gets_the_first_answer_again()
    {
        var draft = await Draft("cn-2028-01", "2028-01-01");
        var first = (await Publish(draft, "publish-2028")).Is(201);
        var again = (await Publish(draft, "publish-2028")).Is(201);
        Assert.That((again.Body, again.Replayed), Is.EqualTo((first.Body, true)));
        (await operators.Send(HttpMethod.Post, "/v1/rule-sets", draft.ToJsonString(), null)).Refused(400, "idempotency.key_required");
    }

    [TestCase("version", "\"CN 2029\"", 422, "rule_set.version_malformed", "/version")]
    [TestCase("region", "\"Zhejiang\"", 422, "rule_set.region_malformed", "/region")]
    [TestCase("effectiveFrom", "\"1 January\"", 400, "request.unreadable", "/effectiveFrom")]
    [TestCase("source", "\"\"", 422, "request.invalid", "/source")]
    [TestCase("auction.noticeDays.value", "6", 422, "rule_set.value_out_of_range", "/auction/noticeDays/value")]
    [TestCase("auction.noticeDays.value", "7.5", 400, "request.unreadable", "/auction/noticeDays/value")]
    [TestCase("auction.noticeDays.source", "\"  \"", 422, "request.invalid", "/auction/noticeDays/source")]
    [TestCase("auction.depositMaxPercent.value", "101", 422, "rule_set.value_out_of_range", "/auction/depositMaxPercent/value")]
    [TestCase("publicity.days.value", "14", 422, "rule_set.value_out_of_range", "/publicity/days/value")]
    [TestCase("registration.secondReviewFrom.value", "{\"amount\":-1,\"currency\":\"CNY\"}", 422, "rule_set.value_out_of_range", "/registration/secondReviewFrom/value")]
    [TestCase("sales.maxReductionPercent.value", "21", 422, "rule_set.value_out_of_range", "/sales/maxReductionPercent/value")]
    [TestCase("sales.priorityNoticeDays.value", "2", 422, "rule_set.value_out_of_range", "/sales/priorityNoticeDays/value")]
    [TestCase("sales.commission.source", "\" \"", 422, "request.invalid", "/sales/commission/source")]
    [TestCase("sales.commission.bands", "[{\"from\":{\"amount\":0,\"currency\":\"CNY\"},\"rate\":501}]", 422, "rule_set.value_out_of_range", "/sales/commission/bands")]
    [TestCase("releases.leastContracts.value", "0", 422, "rule_set.value_out_of_range", "/releases/leastContracts/value")]
    [TestCase("releases.finalMonths.value", "61", 422, "rule_set.value_out_of_range", "/releases/finalMonths/value")]
    [TestCase("releases.finalMonths.source", "\" \"", 422, "request.invalid", "/releases/finalMonths/source")]
    [TestCase("registration", "null", 400, "request.unreadable", "/registration")]
    public async Task What_is_wrong_is_pointed_at(string member, string value, int status, string code, string pointer)
    {
        var draft = await Draft("cn-2029-01", "2029-01-01");
        JsonNode at = draft;
        var steps = member.Split('.');
        foreach (var step in steps[..^1]) at = at[step]!;
        at[steps[^1]] = JsonNode.Parse(value);
        Assert.That((await Publish(draft)).Refused(status, code).Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task A_missing_rule_does_not_become_a_zero()
    {
        var draft = await Draft("cn-2029-01", "2029-01-01");
        draft["auction"]!.AsObject().Remove("exhibitionDays");
        Assert.That((await Publish(draft)).Refused(400, "request.unreadable").Text("detail"), Does.Contain("exhibitionDays"));
    }

    [Test]
    public async Task It_takes_an_operator()
    {
        var draft = (await Draft("cn-2030-01", "2030-01-01")).ToJsonString();
        var university = await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.OrgAdmin);
        (await market.Stranger.Post("/v1/rule-sets", draft)).Refused(401, "token.missing");
        (await university.Post("/v1/rule-sets", draft)).Refused(403, "role.missing");
    }
}
