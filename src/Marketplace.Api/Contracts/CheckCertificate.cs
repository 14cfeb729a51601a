using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>Lets anyone who holds a certificate check that it is genuine, still valid, and says what is printed on it.</summary>
public static class CheckCertificate
{
    public sealed record Query(Caller Caller, string Code) : IQuery<CertificateCheck>;

    public sealed record CertificateCheck
    {
        /// <summary>Whether the contract is registered at this moment.</summary>
        public required bool Valid { get; init; }
        /// <summary>What the genuine certificate says, to be held against the one at hand.</summary>
        public required CertificateResource Certificate { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/certificates/{code}", ([Description("查验码, as it stands on the certificate.")] string code, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), code)))
        .Describe(typeof(CheckCertificate), "Check a certificate",
            "The code is the check code on the certificate, with or without dashes. It cannot be guessed from a number; a code that was never issued finds nothing.",
            CertificateRefusals.NotFound)
        .Returns<CertificateCheck>();

    internal sealed class Handler(Market market, CertificateCodes codes, Certificates certificates) : IRequestHandler<Query, Result<CertificateCheck>>
    {
        public async Task<Result<CertificateCheck>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (codes.Read(query.Code) is not { } id) return CertificateRefusals.NotFound;
            var contract = await market.ReadAsync<Contract>(id, cancellationToken);
            if (await certificates.OfAsync(contract, cancellationToken) is not { } certificate) return CertificateRefusals.NotFound;
            var check = new CertificateCheck
            {
                Valid = contract.State.Phase is ContractPhase.Registered,
                Certificate = certificate,
            };
            return new Result<CertificateCheck>(check, null, Version: contract.Version) { View = certificate.View };
        }
    }
}
