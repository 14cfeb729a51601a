using Marketplace.Domain;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reports;

public sealed class GetMonthlyReportTests : ContractFixture
{
    private Client statistician = null!;

    [OneTimeSetUp]
    public async Task SignIn() => statistician = await Desk.Market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);

    private Task<Reply> Read(string path) => statistician.Get($"/v1/reports/monthly/{path}", ("Marketplace-Position", $"{Desk.Market.Position}"));

    private static (long Contracts, long Turnover, long Technology) Sums(System.Text.Json.JsonElement sums) =>
        (sums.GetProperty("contracts").GetInt64(), sums.GetProperty("turnover").GetProperty("amount").GetInt64(), sums.GetProperty("technologyAmount").GetProperty("amount").GetInt64());

    [Test]
    public async Task Two_contracts_of_4_800_000_yuan_raise_the_month_s_total_and_the_rows_of_each_group_add_up_to_the_fen()
    {
        var before = Sums((await Read("2026-08")).Is(200)["total"]);
        for (var i = 0; i < 2; i++) await Desk.RegisteredAsync();
        var report = (await Read("2026-08")).Is(200);
        var total = Sums(report["total"]);
        Assert.That(total, Is.EqualTo((before.Contracts + 2, before.Turnover + 960_000_000, before.Technology + 900_000_000)));
        foreach (var group in report["groups"].EnumerateArray())
            Assert.That(group.GetProperty("rows").EnumerateArray().Sum(row => Sums(row.GetProperty("sums")).Turnover), Is.EqualTo(total.Turnover), group.GetProperty("by").GetString());
    }

    [Test]
    public async Task A_month_without_contracts_has_a_row_for_each_of_the_eleven_fields_with_nothing_in_it()
    {
        var report = (await Read("2020-01?by=technical_field")).Is(200);
        var rows = report["groups.0.rows"].EnumerateArray().ToList();
        Assert.That(rows, Has.Count.EqualTo(11));
        Assert.That(rows.Select(row => Sums(row.GetProperty("sums"))), Is.All.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public async Task Labels_follow_the_reader_s_language()
    {
        var chinese = (await Read("2020-01?by=contract_type")).Is(200);
        var english = (await statistician.Get("/v1/reports/monthly/2020-01?by=contract_type", ("Accept-Language", "en"))).Is(200);
        Assert.That(chinese["groups.0.rows.0.label"].GetString(), Is.EqualTo("技术开发"));
        Assert.That(english["groups.0.rows.0.label"].GetString(), Does.Contain("evelopment"));
    }

    [TestCase("2026-13", "/period")]
    [TestCase("August", "/period")]
    [TestCase("2026-08?by=colour", "/by")]
    [TestCase("2026-08?region=99", "/region")]
    [TestCase("2026-08?base=inflow", "/base")]
    public async Task What_is_no_report_is_pointed_at(string path, string pointer)
    {
        var refused = (await Read(path)).Refused(422, "request.invalid");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { pointer }));
        Assert.That(refused["errors.0.code"].GetString(), Is.EqualTo("request.member_invalid"));
    }

    [Test]
    public async Task Only_who_makes_statistics_reads_it_before_its_release()
    {
        (await Desk.Seller.Get("/v1/reports/monthly/2026-08")).Refused(403, "role.missing");
        (await Desk.Market.Stranger.Get("/v1/reports/monthly/2026-08")).Refused(401, "token.missing");
    }
}
