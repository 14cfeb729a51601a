using Marketplace.Api.Auctions;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>After the end the maxima of those who did not win are opened, so that anyone can work out every automatic bid.</summary>
internal sealed class OpenProxyBids(Market market, ProxyMaxima maxima) : IReaction
{
    public string Name => "open_proxy_bids";

    public bool Concerns(object content) => content is AuctionClosed;

    public async Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (auction, proxies) = (e.Stream, ProxyBids.StreamOf(e.Stream));
        var all = (await market.ReadAsync<ProxyBids>(proxies, cancel)).State;
        if (all.All.IsEmpty) return;
        var openings = all.All.ToDictionary(set => set.Bid, maxima.Opening, StringComparer.Ordinal);
        await market.FollowAsync(Name, $"{e.Position}", e.Moment(), [auction, proxies],
            log => log.State<ProxyBids>(proxies).Open(log.State<Auction>(auction), openings).On(proxies), cancel);
        maxima.Forget(auction);
    }
}
