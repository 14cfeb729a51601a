using System.Globalization;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>Everybody who may come to bid. The first of the four who may has a priority.</summary>
internal sealed record Crowd(Client[] Bidders, Client Unqualified, Client Rejected, Client Unpaid, Client Suspended, Client Barred, Client Unregistered)
{
    public static async Task<Crowd> JoinAsync(TestMarket market)
    {
        var all = new List<Client>();
        foreach (var name in "浙江晶耀玻璃 杭州蓝澜环保 宁波跃志新材料 湖州安竹家居 绍兴碧源环境 温州瓯宝电气 嘉兴禾纺科技 金华磐安制药 台州海潮机械 衢州浮石化工".Split(' '))
            all.Add(await market.JoinAsync(OrganizationKind.Enterprise, $"{name}有限公司", Role.Bidder));
        return new Crowd([.. all[..4]], all[4], all[5], all[6], all[7], all[8], all[9]);
    }

    /// <summary>All with a label register with the auction, in the order of this record, and become what they are called.</summary>
    public async Task RegisterAsync(Deal deal)
    {
        await deal.Market.AppendAsync(AuctionBidders.StreamOf(deal.Auction), new BidderBarred(Barred.Organization, deal.Auction, new Instant(0)));
        (await Barred.Post($"{deal.Path}/bidders")).Refused(403, "bidder.barred");
        foreach (var client in (Client[])[.. Bidders, Unqualified, Rejected, Unpaid, Suspended])
        {
            var label = (await client.Post($"{deal.Path}/bidders")).Is(201).Text("label");
            if (client == Unqualified) continue;
            if (client == Rejected) (await deal.RejectAsync(label, "营业执照已过期")).Is(200);
            else if (client == Bidders[0]) (await deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", new { decision = "qualified", priority = "completer", evidence = "章程" })).Is(200);
            else (await deal.QualifyAsync(label)).Is(200);
            if (client != Rejected && client != Unpaid) (await deal.DepositAsync(label)).Is(201);
        }
    }

    public Task SuspendAsync(TestMarket market) => market.AppendAsync(Suspended.Organization, new OrganizationSuspended("提供虚假材料", Until: null));
}

/// <summary>An auction in which one operation takes bids, and the bad ones that can be made in it at one moment.</summary>
internal sealed class BadBids
{
    private const string NoAuction = "auc_00000000000070008000000000000bad", NoBid = "bid_00000000000070008000000000000bad";

    private readonly Dictionary<int, string> sealedBids = [];
    private readonly string operation;
    private readonly Crowd crowd;

    private BadBids(Deal deal, string operation, Crowd crowd) => (Deal, this.operation, this.crowd) = (deal, operation, crowd);

    public Deal Deal { get; }

    public static async Task<BadBids> AnnounceAsync(TestMarket market, Client house, string operation, Crowd crowd)
    {
        var deal = await Deal.ListedAsync(market, house);
        (await deal.AnnounceAsync(body =>
        {
            switch (operation)
            {
                case "SetProxyBid": body["format"] = FormatDeal.WithMaxima; break;
                case "SealBid" or "RevealBid": body["format"] = FormatDeal.SealedFirstPrice; break;
                case "AcceptDutchPrice":
                    body["format"] = FormatDeal.Dutch;
                    body["closesAt"] = Deal.At(DateTimeOffset.Parse((string)body["opensAt"]!, CultureInfo.InvariantCulture).AddMinutes(50));
                    break;
            }
        })).Is(201);
        await crowd.RegisterAsync(deal);
        return new BadBids(deal, operation, crowd);
    }

    /// <summary>The operation's bid by one who may bid.</summary>
    public Task<Reply> SendAsync(int label, decimal wan, string? path = null) => PostAsync(crowd.Bidders[label - 1], path ?? Deal.Path, Body(Deal.InWan(wan), label, (long)(wan * Deal.Wan)), label);

    /// <summary>Before those that are bad, what they are bad against.</summary>
    public async Task PrepareAsync()
    {
        if (operation == "PlaceBid") (await SendAsync(1, 300)).Is(201);
        if (operation == "SetProxyBid") (await SendAsync(1, 400)).Is(201);
        if (operation == "ClaimPriority") (await crowd.Bidders[1].Post($"{Deal.Path}/bids", new { amount = Deal.InWan(300) })).Is(201);
        if (operation != "RevealBid") return;
        foreach (var (label, wan) in new[] { (1, 330m), (2, 0m), (3, -5m), (4, 299.999999m) })
        {
            var commitment = FormatDeal.Commit(Deal.Auction, $"{label}", (long)(wan * Deal.Wan), FormatDeal.Salt(label));
            sealedBids[label] = (await crowd.Bidders[label - 1].Post($"{Deal.Path}/sealed-bids", new { commitment })).Is(201).Text("bidId");
        }
    }

