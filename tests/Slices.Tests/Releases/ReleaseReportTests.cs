using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Releases;

public sealed class ReleaseReportTests : ReleaseFixture
{
    [TestCase("registered")]
    [TestCase("output")]
    [TestCase("absorption")]
    public async Task August_s_four_contracts_of_4_800_000_yuan_are_released_over_the_whole_country_to_the_fen(string by)
    {
        var report = (await Statistician.Get($"/v1/reports/monthly/2026-08?base={by}", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        var release = (await ReleaseAsync(null, @base: by)).Is(201);
        Assert.That(release.Header("Location"), Is.EqualTo($"{Releases}/{release.Id}"));
        Assert.That((Sums(release["total"]), release["total.yearToDate.contracts"].GetInt64()), Is.EqualTo((Sums(report["total"]), report["total.yearToDate.contracts"].GetInt64())));
        Assert.That(Sums(release["total"]).Contracts, Is.GreaterThanOrEqualTo(4));
        Assert.That(release["groups"].EnumerateArray().Select(group => group.GetProperty("by").GetString()), Is.EqualTo(new[]
        {
            "contract_type", "technical_field", "ip_type", "ip_involvement", "seller_kind", "buyer_kind", "region", "counterpart", "origin",
        }));
        Assert.That((release["vintage"].GetInt32(), release.Text("status"), release.Text("base"), release.Text("releasedBy"), release.Text("ruleSet")), Is.EqualTo((1, "preliminary", by, Statistician.Organization, "cn-2026-01")));
        Assert.That(release["position"].GetInt64(), Is.EqualTo(release.Position).And.GreaterThan(release["figuresPosition"].GetInt64()));
        Assert.That(release.Body, Does.Not.Contain("usr_").And.Not.Contain("ctr_"));
    }

    [Test]
    public async Task It_is_told_apart_as_asked_and_always_by_origin_so_that_invented_contracts_show()
    {
        var release = (await ReleaseAsync("510000", by: ["technical_field"])).Is(201);
        Assert.That(release["groups"].EnumerateArray().Select(group => group.GetProperty("by").GetString()), Is.EqualTo(new[] { "technical_field", "origin" }));
    }

    [Test]
    public async Task The_same_key_gives_the_same_release()
    {
        var first = (await ReleaseAsync("520000", key: "sichuan-august")).Is(201);
        var again = (await ReleaseAsync("520000", key: "sichuan-august")).Is(201);
        Assert.That((again.Id, again.Replayed, again["vintage"].GetInt32()), Is.EqualTo((first.Id, true, 1)));
        (await ReleaseAsync("530000", key: "sichuan-august")).Refused(422, "idempotency.key_reused");
    }

    [Test]
    public async Task Of_two_statisticians_at_once_one_releases_and_the_other_is_told_of_it()
    {
        var both = await Task.WhenAll(ReleaseAsync("420000"), ReleaseAsync("420000", caller: OtherStatistician));
        var won = both.Single(reply => reply.Status == 201);
        var lost = both.Single(reply => reply.Status != 201).Refused(409, "release.not_latest");
        Assert.That(lost.Text("detail"), Does.Contain(won.Id));
        both = await Task.WhenAll(ReleaseAsync("420000", "revised", won.Id), ReleaseAsync("420000", "revised", won.Id, caller: OtherStatistician));
        var second = both.Single(reply => reply.Status == 201);
        Assert.That(both.Single(reply => reply.Status != 201).Refused(409, "release.not_latest").Text("detail"), Does.Contain(second.Id));
        Assert.That((await ReadAsync(won.Id)).Text("supersededBy"), Is.EqualTo(second.Id));
    }

    [Test]
    public async Task What_is_registered_late_enters_the_next_vintage_with_a_note()
    {
        await RegisterElsewhereAsync("430000", 3);
        var first = (await ReleaseAsync("430000")).Is(201);
        await RegisterElsewhereAsync("430000", 2, type: ContractType.Consulting);
        (await ReleaseAsync("430000", "revised", first.Id)).Refused(422, "release.note_missing");
        var second = (await ReleaseAsync("430000", "revised", first.Id, "补登两项技术咨询合同。")).Is(201);
        Assert.That((second["vintage"].GetInt32(), second.Text("previous"), second.Text("note")), Is.EqualTo((2, first.Id, "补登两项技术咨询合同。")));
        Assert.That(Sums(second["total"]), Is.EqualTo((5L, 500_000_000L, 450_000_000L)));
        var total = second["adjustments.0"];
        Assert.That((total.TryGetProperty("by", out _), total.GetProperty("label").GetString(), total.GetProperty("part").GetString(), Sums(total.GetProperty("from")), Sums(total.GetProperty("to")), Sums(total.GetProperty("difference"))),
            Is.EqualTo((false, "合计", "month", (3L, 300_000_000L, 270_000_000L), (5L, 500_000_000L, 450_000_000L), (2L, 200_000_000L, 180_000_000L))));
        Assert.That(second["adjustments"].EnumerateArray().Where(each => each.TryGetProperty("code", out _)).Select(each => each.GetProperty("code").GetString()).Distinct(),
            Is.EqualTo(new[] { "consulting", "electronic_information", "none", "not_involved", "university", "430000", "imported" }));
        Assert.That(first.Json.TryGetProperty("adjustments", out _), Is.False);
    }

    [Test]
    public async Task A_vintage_follows_the_latest_and_no_other()
    {
        (await ReleaseAsync("440000", "revised", "rel_0198d3a1b2c37000800000000000bbbb")).Refused(422, "release.previous_unknown");
        (await ReleaseAsync("440000", "revised")).Refused(422, "release.nothing_to_revise");
        var first = (await ReleaseAsync("440000")).Is(201);
        Assert.That((await ReleaseAsync("440000")).Refused(409, "release.not_latest").Pointers, Is.EqualTo(new[] { "/previous" }));
        (await ReleaseAsync("440000", "preliminary", first.Id)).Refused(409, "release.status_forbidden");
        var second = (await ReleaseAsync("440000", "revised", first.Id)).Is(201);
        (await ReleaseAsync("440000", "revised", first.Id)).Refused(409, "release.not_latest");
        // Another base is another line.
        (await ReleaseAsync("440000", "revised", second.Id, @base: "output")).Refused(422, "release.previous_unknown");
        (await ReleaseAsync("440000", @base: "output")).Is(201);
    }

    [Test]
    public async Task A_month_is_released_when_it_is_over()
    {
        var early = (await ReleaseAsync("450000", period: "2026-09")).Refused(409, "release.month_not_over");
        Assert.That((early.Text("detail"), early.Pointers), Is.EqualTo(("该月尚未结束。数据最早可于2026-10-01发布。", new[] { "/period" })));
    }

    [Test]
    public async Task After_final_figures_nothing_comes_and_before_the_rules_day_they_do_not()
    {
        var early = (await ReleaseAsync("460000", "final")).Refused(409, "release.too_early_for_final");
        Assert.That(early.Text("detail"), Does.Contain("2027-03-01"));
        var final = (await ReleaseAsync("460000", "final", period: "2026-02")).Is(201);
        (await ReleaseAsync("460000", "revised", final.Id, period: "2026-02")).Refused(409, "release.final");
    }

    [Test]
    public async Task Rows_of_one_or_two_contracts_are_named_before_they_are_published()
    {
        await RegisterElsewhereAsync("610000", 2);
        await RegisterElsewhereAsync("610000", 3, type: ContractType.Consulting);
        var refused = (await ReleaseAsync("610000", acceptSmallCells: null, by: ["contract_type", "technical_field"])).Refused(422, "release.small_cells");
        Assert.That(refused.Text("detail"), Does.Contain("：contract_type/service。"));
        var release = (await ReleaseAsync("610000", acceptSmallCells: null, by: ["technical_field"])).Is(201);
        Assert.That(release.Json.TryGetProperty("smallCellsAccepted", out _), Is.False);
        Assert.That((await ReleaseAsync("610000", "revised", release.Id, by: ["contract_type"])).Is(201)["smallCellsAccepted"].GetBoolean(), Is.True);
    }

    [Test]
    public async Task A_rule_set_of_the_place_sets_its_own_least_number()
    {
        var @operator = await Market.JoinAsync(OrganizationKind.MarketOperator, "陕西科技大市场", Role.Operator);
        var rules = System.Text.Json.Nodes.JsonNode.Parse((await Market.Stranger.Get("/v1/rule-sets/cn-2026-01")).Is(200).Body)!.AsObject();
        Assert.That(((int)rules["releases"]!["leastContracts"]!["value"]!, (int)rules["releases"]!["finalMonths"]!["value"]!), Is.EqualTo((3, 6)));
        (rules["version"], rules["effectiveFrom"], rules["region"]) = ("gs-2026-09", "2026-09-10", "620000");
        rules["releases"]!["leastContracts"] = new System.Text.Json.Nodes.JsonObject { ["value"] = 1, ["source"] = "The market's own parameter" };
        (await @operator.Post("/v1/rule-sets", rules.ToJsonString())).Is(201);
        await RegisterElsewhereAsync("620000", 1);
        (await ReleaseAsync("620000", acceptSmallCells: null)).Refused(422, "release.small_cells");
        await Market.AdvanceToAsync(new DateTimeOffset(2026, 9, 10, 9, 0, 0, TimeSpan.FromHours(8)));
        Assert.That((await ReleaseAsync("620000", acceptSmallCells: null)).Is(201).Text("ruleSet"), Is.EqualTo("gs-2026-09"));
    }

    [TestCase("{\"period\":\"2026-13\",\"base\":\"output\",\"status\":\"preliminary\"}", 422, "/period")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"preliminary\",\"region\":\"99\"}", 422, "/region")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"preliminary\",\"by\":[\"origin\",\"origin\"]}", 422, "/by")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"preliminary\",\"previous\":\"ctr_1\"}", 422, "/previous")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"preliminary\",\"note\":\" \"}", 422, "/note")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"inflow\",\"status\":\"preliminary\"}", 400, "/base")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"draft\"}", 400, "/status")]
    [TestCase("{\"period\":\"2026-08\",\"base\":\"output\",\"status\":\"preliminary\",\"by\":[\"total\"]}", 400, "/by/0")]
    public async Task What_is_no_release_is_pointed_at(string body, int status, string pointer) =>
        Assert.That((await Statistician.Post(Releases, body)).Refused(status, status == 422 ? "request.invalid" : "request.unreadable").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task Only_statisticians_release_and_only_with_a_key()
    {
        (await ReleaseAsync(null, caller: Desk.Supervisor)).Refused(403, "role.missing");
        (await ReleaseAsync(null, caller: Market.Stranger)).Refused(401, "token.missing");
        (await Statistician.Send(HttpMethod.Post, Releases, new { period = "2026-08", @base = "output", status = "preliminary" }, null)).Refused(400, "idempotency.key_required");
    }

    [Test]
    public async Task Figures_of_a_read_model_that_lacks_a_contract_are_not_released()
    {
        await using var market = TestMarket.Open();
        var statistician = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);
        // No office's region: nothing that this program writes lacks it.
        await market.AppendAsync($"ctr_{1:x32}", new ContractRegistered("2026330100000001", new DateOnly(2026, 7, 1), "org", null!, "玻璃窑炉环保治理技术转让合同", ContractType.Transfer,
            ContractSubtype.PatentTransfer, Domain.Achievements.TechnicalField.Environment, [], Money.WanYuan(480), Money.WanYuan(450), Money.WanYuan(450), new DateOnly(2026, 7, 1),
            PaymentMethod.Instalments, false, PlanSource.OutsidePlan, SocialEconomicGoal.Environment, "org", PartyKind.University, "330100", "org", PartyKind.LimitedLiabilityCompany, "330100"));
        (await statistician.Post(Releases, new { period = "2026-07", @base = "registered", status = "preliminary" })).Refused(503, "read_model.incomplete");
        Assert.That((await market.Stranger.Get(Releases)).Is(200)["items"].GetArrayLength(), Is.Zero);
    }
}
