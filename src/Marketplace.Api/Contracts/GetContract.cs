using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>One contract, as it is now.</summary>
public static class GetContract
{
    public sealed record Query(Caller Caller, string ContractId) : IQuery<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/contracts/{contractId}", (string contractId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), contractId)))
        .Describe(typeof(GetContract), "Read a contract",
            "For the parties, the operator of the market where the deal was made, the office at which it is filed, and supervisors; for all others it does not exist.",
            ContractRefusals.NotFound)
        .Returns<ContractResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var contract = await market.ReadAsync<Contract>(query.ContractId, cancellationToken);
            if (!contract.State.VisibleTo(query.Caller.Self)) return ContractRefusals.NotFound;
            var resource = ContractResource.From(contract, query.Caller.Self);
            return new Result<ContractResource>(resource, null, Version: contract.Version) { View = resource.View };
        }
    }
}
