using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;
using Marketplace.ReadModel.Bids;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>A bid's receipt again, for its bidder, the market that runs the auction and the supervisor.</summary>
public static class GetReceipt
{
    public sealed record Query(Caller Caller, string AuctionId, string BidId) : IQuery<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/receipts/{bidId}", (string auctionId, string bidId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), auctionId, bidId)))
        .Describe(typeof(GetReceipt), "Read a bid's receipt",
            "What became of the bid, proved under a checkpoint that is signed now. A bid that did not count has one too. After the end GetAuctionRecord has all of them, for everybody.",
            AuctionRefusals.NotFound, BidRefusals.NotFound, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<BidReceipt>();

    internal sealed class Handler(Market market, Projections projections, Feed feed, EventProofs proofs) : IRequestHandler<Query, Result<BidReceipt>>
    {
        public async Task<Result<BidReceipt>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            var answer = await projections.AskAsync(query.Caller, new FindBid { Auction = query.AuctionId, Bid = query.BidId }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            var bidders = await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(query.AuctionId), cancellationToken);
            if (answer.Value is not { } row || !MaySee(query.Caller, auction.State, bidders.State.Find(row.Label))) return BidRefusals.NotFound;
            var bid = (await feed.ReadAsync(row.Position - 1, 1, cancellationToken))[0];
            var proof = await proofs.OfAsync(query.Caller, bid.Stored, cancellationToken);
            return proof.Refusal is { } unproved ? unproved : BidReceipt.Of(bid) with { Proof = proof.Value };
        }

        private static bool MaySee(Caller caller, Auction auction, AuctionBidder? bidder) =>
            caller.ActsFor(bidder!.Organization) || (bidder.Agent is { } agent && caller.ActsFor(agent)) || caller.ActsFor(auction.Terms.Operator) || caller.Has(Role.Supervisor);
    }
}
