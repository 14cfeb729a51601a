using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>The bidders of an auction that the caller may see: all for the market that runs it, its own registration for a bidder.</summary>
public static class ListBidders
{
    public sealed record Query(Caller Caller, string AuctionId, int? Limit, string? Cursor) : IQuery<Page<BidderResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/bidders", (string auctionId, int? limit, string? cursor, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), auctionId, limit, cursor)))
        .Describe(typeof(ListBidders), "List the bidders of an auction", "In order of their labels. Who else bids stays unknown to a bidder until the end.", AuctionRefusals.NotFound, HttpRefusals.CursorMismatch)
        .Returns<Page<BidderResource>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).Limit();
    }

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Page<BidderResource>>>
    {
        public async Task<Result<Page<BidderResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var auction = await market.ReadAsync<Auction>(query.AuctionId, cancellationToken);
            if (!auction.Exists) return AuctionRefusals.NotFound;
            var (key, refusal) = Cursors.Read(query.Cursor, 1, query.AuctionId);
            if (refusal is not null) return refusal;
            var after = key is null ? 0 : int.TryParse(key[0], out var label) ? label : int.MaxValue;
            var limit = query.Limit ?? 50;
            var bidders = await market.ReadAsync<AuctionBidders>(AuctionBidders.StreamOf(query.AuctionId), cancellationToken);
            var seen = bidders.State.All.Skip(after).Where(bidder => BidderResource.MaySee(query.Caller, auction.State, bidder)).Take(limit + 1).ToList();
            var next = seen.Count > limit ? Cursors.Write([seen[limit - 1].Label], query.AuctionId) : null;
            return new Page<BidderResource>([.. seen.Take(limit).Select(bidder => BidderResource.From(query.AuctionId, bidder))], next);
        }
    }
}
