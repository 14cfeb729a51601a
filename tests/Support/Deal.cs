using System.Globalization;
using Marketplace.Domain;
using Marketplace.Domain.Listings;

namespace Marketplace.Tests;

/// <summary>
/// One lot on its way: a university's approved achievement with an open listing for auction, and the market that puts it up.
/// By default 玻璃窑炉环保治理技术 from 300 万元 in steps of 10 万元, deposit 30 万元, announced eight days before its opening at
/// 09:00 and open for 24 hours. Each deal has organizations of its own, so many fit into one market.
/// </summary>
public sealed class Deal
{
    public const long Wan = 1_000_000;
    private static readonly string[] Names = ["浙江晶耀玻璃有限公司", "杭州蓝澜环保科技有限公司", "宁波跃志新材料有限公司", "湖州安竹家居有限公司", "绍兴碧源环境工程有限公司"];
    private readonly List<Client> bidders = [];

    private Deal(TestMarket market, Client university, Client @operator, Offer offer) =>
        (Market, University, Operator, Achievement, Listing) = (market, university, @operator, offer.Achievement, offer.Listing);

    public TestMarket Market { get; }
    /// <summary>The seller's publisher.</summary>
    public Client University { get; }
    /// <summary>The operator of the market that runs the auction.</summary>
    public Client Operator { get; }
    public string Achievement { get; }
    public string Listing { get; }

    /// <summary>Set by <see cref="AnnounceAsync"/>.</summary>
    public string Auction { get; private set; } = "";
    public DateTimeOffset OpensAt { get; private set; }
    public DateTimeOffset ClosesAt { get; private set; }

    /// <summary>Those that <see cref="QualifiedAsync"/> made, in the order of their labels.</summary>
    public IReadOnlyList<Client> Bidders => bidders;

    public string Path => $"/v1/auctions/{Auction}";

