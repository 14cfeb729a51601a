using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Listings;
using MediatR;

namespace Marketplace.Api.Listings;

/// <summary>One listing, as it is now.</summary>
public static class GetListing
{
    public sealed record Query(Caller Caller, string ListingId) : IQuery<ListingResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/listings/{listingId}", (string listingId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), listingId)))
        .Describe(typeof(GetListing), "Read a listing", "Listings are public; a withdrawn one is seen by its seller, its market and the supervisor only.",
            ListingRefusals.NotFound)
        .Returns<ListingResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<ListingResource>>
    {
        public async Task<Result<ListingResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var listing = await market.ReadAsync<Listing>(query.ListingId, cancellationToken);
            if (!listing.State.VisibleTo(query.Caller.Actor)) return ListingRefusals.NotFound;
            return new Result<ListingResource>(ListingResource.From(listing), null, Version: listing.Version);
        }
    }
}
