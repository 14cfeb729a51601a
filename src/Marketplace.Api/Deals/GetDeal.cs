using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Mandates;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>One deal, as it is now.</summary>
public static class GetDeal
{
    public sealed record Query(Caller Caller, string DealId) : IQuery<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/deals/{dealId}", (string dealId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), dealId)))
        .Describe(typeof(GetDeal), "Read a deal",
            "The two sides, who holds a mandate of one of them, and the operator of the market see it; whoever must consent to its terms or may match them sees these. For all others it does not exist.",
            DealRefusals.NotFound)
        .Returns<DealResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var self = query.Caller.Self;
            var deal = await market.ReadAsync<Deal>(query.DealId, cancellationToken);
            var held = (await market.ReadAsync<MandatesHeld>(MandatesHeld.StreamOf(self.Organization), cancellationToken)).State;
            if (!deal.State.VisibleTo(self, held, market.Now)) return DealRefusals.NotFound;
            var resource = DealResource.From(deal, seals, deal.State.OpenTo(self, held, market.Now));
            return new Result<DealResource>(resource, null, Version: deal.Version) { View = resource.View };
        }
    }
}
