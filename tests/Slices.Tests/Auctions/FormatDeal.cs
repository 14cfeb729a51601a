using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>Auctions of the formats other than the soft close, and what their bidders do over HTTP.</summary>
internal static class FormatDeal
{
    /// <summary>How long a price stands for priorities once the others have bid.</summary>
    public static readonly TimeSpan Match = TimeSpan.FromMinutes(5);

    /// <summary>Falls by 3 万元 four times, each price stands ten minutes.</summary>
    public static readonly object Dutch = new { dutch = new { reduction = Deal.InWan(3), reductions = 4, stepSeconds = 600 } };

    /// <summary>The same, then ten minutes to seal, ten to reveal, five for the last word.</summary>
    public static readonly object DutchSealedBest =
        new { dutchSealedBest = new { reduction = Deal.InWan(3), reductions = 4, stepSeconds = 600, sealedSeconds = 600, revealSeconds = 600, bestSeconds = 300 } };

    public static readonly object SealedFirstPrice = new { sealedFirstPrice = new { revealSeconds = 600 } };

    public static readonly object TimedRounds = new { timedRounds = new { roundSeconds = 180, proxyBids = false } };

    public static readonly object Turns = new { turns = new { rounds = 3, turnSeconds = 180, pauseSeconds = 180 } };

    public static readonly object WithMaxima = new { softClose = new { proxyBids = true } };

    /// <summary>An open auction of the format. Falling prices take 50 minutes in all.</summary>
    public static Task<Deal> OpenAsync(TestMarket market, object format, int bidders = 3, long? reserveWan = null) => Deal.OpenAsync(market, bidders, reserveWan, body => Of(format, body));

    /// <summary>The same, announced only.</summary>
    public static Task<Deal> AnnouncedAsync(TestMarket market, object format) => Deal.AnnouncedAsync(market, change: body => Of(format, body));

    /// <summary>An open auction of the format with three bidders, of whom the third stands for a completer; who comes next may buy where the buyer defaults.</summary>
    public static async Task<Deal> WithPriorityAsync(TestMarket market, object? format)
    {
        var deal = await Deal.AnnouncedAsync(market, change: body =>
        {
            Of(format, body);
            body["sale"] = new { nextBidder = true };
        });
        for (var i = 0; i < 2; i++) await deal.QualifiedAsync();
        await deal.QualifiedAsync(new { decision = "qualified", priority = "completer", evidence = "营业执照与专利证书。" });
        await market.AdvanceToAsync(deal.OpensAt);
        return deal;
    }

    public static Task<Reply> ClaimAsync(this Deal deal, int label, decimal wan) => deal.Bidders[label - 1].Post($"{deal.Path}/priority-claims", new { amount = Deal.InWan(wan) });

    /// <summary>All that is still to come has come.</summary>
    public static async Task<Reply> EndAsync(this Deal deal)
    {
        for (var auction = await deal.ReadAsync(); auction.Text("phase") == "open"; auction = await deal.ReadAsync()) await deal.Market.AdvanceToAsync(auction.Time("closesAt"));
        return await deal.ResultAsync();
    }

    /// <summary>The checker finds nothing wrong in the public record.</summary>
    public static async Task AssertRecordHoldsAsync(this Deal deal)
    {
        var check = new RecordCheck(Signatures.Read((await deal.Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        check.Check(AuctionRecord.Read((await deal.Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json), Evidence.None);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
    }

    private static void Of(object? format, IDictionary<string, object?> body)
    {
        body["format"] = format;
        if (format != Dutch && format != DutchSealedBest) return;
        body["closesAt"] = Deal.At(DateTimeOffset.Parse((string)body["opensAt"]!, CultureInfo.InvariantCulture).AddMinutes(50));
    }

    public static Task<Reply> AcceptAsync(this Deal deal, int label, decimal wan) => deal.Bidders[label - 1].Post($"{deal.Path}/acceptance", new { price = Deal.InWan(wan) });

    public static Task<Reply> LeaveAsync(this Deal deal, int label, decimal wan) => deal.Bidders[label - 1].Post($"{deal.Path}/proxy-bids", new { maximum = Deal.InWan(wan) });

    public static Task<Reply> SealAsync(this Deal deal, int label, decimal wan) =>
        deal.Bidders[label - 1].Post($"{deal.Path}/sealed-bids", new { commitment = Commit(deal.Auction, $"{label}", (long)(wan * Deal.Wan), Salt(label)) });

    public static Task<Reply> RevealAsync(this Deal deal, int label, string bid, decimal wan) =>
        deal.Bidders[label - 1].Post($"{deal.Path}/sealed-bids/{bid}/reveal", new { amount = Deal.InWan(wan), salt = Salt(label) });

    /// <summary>As the interface describes it, in a bidder's own words.</summary>
    public static byte[] Commit(string auction, string label, long fen, byte[] salt) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"marketplace-sealed-bid-1\n{auction}\n{label}\n{fen}\n"), .. salt]);

    public static byte[] Salt(int label) => SHA256.HashData(Encoding.UTF8.GetBytes($"salt of {label}"));

    public static async Task<Reply> ResultAsync(this Deal deal) => (await deal.Market.Stranger.Get($"{deal.Path}/result")).Is(200);
}
