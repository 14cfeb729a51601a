using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Achievements;

/// <summary>A market with a university that has achievements, another one, and an operator who approves them.</summary>
internal sealed class AchievementDesk(TestMarket market, Client university, Client other, Client @operator) : IAsyncDisposable
{
    public TestMarket Market => market;
    public Client University => university;
    public Client Other => other;
    public Client Operator => @operator;
    public Client Stranger => market.Stranger;

    public static async Task<AchievementDesk> OpenAsync()
    {
        var market = TestMarket.Open();
        return new AchievementDesk(market,
            await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher),
            await market.JoinAsync(OrganizationKind.University, "浙江工业大学", Role.Publisher),
            await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator));
    }

    /// <summary>玻璃窑炉环保治理技术 with everything that a submission asks for; <paramref name="changes"/> replace members, null takes one out.</summary>
    public static JsonObject Content(params (string Member, JsonNode? Value)[] changes)
    {
        var content = JsonNode.Parse("""
            {
              "titleZh": "玻璃窑炉环保治理技术", "titleEn": "Emission control for glass furnaces",
              "summaryZh": "以干法脱硫与高温电除尘联用治理玻璃窑炉烟气。", "field": "environment", "keywords": ["玻璃窑炉", "脱硫", "除尘"],
              "stage": "mature", "attribute": "original_innovation", "level": "domestic_leading", "form": "new_process",
              "ipRights": [{"type": "invention_patent", "number": "ZL201710601862.3", "title": "玻璃窑炉烟气治理方法"}],
              "completers": [{"name": "沈文渊"}, {"name": "陆思远", "organization": "浙江省环境科学研究院"}],
              "region": "330106", "transferModes": ["transfer", "licence"], "researchFrom": "2010-03", "researchTo": "2013-12",
              "secrecy": "not_secret", "priceIntention": {"amount": 300000000, "currency": "CNY"}
            }
            """)!.AsObject();
        foreach (var (member, value) in changes)
            if (value is null) content.Remove(member);
            else content[member] = value;
        return content;
    }

    public async Task<Reply> DraftAsync(params (string Member, JsonNode? Value)[] changes) => (await university.Post("/v1/achievements", Content(changes).ToJsonString())).Is(201);

    public async Task<Reply> SubmittedAsync() => (await university.Post($"/v1/achievements/{(await DraftAsync()).Id}/submission")).Is(200);

    public async Task<Reply> ReturnedAsync(string reason = "请补充检测报告。") =>
        (await @operator.Post($"/v1/achievements/{(await SubmittedAsync()).Id}/review", new { decision = "return", reasons = new[] { reason } })).Is(200);

    public async Task<Reply> ApprovedAsync() => (await @operator.Post($"/v1/achievements/{(await SubmittedAsync()).Id}/review", new { decision = "approve" })).Is(200);

    /// <summary>An open listing of a fresh approved achievement.</summary>
    public async Task<Reply> ListedAsync(string mode = "transfer", string method = "auction") =>
        (await university.Post("/v1/listings", new { achievement = (await ApprovedAsync()).Id, market = @operator.Organization, transferMode = mode, priceMethod = method })).Is(201);

    public ValueTask DisposeAsync() => market.DisposeAsync();
}
