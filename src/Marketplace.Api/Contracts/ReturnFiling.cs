using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>退回补正: the office returns a filing with what has to be corrected; when it comes back, its acceptance counts anew.</summary>
public static class ReturnFiling
{
    /// <param name="Reasons">What has to be corrected, one sentence each.</param>
    public sealed record Body(ImmutableArray<string>? Reasons = null);

    public sealed record Command(Caller Caller, string ContractId, Body Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/return", (string contractId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId, body)))
        .Describe(typeof(ReturnFiling), "Return a filing for correction", "Before or after its acceptance, but not once an opinion is given. The seller corrects it and files it again.",
            ContractRefusals.NotFound, ContractRefusals.OwnFiling, ContractRefusals.PhaseForbids, ContractRefusals.ReasonsMissing)
        .Returns<ContractResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reasons).Reasons();
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ContractId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Contract>(id).ReturnFiling(command.Caller.Self, command.Body.Reasons ?? []).On(id), cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
