using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Domain.Listings;

namespace Marketplace.Tests;

/// <summary>An approved achievement and its open listing, over HTTP.</summary>
internal sealed record Offer(string Achievement, string Listing)
{
    /// <summary>玻璃窑炉环保治理技术, sold for 480 万元 on 2014-06-30.</summary>
    private const string GlassKiln = """
        {
          "titleZh": "玻璃窑炉环保治理技术", "summaryZh": "玻璃窑炉烟气脱硫脱硝除尘一体化治理,排放达到特别排放限值。",
          "field": "environment", "keywords": ["玻璃窑炉", "脱硫脱硝", "除尘"], "stage": "mature",
          "attribute": "original_innovation", "level": "domestic_leading", "form": "new_process",
          "ipRights": [{"type": "invention_patent", "number": "ZL201710601862.3", "title": "一种玻璃窑炉烟气治理方法"}],
          "completers": [{"name": "沈嘉树"}], "region": "330106", "transferModes": ["transfer"],
          "researchFrom": "2011-03", "researchTo": "2013-12", "secrecy": "not_secret"
        }
        """;

    public static async Task<Offer> MakeAsync(Client university, Client @operator, PriceMethod priceMethod, Money? reserve, string? client = null)
    {
        var content = JsonNode.Parse(GlassKiln)!.AsObject();
        if (client is not null) content["client"] = new JsonObject { ["name"] = client };
        var achievement = (await university.Post("/v1/achievements", content.ToJsonString())).Is(201).Id;
        (await university.Post($"/v1/achievements/{achievement}/submission")).Is(200);
        (await @operator.Post($"/v1/achievements/{achievement}/review", new { decision = "approve" })).Is(200);
        var listing = (await university.Post("/v1/listings", new
        {
            achievement,
            market = @operator.Organization,
            transferMode = "transfer",
            priceMethod = priceMethod.ToString().ToLowerInvariant(),
            reserve = reserve is { } amount ? new { amount = amount.Fen, currency = "CNY" } : null,
        })).Is(201).Id;
        return new Offer(achievement, listing);
    }
}
