using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reports;

public sealed class GetFlowsTests : ContractFixture
{
    private Client statistician = null!;

    [OneTimeSetUp]
    public async Task SignIn() => statistician = await Desk.Market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);

    private Task<Reply> Read(string path, params (string, string)[] headers) => statistician.Get($"/v1/reports/flows/{path}", [("Marketplace-Position", $"{Desk.Market.Position}"), .. headers]);

    private static long Contracts(JsonElement item) => item.GetProperty("sums").GetProperty("contracts").GetInt64();

    [Test]
    public async Task What_leaves_a_province_is_its_output_and_what_arrives_is_its_absorption()
    {
        await Desk.RegisteredAsync();
        var flows = (await Read("2026-08")).Is(200);
        var items = flows["flows"].EnumerateArray().ToList();
        Assert.That(items.Sum(Contracts), Is.EqualTo(flows["total.contracts"].GetInt64()).And.GreaterThan(0));
        foreach (var (by, end) in new[] { ("output", "seller"), ("absorption", "buyer") })
        {
            var rows = (await statistician.Get($"/v1/reports/monthly/2026-08?base={by}&by=region")).Is(200)["groups.0.rows"].EnumerateArray();
            foreach (var row in rows)
                Assert.That(items.Where(item => item.GetProperty(end).GetString() == row.GetProperty("code").GetString()).Sum(Contracts), Is.EqualTo(Contracts(row)));
        }
        Assert.That(items[0].GetProperty("sellerLabel").GetString(), Is.EqualTo("浙江省"));
    }

    [Test]
    public async Task A_month_without_contracts_has_no_flows() =>
        Assert.That((await Read("2020-01")).Is(200)["flows"].GetArrayLength(), Is.Zero);

    [Test]
    public async Task It_is_also_a_table_with_labels_in_the_reader_s_language()
    {
        await Desk.RegisteredAsync();
        var reply = (await Read("2026-08", ("Accept", "text/csv"), ("Accept-Language", "en"))).Is(200);
        Assert.That(reply.Body, Does.StartWith("period,as_of,seller,seller_label,buyer,buyer_label,contracts,turnover_yuan,technology_amount_yuan\r\n2026-08,,330000,Zhejiang"));
    }

    [Test]
    public async Task It_is_for_the_same_readers_as_the_report()
    {
        (await Desk.Seller.Get("/v1/reports/flows/2026-08")).Refused(403, "role.missing");
        (await Desk.Market.Stranger.Get("/v1/reports/flows/2026-08")).Refused(401, "token.missing");
        foreach (var period in new[] { "2026-00", "1899-12", "0001-01" })
            Assert.That((await Read(period)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/period" }));
        (await Read("2026-08?asOf=2099-01-01")).Refused(422, "report.as_of_in_future");
        var @operator = await Desk.Market.JoinAsync(OrganizationKind.MarketOperator, "宁波科技大市场", Role.Operator);
        (await @operator.Get("/v1/reports/flows/2026-07?asOf=2026-07-31")).Refused(403, "report.as_of_not_allowed");
    }
}
