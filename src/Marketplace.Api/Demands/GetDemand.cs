using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>One demand, as it is now.</summary>
public static class GetDemand
{
    public sealed record Query(Caller Caller, string DemandId) : IQuery<DemandResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/demands/{demandId}", (string demandId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), demandId)))
        .Describe(typeof(GetDemand), "Read a demand",
            "Public. The contact is for whoever is signed in, if the owner shows it at all. Of what was taken down the reason stays public, and the content is for its owner, the operators and the supervisor.",
            DemandRefusals.NotFound)
        .Returns<DemandResource>();

    internal sealed class Handler(Market market, Contacts contacts) : IRequestHandler<Query, Result<DemandResource>>
    {
        public async Task<Result<DemandResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var demand = await market.ReadAsync<Demand>(query.DemandId, cancellationToken);
            if (demand.State.Phase is null) return DemandRefusals.NotFound;
            var resource = DemandResource.From(demand, contacts, query.Caller.Actor);
            return new Result<DemandResource>(resource, null, Version: demand.Version) { View = resource.View };
        }
    }
}
