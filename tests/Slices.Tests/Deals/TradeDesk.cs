using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

/// <summary>A university that sells, an enterprise that buys, a broker, an institute that may own a part, and the market between them.</summary>
internal sealed class TradeDesk : IAsyncDisposable
{
    public required TestMarket Market { get; init; }
    public required Client Seller { get; init; }

    /// <summary>Another person of the seller.</summary>
    public required Client Colleague { get; init; }
    public required Client Buyer { get; init; }
    public required Client Broker { get; init; }
    public required Client Institute { get; init; }

    /// <summary>Someone of an enterprise that has nothing to do with it.</summary>
    public required Client Other { get; init; }
    public required Client Operator { get; init; }

    public static async Task<TradeDesk> OpenAsync() => await OnAsync(TestMarket.Open());

    /// <summary>In a market where other things happen too.</summary>
    public static async Task<TradeDesk> OnAsync(TestMarket market)
    {
        var seller = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin, Role.Publisher, Role.Filer);
        return new TradeDesk
        {
            Market = market,
            Seller = seller,
            Colleague = await market.JoinAsync(seller.Organization, Role.Publisher),
            Buyer = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin, Role.Bidder, Role.Publisher),
            Broker = await market.JoinAsync(OrganizationKind.BrokerAgency, "浙江知联技术转移有限公司", Role.Broker),
            Institute = await market.JoinAsync(OrganizationKind.ResearchInstitute, "浙江省环境科学研究院", Role.Publisher),
            Other = await market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.OrgAdmin, Role.Bidder, Role.Publisher),
            Operator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator),
        };
    }

    /// <summary>An open listing of a fresh approved achievement, its achievement's description changed as told.</summary>
    public async Task<Reply> ListedAsync(string method = "agreement", string mode = "transfer", decimal? askWan = null, params (string Member, JsonNode? Value)[] changes)
    {
        var achievement = (await Seller.Post("/v1/achievements", AchievementDesk.Content(changes).ToJsonString())).Is(201).Id;
        (await Seller.Post($"/v1/achievements/{achievement}/submission")).Is(200);
        (await Operator.Post($"/v1/achievements/{achievement}/review", new { decision = "approve" })).Is(200);
        return (await Seller.Post("/v1/listings", new
        {
            achievement, market = Operator.Organization, transferMode = mode, priceMethod = method, askPrice = askWan is { } wan ? Deal.InWan(wan) : null,
        })).Is(201);
    }

    /// <summary>Owned together with the institute, and with another that is not on the market.</summary>
    public (string, JsonNode?) CoOwners => ("coOwners", new JsonArray(
        new JsonObject { ["name"] = "浙江省环境科学研究院", ["organization"] = Institute.Organization }, new JsonObject { ["name"] = "德清玻璃研究所" }));

    /// <summary>The buyer's inquiry on the listing.</summary>
    public async Task<string> OpenedAsync(string listing) => (await Buyer.Post("/v1/deals", new { listing, message = "拟受让该成果，请告知价格。" })).Is(201).Id;

    public object Offer(decimal wan = 480, DateTimeOffset? until = null, string mode = "transfer", string? scope = null, string? terms = "分三期支付。") => new
    {
        price = Deal.InWan(wan), validUntil = Deal.At(until ?? Market.Now.AddDays(30)), transferMode = mode, licenceScope = scope, paymentMethod = "instalments", terms,
    };

    /// <summary>The id of an offer that the client makes in the deal.</summary>
    public async Task<string> OfferedAsync(string deal, Client by, decimal wan = 480) =>
        (await by.Post($"/v1/deals/{deal}/offers", Offer(wan))).Is(200)["offers"].EnumerateArray().Last().GetProperty("id").GetString()!;

    /// <summary>A deal on the listing with the buyer's offer accepted.</summary>
    public async Task<Reply> AcceptedAsync(string listing, decimal wan = 480)
    {
        var deal = await OpenedAsync(listing);
        var offer = await OfferedAsync(deal, Buyer, wan);
        return (await Seller.Post($"/v1/deals/{deal}/offers/{offer}/acceptance")).Is(200);
    }

    public Dictionary<string, object?> Notice(decimal wan = 480, Action<IDictionary<string, object?>>? change = null)
    {
        var notice = new Dictionary<string, object?> { ["price"] = Deal.InWan(wan), ["pricingBasis"] = "浙江中联资产评估报告〔2026〕118号", ["places"] = new[] { "浙江理工大学官网", "浙江科技大市场" } };
        change?.Invoke(notice);
        return notice;
    }

    public Task<Reply> PublishAsync(string listing, decimal wan = 480, Action<IDictionary<string, object?>>? change = null, Client? by = null) =>
        (by ?? Seller).Post($"/v1/listings/{listing}/publicity", Notice(wan, change));

    /// <summary>The id of an objection that the client raises.</summary>
    public async Task<string> ObjectedAsync(string listing, Client by) =>
        (await by.Post($"/v1/listings/{listing}/publicity/objections", new { text = "该成果权属存在争议。" })).Is(200)["objections"].EnumerateArray().Last().GetProperty("id").GetString()!;

    public Task<Reply> DecideAsync(string listing, string objection, string decision = "rejected", Client? by = null) =>
        (by ?? Seller).Post($"/v1/listings/{listing}/publicity/objections/{objection}/decision", new { decision, reasons = "经核实，权属清晰。" });

    public async Task<string> MandatedAsync(Client principal, params string[] scopes) => (await principal.Post("/v1/mandates", new
    {
        agent = Broker.Organization, scopes = scopes.Length > 0 ? scopes : ["deals"], reference = "授权委托书〔2026〕31号", validUntil = Deal.At(Market.Now.AddDays(365)),
    })).Is(201).Id;

    public async Task<Reply> ReadAsync(string deal, Client? by = null) => (await (by ?? Seller).Get($"/v1/deals/{deal}")).Is(200);

    /// <summary>The contract that was drafted from the deal.</summary>
    public async Task<Reply> ContractOfAsync(string deal)
    {
        await Market.AdvanceAsync(TimeSpan.FromSeconds(1));
        var drafts = (await Seller.Get("/v1/contracts?limit=200", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"].EnumerateArray();
        var id = drafts.Single(draft => draft.TryGetProperty("deal", out var of) && of.GetString() == deal).GetProperty("id").GetString();
        return (await Seller.Get($"/v1/contracts/{id}")).Is(200);
    }

    public ValueTask DisposeAsync() => Market.DisposeAsync();
}

/// <summary>What the fixtures of deals, notices and mandates have in common: one market each.</summary>
public abstract class TradeFixture
{
    private protected const string NoDeal = "/v1/deals/dea_0198d3a1b2c37000800000000000a001", NoListing = "/v1/listings/lst_0198d3a1b2c37000800000000000a001";

    private protected TradeDesk Desk { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open() => Desk = await TradeDesk.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await Desk.DisposeAsync();
}
