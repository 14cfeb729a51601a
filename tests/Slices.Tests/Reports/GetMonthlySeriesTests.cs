using Marketplace.Domain;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reports;

public sealed class GetMonthlySeriesTests : ContractFixture
{
    private Client statistician = null!;

    [OneTimeSetUp]
    public async Task SignIn() => statistician = await Desk.Market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);

    private Task<Reply> Read(string query) => statistician.Get($"/v1/reports/monthly?{query}", ("Marketplace-Position", $"{Desk.Market.Position}"));

    [Test]
    public async Task Three_months_are_three_items_and_each_is_the_total_of_its_month_s_report()
    {
        await Desk.RegisteredAsync();
        var series = (await Read("from=2026-07&to=2026-09&base=absorption")).Is(200);
        Assert.That(series["months"].EnumerateArray().Select(month => month.GetProperty("period").GetString()), Is.EqualTo(new[] { "2026-07", "2026-08", "2026-09" }));
        foreach (var month in series["months"].EnumerateArray())
        {
            var report = (await statistician.Get($"/v1/reports/monthly/{month.GetProperty("period").GetString()}?base=absorption")).Is(200);
            Assert.That(month.GetProperty("sums").GetRawText(), Is.EqualTo(report["total"].GetRawText()));
        }
        Assert.That(series["months.1.sums.contracts"].GetInt64(), Is.GreaterThan(0));
        Assert.That(series["months.2.sums.growthOnMonth.contracts"].GetDecimal(), Is.EqualTo(-100m));
    }

    [Test]
    public async Task It_is_also_a_table_a_line_for_each_month()
    {
        var reply = (await statistician.Get("/v1/reports/monthly?from=2025-01&to=2025-12&region=330000", ("Accept", "text/csv"))).Is(200);
        var lines = reply.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(13));
        Assert.That(lines[1], Is.EqualTo("registered,330000,,2025-01,0,0.00,0.00,,,,,,,,0,0.00,0.00,,,,"));
    }

    [TestCase("to=2026-08", "/from")]
    [TestCase("from=2026-08", "/to")]
    [TestCase("from=2026-09&to=2026-08", "/to")]
    [TestCase("from=2016-08&to=2026-08", "/to", Description = "121 months")]
    [TestCase("from=2026-01&to=2026-08&base=inflow", "/base")]
    [TestCase("from=2026-01&to=2026-08&region=abroad", "/region")]
    [TestCase("from=2026-01&to=2026-08&asOf=yesterday", "/asOf")]
    public async Task What_is_no_series_is_pointed_at(string query, string pointer) =>
        Assert.That((await Read(query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task Ten_years_are_120_months() =>
        Assert.That((await Read("from=2016-09&to=2026-08")).Is(200)["months"].GetArrayLength(), Is.EqualTo(120));

    [Test]
    public async Task It_is_for_the_same_readers_as_the_report()
    {
        (await Desk.Seller.Get("/v1/reports/monthly?from=2026-01&to=2026-08")).Refused(403, "role.missing");
        (await Desk.Market.Stranger.Get("/v1/reports/monthly?from=2026-01&to=2026-08")).Refused(401, "token.missing");
        var @operator = await Desk.Market.JoinAsync(OrganizationKind.MarketOperator, "宁波科技大市场", Role.Operator);
        (await @operator.Get("/v1/reports/monthly?from=2026-01&to=2026-08&asOf=2026-07-31")).Refused(403, "report.as_of_not_allowed");
        (await Read("from=2026-01&to=2026-08&asOf=2099-01-01")).Refused(422, "report.as_of_in_future");
    }
}
