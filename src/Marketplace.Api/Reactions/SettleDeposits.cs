using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>After the end everybody's deposit goes back but the winner's, whose becomes price with the confirmation and is forfeited by a default (法释〔2016〕18号 23, 24).</summary>
internal sealed class SettleDeposits(Market market) : IReaction
{
    public string Name => "settle_deposits";

    public bool Concerns(object content) => content is AuctionClosed or AuctionWithdrawn or SaleConfirmed or BuyerDefaulted or AuctionAnnulled;

    public Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        var (auction, bidders, at) = (e.Stream, AuctionBidders.StreamOf(e.Stream), e.Moment());
        return market.FollowAsync(Name, $"{e.Position}", at, [auction, bidders], log =>
            log.State<AuctionBidders>(bidders).SettleDeposits(log.State<Auction>(auction), at).On(bidders), cancel);
    }
}
