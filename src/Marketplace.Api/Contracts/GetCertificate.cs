using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>技术合同登记证明 of a registered contract.</summary>
public static class GetCertificate
{
    public sealed record Query(Caller Caller, string ContractId) : IQuery<CertificateResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/contracts/{contractId}/certificate", (string contractId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), contractId)))
        .Describe(typeof(GetCertificate), "Read a contract's certificate", "Exists from the registration on, for everybody who may read the contract. Its check code lets anyone else check it.",
            ContractRefusals.NotFound, CertificateRefusals.NotFound)
        .Returns<CertificateResource>();

    internal sealed class Handler(Market market, Certificates certificates) : IRequestHandler<Query, Result<CertificateResource>>
    {
        public async Task<Result<CertificateResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var contract = await market.ReadAsync<Contract>(query.ContractId, cancellationToken);
            if (!contract.State.VisibleTo(query.Caller.Self)) return ContractRefusals.NotFound;
            if (await certificates.OfAsync(contract, cancellationToken) is not { } certificate) return CertificateRefusals.NotFound;
            return new Result<CertificateResource>(certificate, null, Version: contract.Version) { View = certificate.View };
        }
    }
}
