using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Demands;

/// <summary>A market with an enterprise that has a problem, two universities that may solve it, another enterprise and an operator.</summary>
internal sealed class DemandDesk(TestMarket market, Client enterprise, Client solver, Client rival, Client other, Client @operator) : IAsyncDisposable
{
    /// <summary>The deadline of <see cref="Content"/>: 2026-12-31 24:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Deadline = new(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    public TestMarket Market => market;
    /// <summary>宁波东海玻璃有限公司, whose demand it is.</summary>
    public Client Enterprise => enterprise;
    public Client Solver => solver;
    public Client Rival => rival;
    /// <summary>An enterprise that has nothing to do with it.</summary>
    public Client Other => other;
    public Client Operator => @operator;
    public Client Stranger => market.Stranger;

    public static async Task<DemandDesk> OpenAsync()
    {
        var market = TestMarket.Open();
        return new DemandDesk(market,
            await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.Publisher),
            await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher),
            await market.JoinAsync(OrganizationKind.University, "浙江工业大学", Role.Publisher),
            await market.JoinAsync(OrganizationKind.Enterprise, "绍兴碧源环境工程有限公司", Role.Publisher),
            await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator));
    }

    /// <summary>玻璃窑炉烟气低温脱硝, 80 to 150 万元; <paramref name="changes"/> replace members, null takes one out.</summary>
    public static JsonObject Content(params (string Member, JsonNode? Value)[] changes)
    {
        var content = JsonNode.Parse("""
            {
              "titleZh": "玻璃窑炉烟气低温脱硝", "titleEn": "Low-temperature denitrification of flue gas from glass kilns",
              "descriptionZh": "烟气温度180至220摄氏度，现有催化剂三个月失活，求低温抗硫脱硝催化剂及成套工艺。",
              "field": "environment", "industry": "manufacturing", "keywords": ["玻璃窑炉", "低温脱硝"], "region": "330203",
              "budgetMin": {"amount": 80000000, "currency": "CNY"}, "budgetMax": {"amount": 150000000, "currency": "CNY"}, "budgetSource": "own_funds",
              "deadline": "2026-12-31T16:00:00.000Z", "acceptanceTest": "连续运行168小时，出口氮氧化物不高于50毫克每立方米。",
              "cooperationModes": ["commissioned_development", "technology_licence"], "secrecy": "not_secret",
              "contactVisibility": "signed_in", "contact": {"name": "周敏", "phone": "0574-87654321", "email": "zhou@example.cn"}
            }
            """)!.AsObject();
        foreach (var (member, value) in changes)
            if (value is null) content.Remove(member);
            else content[member] = value;
        return content;
    }

    public static JsonNode Wan(long wan) => JsonNode.Parse($$"""{"amount": {{wan}}000000, "currency": "CNY"}""")!;

    public async Task<Reply> PostedAsync(params (string Member, JsonNode? Value)[] changes) => (await enterprise.Post("/v1/demands", Content(changes).ToJsonString())).Is(201);

    public Task<Reply> ProposeAsync(string demand, Client? by = null, string? key = null) =>
        (by ?? solver).Post($"/v1/demands/{demand}/proposals", new { text = "采用锰铈复合氧化物低温催化剂，二百摄氏度脱硝效率九成五。", price = Client.Yuan(1_230_000), days = 240 }, key);

    public ValueTask DisposeAsync() => market.DisposeAsync();
}

/// <summary>What the fixtures of demands have in common: one market each.</summary>
public abstract class DemandFixture
{
    private protected DemandDesk Desk { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open() => Desk = await DemandDesk.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await Desk.DisposeAsync();
}
