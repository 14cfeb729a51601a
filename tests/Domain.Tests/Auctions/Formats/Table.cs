using System.Collections.Immutable;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>
/// One auction of the <see cref="Lot"/> in some format, with four bidders who may bid, labels "1" to "4"; 2 and 3 have a completer's priority,
/// 4 a co-owner's.
/// </summary>
sealed class Table
{
    public static readonly ImmutableArray<Actor> Actors =
        [.. "浙江玻璃股份有限公司 湖州窑炉工程有限公司 桐乡环保设备有限公司 绍兴光电材料有限公司".Split(' ').Select(name => Lot.Of(name))];

    private readonly byte[]? reserve;
    private readonly Dictionary<string, string> sealedBids = [];
    private readonly Dictionary<string, Money> maxima = [];
    private int bids;

    public Table(FormatTerms format, Func<AuctionTerms, AuctionTerms>? change = null, Money? reserve = null)
    {
        this.reserve = reserve is { } amount ? Lot.ReservePlaintext(amount) : null;
        var terms = Lot.Terms with { Format = format, Reserve = reserve is { } least ? Lot.SealedReserve(least) : null, WholeSteps = format.TimedRounds is not null };
        terms = (change ?? (same => same))(terms);
        Record(Auction.Announce(Lot.Id, terms, Lot.Rules, Lot.AnnouncedAt, terms.Priority?.Holders ?? []));
        BidderEntry[] entries = [new(), new(Priority: HolderKind.Completer, Rank: 3), new(Priority: HolderKind.Completer, Rank: 3), new(Priority: HolderKind.CoOwner, Rank: 1)];
        Bidders = Actors.Zip(entries).Aggregate(AuctionBidders.Initial, (all, each) => all.After(all.Register(Auction, Lot.InGoodStanding, each.First, Lot.At(5, 10), each.Second)));
        for (var i = 1; i <= Actors.Length; i++)
        {
            Bidders = Bidders.After(Bidders.Qualify(Auction, $"{i}", Lot.Market, Lot.At(6, 10)));
            Bidders = Bidders.After(Bidders.ConfirmDeposit(Auction, $"{i}", Lot.Deposit, $"2026090{i}", Lot.Market, Lot.At(6, 11)));
        }
    }

    public Auction Auction { get; private set; } = Auction.Initial;
    public AuctionBidders Bidders { get; private set; }
    public ProxyBids Proxies { get; private set; } = ProxyBids.Initial;
    public List<Event> Events { get; } = [];

    /// <summary>The last refusal as it goes on record.</summary>
    public BidRefused? Refused { get; private set; }

    public Stage? Stage => Auction.Course!.Stage;

    public AuctionClosed Result => Auction.Result!;

    public static byte[] Salt(int bidder) => [.. Enumerable.Repeat((byte)(bidder + 0x40), SealedBids.SaltLength)];

    /// <summary>The refusal's code, or nothing when the bid counts; the bidder is a label's number.</summary>
    public string? Bid(int bidder, Money amount, Instant at) => Take(bidder, new BidRequest { Amount = amount }, at);

    public string? Accept(int bidder, Money price, Instant at) => Take(bidder, new BidRequest { Amount = price, Form = BidForm.Acceptance }, at);

    public string? Seal(int bidder, Money amount, Instant at) =>
        Take(bidder, new BidRequest { Form = BidForm.Sealed, Commitment = SealedBids.Commit(Lot.Id, $"{bidder}", amount, Salt(bidder)) }, at);

    public string? Reveal(int bidder, Money amount, Instant at) =>
        Take(bidder, new BidRequest { Form = BidForm.Reveal, Amount = amount, Opens = sealedBids.GetValueOrDefault($"{bidder}", "bid_none"), Salt = Salt(bidder) }, at);

    public string? Claim(int bidder, Money price, Instant at) => Take(bidder, new BidRequest { Form = BidForm.Priority, Amount = price }, at);

    /// <summary>The bidding stops, and goes on; the refusal's code, or nothing.</summary>
    public string? Rest(Instant at) => Do(Auction.Rest("机房断电，竞价系统暂停服务。", marketWide: false, Lot.Market, at));

    public string? Resume(Instant at) => Do(Auction.Resume(Lot.Market, at));

    private string? Do(Decision decision)
    {
        if (!decision.Refused) Record(decision);
        return decision.Refusal?.Code;
    }

    /// <summary>A co-owner and a completer were told on the day of the announcement.</summary>
    public static PriorityTerms Told(int? matchSeconds = null) => new([.. new[] { HolderKind.CoOwner, HolderKind.Completer }.Select(kind =>
        new PriorityNotice(kind, 1, 0, Lot.AnnouncedAt.ShanghaiDay, "EMS 1098765432109"))], matchSeconds);

    public string? Take(int bidder, BidRequest form, Instant at)
    {
        var bid = form with { Bid = $"bid_{++bids}", Organization = Actors[bidder - 1].Organization, ArrivedAt = Lot.Before(at, 2) };
        var placed = Bidding.Place(Auction, Bidders, Lot.InGoodStanding, bid, at);
        Refused = placed.Record;
        if (placed.Auction.Refusal is { } refusal) return refusal.Code;
        Record(placed.Auction);
        if (form.Form is BidForm.Sealed) sealedBids[$"{bidder}"] = bid.Bid;
        Answer(bid.Bid, at);
        return null;
    }

    /// <summary>Leaves a maximum.</summary>
    public string? Leave(int bidder, Money maximum, Instant at)
    {
        var bid = new BidRequest($"bid_{++bids}", Actors[bidder - 1].Organization, maximum, Lot.Before(at, 2), BidForm.Proxy);
        maxima[bid.Bid] = maximum;
        var set = Proxies.Set(Auction, Bidders, Lot.InGoodStanding, bid, Lot.SealedReserve(maximum > Money.Zero ? maximum : new Money(1)), maxima, at);
        Refused = set.Record;
        if (set.Auction.Refusal is { } refusal) return refusal.Code;
        Proxies = Proxies.After(set.Auction);
        Answer(bid.Bid, at);
        return null;
    }

    private void Answer(string cause, Instant at)
    {
        if (Proxies.All.IsEmpty) return;
        Record(Decision.Of(ProxyBidding.Answers(Auction, Proxies.InForce(maxima), cause, at).AsSpan()));
    }

    /// <summary>What falls due up to the moment is recorded.</summary>
    public Table Until(Instant now)
    {
        while (Auction.Due is { } due && due <= now) Record(Auction.Turn(due, reserve));
        return this;
    }

    /// <summary>The bidding is over.</summary>
    public AuctionClosed End()
    {
        while (Auction.Due is { } due) Until(due);
        return Result;
    }

    private void Record(Decision decision)
    {
        Auction = Auction.After(decision);
        Events.AddRange(decision.Events);
    }
}
