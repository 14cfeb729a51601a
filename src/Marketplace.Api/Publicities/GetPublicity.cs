using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>The notice of a listing's price, as it is now.</summary>
public static class GetPublicity
{
    public sealed record Query(Caller Caller, string ListingId) : IQuery<PublicityResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/listings/{listingId}/publicity", (string listingId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), listingId)))
        .Describe(typeof(GetPublicity), "Read a publicity",
            "Public, with the hash of what it says. Who objected, and with what words, is seen by the seller, the market's operator, the supervisor and the objector.",
            ListingRefusals.NotFound, PublicityRefusals.NotFound)
        .Returns<PublicityResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<PublicityResource>>
    {
        public async Task<Result<PublicityResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var listing = await market.ReadAsync<Listing>(query.ListingId, cancellationToken);
            if (!listing.State.VisibleTo(query.Caller.Actor)) return ListingRefusals.NotFound;
            var publicity = await market.ReadAsync<Publicity>(Publicity.StreamOf(query.ListingId), cancellationToken);
            if (!publicity.Exists) return PublicityRefusals.NotFound;
            var resource = PublicityResource.From(publicity, listing.State, query.Caller.Actor, seals);
            return new Result<PublicityResource>(resource, null, Version: publicity.Version) { View = resource.View };
        }
    }
}
