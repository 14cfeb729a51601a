using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>未予登记: the office refuses recognition, for one or more of the nine reasons.</summary>
public static class RefuseContract
{
    /// <param name="Reasons">At least one.</param>
    /// <param name="Explanation">In the office's words.</param>
    public sealed record Body(ImmutableArray<RecognitionRefusalReason>? Reasons = null, string? Explanation = null);

    public sealed record Command(Caller Caller, string ContractId, Body Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/refusal", (string contractId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId, body)))
        .Describe(typeof(RefuseContract), "Refuse a contract's registration", "After its acceptance; the decision is final here, and a new contract would be filed instead.",
            ContractRefusals.NotFound, ContractRefusals.OwnFiling, ContractRefusals.PhaseForbids, ContractRefusals.ReasonsMissing)
        .NeedsKey()
        .Returns<ContractResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Explanation).Text(2000);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body) = (command.ContractId, command.Body);
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Contract>(id).Refuse(command.Caller.Self, body.Reasons ?? [], body.Explanation, log.Time()).On(id), cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
