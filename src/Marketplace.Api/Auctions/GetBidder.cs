using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>One bidder of an auction: its own registration, or any for the market that runs it.</summary>
public static class GetBidder
{
    public sealed record Query(Caller Caller, string AuctionId, string Label) : IQuery<BidderResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/bidders/{label}", (string auctionId, [Description("The label under which the organization bids.")] string label, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), auctionId, label)))
        .Describe(typeof(GetBidder), "Read a bidder", "To anybody but the bidder and the market's operator there is no such bidder.", BidderRefusals.NotFound)
        .Returns<BidderResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<BidderResource>>
    {
        public async Task<Result<BidderResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            var bidders = await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(query.AuctionId), cancellationToken);
            if (!auction.Exists || bidders.State.Find(query.Label) is not { } bidder || !BidderResource.MaySee(query.Caller, auction.State, bidder))
                return BidderRefusals.NotFound.With(("label", query.Label));
            return new Result<BidderResource>(BidderResource.From(query.AuctionId, bidder), null, Version: bidder.Version);
        }
    }
}
