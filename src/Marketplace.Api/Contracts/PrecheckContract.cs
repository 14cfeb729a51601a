using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>Says all that a filing would be refused for, and writes nothing.</summary>
public static class PrecheckContract
{
    /// <param name="Office">The registration office at which it is to be filed; left out while none is chosen.</param>
    public sealed record Body(string? Office = null);

    public sealed record Query(Caller Caller, string ContractId, Body Body) : IQuery<Precheck>;

    public sealed record Precheck
    {
        /// <summary>Whether a filing at this moment would be taken.</summary>
        public required bool Fileable { get; init; }
        /// <summary>All that is wrong, each with its pointer into the form where it has one.</summary>
        public required IReadOnlyList<ProblemError> Faults { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/precheck", (string contractId, Body body, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), contractId, body)))
        .Describe(typeof(PrecheckContract), "Check a contract before filing",
            "Everything at once: fields that are missing, amounts that do not add up, documents, the office's place. What is wrong stands in the answer, not in a refusal.",
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids)
        .Returns<Precheck>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Body.Office).Id(Ids.Organization);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Precheck>>
    {
        public async Task<Result<Precheck>> Handle(Query query, CancellationToken cancellationToken)
        {
            var self = query.Caller.Self;
            var contract = (await market.ReadAsync<Contract>(query.ContractId, cancellationToken)).State;
            if (contract.NotEditable(self) is { } refusal) return refusal;
            var filer = await market.ReadAsync<Organization>(self.Organization, cancellationToken);
            var office = query.Body.Office is { } id ? (await market.ReadAsync<Organization>(id, cancellationToken)).State : null;
            var faults = contract.FilingFaults(filer.State, office, market.Now);
            return new Precheck { Fileable = faults.IsEmpty, Faults = [.. faults.Select(fault => Problems.Error(fault, query.Caller.Chinese))] };
        }
    }
}
