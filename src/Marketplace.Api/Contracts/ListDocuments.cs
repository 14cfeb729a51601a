using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>The documents of a contract, in the order in which they were attached.</summary>
public static class ListDocuments
{
    public sealed record Query(Caller Caller, string ContractId) : IQuery<Page<DocumentResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/contracts/{contractId}/documents", (string contractId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), contractId)))
        .Describe(typeof(ListDocuments), "List a contract's documents", "All of them, fifty at most: there is no second page.", ContractRefusals.NotFound)
        .Returns<Page<DocumentResource>>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<Page<DocumentResource>>>
    {
        public async Task<Result<Page<DocumentResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var contract = await market.ReadAsync<Contract>(query.ContractId, cancellationToken);
            if (!contract.State.VisibleTo(query.Caller.Self)) return ContractRefusals.NotFound;
            var documents = new Page<DocumentResource>([.. contract.State.Documents.Select(document => DocumentResource.Named(document, seals))], null);
            return new Result<Page<DocumentResource>>(documents, null, Version: contract.Version);
        }
    }
}
