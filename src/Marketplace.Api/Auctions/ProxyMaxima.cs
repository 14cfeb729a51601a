using System.Collections.Concurrent;
using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;

namespace Marketplace.Api.Auctions;

/// <summary>
/// The maxima of auctions under way, opened in memory before a decision that may turn on them; a decision itself opens nothing. They
/// are in no log line and in no answer but their own bidder's.
/// </summary>
internal sealed class ProxyMaxima(Market market, Seals seals)
{
    private static readonly ImmutableDictionary<string, Money> None = ImmutableDictionary.Create<string, Money>(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, Money>> byAuction = new(StringComparer.Ordinal);

    /// <summary>The amounts of all maxima that were left so far, by bid; absent when the auction takes none.</summary>
    public async ValueTask<ImmutableDictionary<string, Money>?> OpenAsync(string auction, CancellationToken cancel)
    {
        if ((await market.ReadAsync<Auction>(auction, cancel)).State.Announced?.Terms.Format is not { TakesProxies: true }) return null;
        var known = byAuction.GetValueOrDefault(auction, None);
        foreach (var set in (await market.ReadAsync<ProxyBids>(ProxyBids.StreamOf(auction), cancel)).State.All)
            if (!known.ContainsKey(set.Bid)) known = known.Add(set.Bid, Reserve.Decode(Opening(set)));
        byAuction[auction] = known;
        return known;
    }

    /// <summary>The plaintext of one maximum.</summary>
    public byte[] Opening(ProxyBidSet set) => seals.Open(set.Maximum) ?? throw new InvalidOperationException($"The key of the maximum {set.Bid} is gone.");

    /// <summary>The auction is over: nothing turns on them any more.</summary>
    public void Forget(string auction) => byAuction.TryRemove(auction, out _);

    /// <summary>Whether the amounts are there of all that the decision must know of.</summary>
    public static bool Covers(ImmutableDictionary<string, Money> known, ProxyBids all) => all.All.TrueForAll(set => known.ContainsKey(set.Bid));
}
