using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>Takes bids of every form to the writer, and what the market bids for others in answer, in one commit.</summary>
internal sealed class BidTaking(Market market, BidReceipts receipts, ProxyMaxima maxima)
{
    /// <param name="form">The bid without its id, its bidder and its arrival.</param>
    /// <param name="onBehalfOf">For whom an agent acts; absent where the caller's organization is the bidder.</param>
    public async Task<Result<BidReceipt>> TakeAsync(IMarketRequest command, string auction, BidRequest form, CancellationToken cancel, string? onBehalfOf = null)
    {
        var bidder = new BidFor(command.Caller.Self, onBehalfOf);
        var (bidders, refusals, proxies) = (AuctionBidders.StreamOf(auction), RefusedBids.StreamOf(auction), ProxyBids.StreamOf(auction));
        var bid = form with { Bid = market.NewId(Ids.Bid), Organization = bidder.Organization, ArrivedAt = market.At(command.Caller.ArrivedAt), Agent = bidder.Agent };
        while (true)
        {
            var (known, missing) = (await maxima.OpenAsync(auction, cancel), false);
            string[] streams = [auction, bidders, refusals, .. bidder.Streams, .. known is null ? (string[])[] : [proxies]];
            var outcome = await market.DecideAsync(command, streams, log =>
            {
                if (bidder.Unauthorised(log) is { } unauthorised) return Effect.Refuse(unauthorised);
                var state = log.State<Auction>(auction);
                var placed = Bidding.Place(state, log.State<AuctionBidders>(bidders), log.State<Organization>(bidder.Organization), bid, log.Time());
                if (placed.Record is { } record) return Effect.None.And(refusals, record);
                if (known is null || placed.Auction.Refused) return placed.Auction.On(auction);
                var all = log.State<ProxyBids>(proxies);
                if (!ProxyMaxima.Covers(known, all))
                {
                    missing = true;
                    return Effect.Refuse((Refusal)HttpRefusals.Busy);
                }
                foreach (var e in placed.Auction.Events) state = state.Apply(e);
                return placed.Auction.On(auction).And(auction, ProxyBidding.Answers(state, all.InForce(known), bid.Bid, log.Time()));
            }, cancel);
            // A maximum that was left meanwhile, perhaps with another process: it is opened, and the bid is decided again.
            if (!missing) return await receipts.AnswerAsync(command.Caller, outcome, cancel);
        }
    }
}