    /// <summary>An open listing for auction, with a sealed reserve if one is named.</summary>
    /// <param name="client">Name of the client of a commissioned development, where it was one.</param>
    public static async Task<Deal> ListedAsync(TestMarket market, long? reserveWan = null, PriceMethod priceMethod = PriceMethod.Auction, string? client = null) =>
        await ListedAsync(market, await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.OrgAdmin, Role.Operator), reserveWan, priceMethod, client);

    /// <summary>The same on a market that there is.</summary>
    public static async Task<Deal> ListedAsync(TestMarket market, Client @operator, long? reserveWan = null, PriceMethod priceMethod = PriceMethod.Auction, string? client = null)
    {
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer);
        var offer = await Offer.MakeAsync(university, @operator, priceMethod, reserveWan is { } wan ? Money.WanYuan(wan) : null, client);
        return new Deal(market, university, @operator, offer);
    }

    /// <summary>An announced auction.</summary>
    public static async Task<Deal> AnnouncedAsync(TestMarket market, long? reserveWan = null, Action<IDictionary<string, object?>>? change = null)
    {
        var deal = await ListedAsync(market, reserveWan);
        (await deal.AnnounceAsync(change)).Is(201);
        return deal;
    }

    /// <summary>An auction that has just opened, with so many bidders who may bid.</summary>
    public static async Task<Deal> OpenAsync(TestMarket market, int bidders = 2, long? reserveWan = null, Action<IDictionary<string, object?>>? change = null)
    {
        var deal = await AnnouncedAsync(market, reserveWan, change);
        for (var i = 0; i < bidders; i++) await deal.QualifiedAsync();
        await market.AdvanceToAsync(deal.OpensAt);
        return deal;
    }

    /// <summary>The body of an announcement that stands; <paramref name="change"/> makes it another.</summary>
    public IDictionary<string, object?> Announcement(Action<IDictionary<string, object?>>? change = null)
    {
        var day = Market.Now.ToOffset(Instant.ShanghaiOffset).Date.AddDays(8);
        var opensAt = new DateTimeOffset(day.AddHours(9), Instant.ShanghaiOffset);
        var body = new Dictionary<string, object?>
        {
            ["listing"] = Listing,
            ["procedure"] = "competitive_bidding",
            ["startPrice"] = InWan(300),
            ["ladder"] = new object[] { new { from = InWan(0), step = InWan(10) } },
            ["deposit"] = InWan(30),
            ["registrationClosesAt"] = At(opensAt.AddHours(-16)),
            ["opensAt"] = At(opensAt),
            ["closesAt"] = At(opensAt.AddHours(24)),
            ["priority"] = Told(Market.Now),
        };
        change?.Invoke(body);
        return body;
    }

    /// <summary>An exhibition of so many days that ends so many days before the auction of <see cref="Announcement"/> opens.</summary>
    public object Exhibition(int days = 2, int until = 1, string place = "浙江国际商品拍卖中心三楼展厅")
    {
        var last = DateOnly.FromDateTime(Market.Now.ToOffset(Instant.ShanghaiOffset).Date).AddDays(8 - until);
        return new { from = Iso(last.AddDays(1 - days)), to = Iso(last), place };

        static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The achievement's completer was told on the day of the moment, and whoever else holds a priority.</summary>
    public static object Told(DateTimeOffset at, params string[] others) => new
    {
        notices = others.Prepend("completer").Select(holder => new { holder, number = 1, notifiedOn = $"{at.ToOffset(Instant.ShanghaiOffset):yyyy-MM-dd}", reference = "EMS 1098765432109" }),
    };

    /// <summary>Announces the auction as the market's operator.</summary>
    public async Task<Reply> AnnounceAsync(Action<IDictionary<string, object?>>? change = null)
    {
        var body = Announcement(change);
        var reply = await Operator.Post("/v1/auctions", body);
        if (reply.Status == 201) (Auction, OpensAt, ClosesAt) = (reply.Id, reply.Time("opensAt"), reply.Time("closesAt"));
        return reply;
    }

    /// <summary>An enterprise with a person who may bid; not yet registered for this auction.</summary>
    public Task<Client> EnterpriseAsync() => Market.JoinAsync(OrganizationKind.Enterprise, Names[bidders.Count % Names.Length], Role.Bidder);

    /// <summary>An enterprise that has registered; its label is in the reply.</summary>
    public async Task<(Client Bidder, string Label)> RegisteredAsync()
    {
        var enterprise = await EnterpriseAsync();
        return (enterprise, (await enterprise.Post($"{Path}/bidders")).Is(201).Text("label"));
    }

    /// <summary>A bidder that may bid: registered, qualified, deposit confirmed.</summary>
    /// <param name="qualification">What the market finds; that the bidder qualifies where it is left out.</param>
    public async Task<Client> QualifiedAsync(object? qualification = null)
    {
        var (bidder, label) = await RegisteredAsync();
        (await Operator.Post($"{Path}/bidders/{label}/qualification", qualification ?? new { decision = "qualified" })).Is(200);
        (await DepositAsync(label)).Is(201);
        bidders.Add(bidder);
        return bidder;
    }

    public Task<Reply> QualifyAsync(string label) => Operator.Post($"{Path}/bidders/{label}/qualification", new { decision = "qualified" });

    public Task<Reply> RejectAsync(string label, params string[] reasons) =>
        Operator.Post($"{Path}/bidders/{label}/qualification", new { decision = "rejected", reasons });

    public Task<Reply> DepositAsync(string label, long wan = 30) =>
        Operator.Post($"{Path}/deposits", new { label, amount = InWan(wan), reference = $"中国银行 20260804-{label}" });

    /// <summary>A bid of so many 万元 by the bidder with the label.</summary>
    public Task<Reply> BidAsync(int label, decimal wan, string? key = null) => BidAsync(Bidders[label - 1], wan, key);

    public Task<Reply> BidAsync(Client bidder, decimal wan, string? key = null) =>
        bidder.Post($"{Path}/bids", new { amount = InWan(wan) }, key);

    public async Task<Reply> ReadAsync() => (await Market.Stranger.Get(Path)).Is(200);

    public static object InWan(decimal wan) => new { amount = (long)(wan * Wan), currency = "CNY" };

    public static string At(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
