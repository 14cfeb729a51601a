using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>The streams that stand beside an auction's own and come into its record.</summary>
internal static class BesideAuction
{
    public static IReadOnlyList<string> Streams(string auction) => [RefusedBids.StreamOf(auction), ProxyBids.StreamOf(auction)];

    /// <summary>How much they hold at the moment of the decision, which has named them.</summary>
    public static Beside Beside(this LogView log, string auction) =>
        new(log.State<RefusedBids>(RefusedBids.StreamOf(auction)).Count, log.State<ProxyBids>(ProxyBids.StreamOf(auction)).All.Count);
}
