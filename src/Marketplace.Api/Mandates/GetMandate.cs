using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Mandates;
using MediatR;

namespace Marketplace.Api.Mandates;

/// <summary>One power of attorney, as it is now.</summary>
public static class GetMandate
{
    public sealed record Query(Caller Caller, string MandateId) : IQuery<MandateResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/mandates/{mandateId}", (string mandateId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), mandateId)))
        .Describe(typeof(GetMandate), "Read a mandate", "The principal and the agent know of it, and nobody else.", MandateRefusals.NotFound)
        .Returns<MandateResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<MandateResource>>
    {
        public async Task<Result<MandateResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var mandate = await market.ReadAsync<Mandate>(query.MandateId, cancellationToken);
            if (!mandate.State.VisibleTo(query.Caller.Self)) return MandateRefusals.NotFound;
            return new Result<MandateResource>(MandateResource.From(mandate), null, Version: mandate.Version);
        }
    }
}
