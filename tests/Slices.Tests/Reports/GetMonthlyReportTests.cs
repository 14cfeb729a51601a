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

    [Test]
    public async Task One_contract_is_in_the_report_of_each_base_by_its_own_place()
    {
        await Desk.RegisteredAsync();
        var all = Sums((await Read("2026-08")).Is(200)["total"]);
        foreach (var by in (string[])["registered", "output", "absorption"])
        {
            var report = (await Read($"2026-08?base={by}&by=region,counterpart,seller_kind,buyer_kind,ip_type,ip_involvement,origin")).Is(200);
            Assert.That((report.Text("base"), Sums(report["total"])), Is.EqualTo((by, all)), "the same contracts, whatever their place");
            foreach (var group in report["groups"].EnumerateArray())
                Assert.That(group.GetProperty("rows").EnumerateArray().Select(row => Sums(row.GetProperty("sums"))).Aggregate((a, b) => (a.Contracts + b.Contracts, a.Turnover + b.Turnover, a.Technology + b.Technology)),
                    Is.EqualTo(all), group.GetProperty("by").GetString());
            var regions = report["groups.0.rows"].EnumerateArray().Select(row => row.GetProperty("code").GetString()).ToList();
            Assert.That(regions, Has.Count.EqualTo(33));
            Assert.That(regions.TakeLast(2), Is.EqualTo(new[] { "hmt", "other" }));
        }
    }

    [Test]
    public async Task The_year_to_date_is_there_and_growth_from_nothing_is_absent()
    {
        await Desk.RegisteredAsync();
        var total = (await Read("2026-08")).Is(200)["total"];
        Assert.That(total.GetProperty("yearToDate").GetProperty("contracts").GetInt64(), Is.EqualTo(total.GetProperty("contracts").GetInt64()));
        Assert.That(total.GetProperty("growthOnMonth").EnumerateObject(), Is.Empty);
        Assert.That(total.GetProperty("growthOnYear").EnumerateObject(), Is.Empty);
        Assert.That((await Read("2026-09")).Is(200)["total"].GetProperty("growthOnMonth").GetProperty("turnover").GetDecimal(), Is.EqualTo(-100m));
    }

    [Test]
    public async Task As_of_the_day_before_the_registration_the_month_does_not_have_it_and_of_the_day_it_does()
    {
        await Desk.RegisteredAsync();
        var today = Desk.Market.Now.ToOffset(TimeSpan.FromHours(8));
        var now = (await Read("2026-08")).Is(200);
        var yesterday = (await Read($"2026-08?asOf={today.AddDays(-1):yyyy-MM-dd}")).Is(200);
        Assert.That((yesterday.Text("asOf"), Sums(yesterday["total"]).Contracts), Is.EqualTo(($"{today.AddDays(-1):yyyy-MM-dd}", 0)));
        Assert.That(Sums((await Read($"2026-08?asOf={today:yyyy-MM-dd}")).Is(200)["total"]), Is.EqualTo(Sums(now["total"])));
        (await Read($"2026-08?asOf={today.AddDays(1):yyyy-MM-dd}")).Refused(422, "report.as_of_in_future");
    }

    [Test]
    public async Task What_was_known_earlier_is_for_who_makes_the_statistics()
    {
        var @operator = await Desk.Market.JoinAsync(OrganizationKind.MarketOperator, "宁波科技大市场", Role.Operator);
        (await @operator.Get("/v1/reports/monthly/2026-07")).Is(200);
        (await @operator.Get("/v1/reports/monthly/2026-07?asOf=2026-07-31")).Refused(403, "report.as_of_not_allowed");
        var supervisor = await Desk.Market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        (await supervisor.Get("/v1/reports/monthly/2026-07?asOf=2026-07-31")).Is(200);
    }

    [Test]
    public async Task A_reader_who_prefers_a_table_gets_the_same_figures_in_yuan()
    {
        await Desk.RegisteredAsync();
        var report = (await Read("2026-08?by=contract_type")).Is(200);
        var reply = (await statistician.Get("/v1/reports/monthly/2026-08?by=contract_type", ("Accept", "text/csv"), ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200);
        Assert.That((reply.ContentType, reply.Header("Vary")), Is.EqualTo(("text/csv", "Authorization, Accept-Language, Accept")));
        var lines = reply.Body.Split("\r\n");
        Assert.That(lines, Has.Length.EqualTo(1 + 1 + 5 + 1), "header, total, five types, and the last line ends");
        var (contracts, turnover, technology) = Sums(report["total"]);
        Assert.That(lines[1], Does.StartWith($"2026-08,registered,,,total,,合计,{contracts},{turnover / 100m:0.00},{technology / 100m:0.00},4800000.00,,"));
        Assert.That(lines[3], Does.Contain(",contract_type,transfer,技术转让,"));
    }

    [TestCase("text/csv", true)]
    [TestCase("text/csv, */*;q=0.5", true)]
    [TestCase("application/json;q=0.5, text/csv", true)]
    [TestCase("application/json, text/csv", false)]
    [TestCase("application/json", false)]
    [TestCase("*/*", false)]
    [TestCase("text/csv;q=0", false)]
    [TestCase("nonsense", false)]
    public async Task The_form_is_negotiated(string accept, bool table) =>
        Assert.That((await statistician.Get("/v1/reports/monthly/2020-01", ("Accept", accept))).Is(200).ContentType, Is.EqualTo(table ? "text/csv" : "application/json"));

    [TestCase("", false)]
    [TestCase("?bom=true", true)]
    public async Task A_byte_order_mark_stands_in_front_only_when_it_is_asked_for(string query, bool mark)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/reports/monthly/2020-01{query}");
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await statistician.Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.That(bytes.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]), Is.EqualTo(mark));
        Assert.That(response.Content.Headers.ContentDisposition!.FileName, Does.Contain("monthly-report-2020-01.csv"));
    }

    [TestCase("2026-13", "/period")]
    [TestCase("August", "/period")]
    [TestCase("2026-08?by=colour", "/by")]
    [TestCase("2026-08?region=99", "/region")]
    [TestCase("2026-08?region=abroad", "/region")]
    [TestCase("2026-08?base=inflow", "/base")]
    [TestCase("2026-08?base=output,absorption", "/base")]
    [TestCase("2026-08?asOf=2026-08", "/asOf")]
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
