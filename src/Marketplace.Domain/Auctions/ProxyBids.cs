using System.Collections.Immutable;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// A bidder left a secret maximum up to which the market bids for it. Stream <c>auc_…-proxies</c>, as all of this file; nobody but its
/// bidder sees it before the end.
/// </summary>
/// <param name="Bid">A <c>bid_</c> id.</param>
/// <param name="Maximum">Sealed like a reserve; its plaintext is <see cref="Reserve"/>'s.</param>
/// <param name="Number">1 for the first maximum that was left in the auction; of equal maxima the lower number wins.</param>
[EventName("proxy_bid_set")]
public sealed record ProxyBidSet(string Bid, string Label, Sealed Maximum, long Number, Instant ArrivedAt, Instant AcceptedAt) : Event;

/// <summary>
/// After the end: the maximum of one that did not win, or that its bidder raised later, so that anyone can work out each automatic
/// bid. What the winner would have paid at most stays the winner's secret.
/// </summary>
/// <param name="Opening">The plaintext, to hold against the commitment.</param>
[EventName("proxy_bid_opened")]
public sealed record ProxyBidOpened(string Bid, string Label, byte[] Opening) : Event;

/// <summary>A maximum in plain, as it is known inside a decision.</summary>
public readonly record struct Maximum(string Label, Money Amount, long Number);

/// <summary>The maxima that were left in one auction, still sealed.</summary>
public sealed record ProxyBids : IState<ProxyBids>
{
    public static ProxyBids Initial { get; } = new();

    /// <summary>Each as it was left, in order; of one bidder the last is in force.</summary>
    public ImmutableList<ProxyBidSet> All { get; private init; } = [];

    /// <summary>Whether the losers' maxima are open.</summary>
    public bool Opened { get; private init; }

    /// <summary>The stream that belongs to the auction.</summary>
    public static string StreamOf(string auction) => $"{auction}-proxies";

    /// <summary>The auction that the stream belongs to.</summary>
    public static string AuctionOf(string stream) => stream[..^"-proxies".Length];

    public ProxyBids Apply(Event e) => e switch
    {
        ProxyBidSet set => this with { All = All.Add(set) },
        ProxyBidOpened => this with { Opened = true },
        _ => throw new InvalidOperationException($"Proxy bids do not know the event {e.GetType().Name}."),
    };

    /// <summary>The maxima in force.</summary>
    /// <param name="amounts">The plaintext of every maximum, by its bid.</param>
    public ImmutableArray<Maximum> InForce(IReadOnlyDictionary<string, Money> amounts) =>
        [.. All.GroupBy(set => set.Label, StringComparer.Ordinal).Select(own => own.Last()).Select(set => new Maximum(set.Label, amounts[set.Bid], set.Number))];

    /// <summary>
    /// Leaves a maximum, or raises it. The automatic bids that follow are <see cref="ProxyBidding.Answers"/>' matter. Refusals as of
    /// <see cref="Bidding.Place"/>; <c>bid.not_taken</c> where the announcement allows no proxy bids; <c>bid.too_low</c> below the least
    /// amount that counts next; <c>bid.proxy_not_raised</c>.
    /// </summary>
    /// <param name="sealed">The maximum of <paramref name="bid"/>, sealed.</param>
    /// <param name="amounts">The plaintext of every maximum that was left, by its bid.</param>
    public BidDecision Set(
        Auction auction, AuctionBidders bidders, Organization bidder, in BidRequest bid, Sealed @sealed, IReadOnlyDictionary<string, Money> amounts, Instant now)
    {
        var (label, refusal) = Bidding.MayBid(auction, bidders, bidder, bid, now);
        if (label is null) return new(null, refusal!, null);
        refusal ??= Fault(auction, bid, label, amounts, now);
        return refusal is not null ? new(label, refusal, Bidding.Refused(bid, label, refusal, now))
            : new(label, new ProxyBidSet(bid.Bid, label, @sealed, All.Count + 1, bid.ArrivedAt, now), null);
    }

    private Refusal? Fault(Auction auction, in BidRequest bid, string label, IReadOnlyDictionary<string, Money> amounts, Instant now)
    {
        if (!auction.Terms.Format!.TakesProxies) return BidRefusals.NotTaken.With(("form", bid.Form));
        var maximum = bid.Amount!.Value;
        if (maximum <= Money.Zero || maximum > Money.Largest) return BidRefusals.OutOfRange.With(("largest", Money.Largest));
        if (maximum < auction.MinimumNext) return BidRefusals.TooLow.With(("minimum", auction.MinimumNext!.Value));
        return All.FindLast(set => set.Label == label) is { } before && maximum <= amounts[before.Bid] ? (Refusal)BidRefusals.ProxyNotRaised : null;
    }

    /// <summary>
    /// After the end: opens every maximum but the one in force of the winner. Nothing when it is done or there is nothing to open.
    /// </summary>
    /// <param name="openings">The plaintexts by bid.</param>
    public Decision Open(Auction auction, IReadOnlyDictionary<string, byte[]> openings)
    {
        if (Opened || auction.Result is not { } result) return Decision.Nothing;
        var secret = All.FindLast(set => set.Label == result.Winner)?.Bid;
        return Decision.Of([.. All.Where(set => set.Bid != secret).Select(set => new ProxyBidOpened(set.Bid, set.Label, openings[set.Bid]))]);
    }
}
