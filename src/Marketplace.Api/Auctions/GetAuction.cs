using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>One auction, as it is now.</summary>
public static class GetAuction
{
    public sealed record Query(Caller Caller, string AuctionId) : IQuery<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}", (string auctionId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), auctionId)))
        .Describe(typeof(GetAuction), "Read an auction", "Always current: it comes from the committed state, not from the read model.", AuctionRefusals.NotFound)
        .Returns<AuctionResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            return new Result<AuctionResource>(AuctionResource.From(auction), null, Version: auction.Version);
        }
    }
}