    /// <summary>What is done while it is open, in this order and at one moment; where the operation has no such thing, nobody asks for it.</summary>
    public IEnumerable<(string What, Func<Task<Reply>> Send)> WhileOpen =>
    [
        ("zero", () => SendAsync(Reveals ? 2 : Bidder, 0)),
        ("negative", () => SendAsync(Reveals ? 3 : Bidder, -5)),
        ("too low by a fen", () => SendAsync(Reveals ? 4 : Bidder, operation is "PlaceBid" or "SetProxyBid" ? 309.999999m : 299.999999m)),
        ("a fen off the ladder", () => SendAsync(Bidder, operation == "PlaceBid" ? 310.000001m : 300.000001m)),
        ("beyond all amounts", () => SendAsync($"{{\"amount\":{Money.Largest.Fen + 1},\"currency\":\"CNY\"}}")),
        ("beyond all numbers", () => SendAsync("{\"amount\":1000000000000000000000000000000,\"currency\":\"CNY\"}")),
        ("half a fen", () => SendAsync("{\"amount\":350000000.5,\"currency\":\"CNY\"}")),
        ("a number in words", () => SendAsync("{\"amount\":\"350000000\",\"currency\":\"CNY\"}")),
        ("dollars", () => SendAsync("{\"amount\":350000000,\"currency\":\"USD\"}")),
        ("no amount", () => PostAsync(crowd.Bidders[1], Deal.Path, "{}", 2)),
        ("bytes too few", () => PostAsync(crowd.Bidders[1], Deal.Path, Reveals ? new { amount = Deal.InWan(330), salt = new byte[31] } : new { commitment = new byte[31] }, 2)),
        ("by a stranger", () => SendAsync(Deal.Market.Stranger)),
        ("by the market", () => SendAsync(Deal.Operator)),
        ("by the seller", () => SendAsync(Deal.University)),
        ("by the barred", () => SendAsync(crowd.Barred)),
        ("by the unregistered", () => SendAsync(crowd.Unregistered)),
        ("by the unqualified", () => SendAsync(crowd.Unqualified)),
        ("by the rejected", () => SendAsync(crowd.Rejected)),
        ("by the unpaid", () => SendAsync(crowd.Unpaid)),
        ("by the suspended", () => SendAsync(crowd.Suspended)),
        ("without priority", () => SendAsync(3, 300)),
        ("of no auction", () => SendAsync(1, 350, $"/v1/auctions/{NoAuction}")),
        ("another than sealed", () => SendAsync(1, 331)),
        ("what another sealed", () => PostAsync(crowd.Bidders[0], Deal.Path, Body(Deal.InWan(0), 2, 0), 2)),
        ("key with another bid", () => SendAsync(crowd.Unpaid, $"the-same-{operation}", 350, 360)),
        ("without a key", () => crowd.Bidders[1].Send(HttpMethod.Post, PathIn(Deal.Path, 2), Body(Deal.InWan(350), 2, 0), key: null)),
        ("twice", TwiceAsync),
    ];

    private bool Reveals => operation == "RevealBid";

    /// <summary>Who makes the bad ones: not the one who leads, and of priorities the one who has it.</summary>
    private int Bidder => operation == "ClaimPriority" ? 1 : 2;

    /// <summary>A good bid, and the same once more.</summary>
    private async Task<Reply> TwiceAsync()
    {
        var (label, wan) = operation switch { "PlaceBid" => (2, 310), "SetProxyBid" => (1, 400), "SealBid" or "RevealBid" => (1, 330), _ => (1, 300) };
        if (operation != "SetProxyBid") (await SendAsync(label, wan)).Is(201);
        return await SendAsync(operation is "PlaceBid" or "AcceptDutchPrice" ? 3 : label, wan);
    }

    /// <summary>An amount as it is written.</summary>
    private Task<Reply> SendAsync(string amount)
    {
        var body = operation switch
        {
            "SetProxyBid" => $"{{\"maximum\":{amount}}}",
            "AcceptDutchPrice" => $"{{\"price\":{amount}}}",
            "RevealBid" => $"{{\"amount\":{amount},\"salt\":\"{Convert.ToBase64String(FormatDeal.Salt(1))}\"}}",
            _ => $"{{\"amount\":{amount}}}",
        };
        return PostAsync(crowd.Bidders[Bidder - 1], Deal.Path, body, Bidder);
    }

    private Task<Reply> SendAsync(Client client) => PostAsync(client, Deal.Path, Body(Deal.InWan(350), 0, 0), 0);

    private async Task<Reply> SendAsync(Client client, string key, params decimal[] wan)
    {
        Reply? last = null;
        foreach (var amount in wan) last = await PostAsync(client, Deal.Path, Body(Deal.InWan(amount), 0, (long)(amount * Deal.Wan)), 0, key);
        return last!;
    }

    /// <param name="label">Whose salt it is.</param>
    /// <param name="fen">What is sealed, where it is.</param>
    private object Body(object amount, int label, long fen) => operation switch
    {
        "SetProxyBid" => new { maximum = amount },
        "SealBid" => new { commitment = FormatDeal.Commit(Deal.Auction, $"{label}", fen, FormatDeal.Salt(label)) },
        "RevealBid" => new { amount, salt = FormatDeal.Salt(label) },
        "AcceptDutchPrice" => new { price = amount },
        _ => new { amount },
    };

    /// <param name="label">Whose sealed bid is revealed.</param>
    private Task<Reply> PostAsync(Client client, string auction, object body, int label, string? key = null) => client.Post(PathIn(auction, label), body, key);

    private string PathIn(string auction, int label) => auction + operation switch
    {
        "PlaceBid" => "/bids",
        "SetProxyBid" => "/proxy-bids",
        "SealBid" => "/sealed-bids",
        "RevealBid" => $"/sealed-bids/{sealedBids.GetValueOrDefault(label, NoBid)}/reveal",
        "AcceptDutchPrice" => "/acceptance",
        _ => "/priority-claims",
    };
}
