using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>受理: the office accepts a filing, and its time to decide begins to run.</summary>
public static class AcceptFiling
{
    public sealed record Command(Caller Caller, string ContractId) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/acceptance", (string contractId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId)))
        .Describe(typeof(AcceptFiling), "Accept a filing", "The office decides within the days of the rule set that the contract's deal pinned; decideBy says until when.",
            ContractRefusals.NotFound, ContractRefusals.OwnFiling, ContractRefusals.PhaseForbids)
        .Returns<ContractResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ContractId, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id, RuleBook.Stream], log =>
            {
                var contract = log.State<Contract>(id);
                if (!contract.VisibleTo(self)) return Effect.Refuse((Domain.Refusal)ContractRefusals.NotFound);
                return contract.Accept(self, log.RulesOf(contract), log.Time()).On(id);
            }, cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}

internal static class PinnedRules
{
    /// <summary>The version of the rules that the contract pins; a version once used is never taken away.</summary>
    public static RuleSet RulesOf(this LogView log, Contract contract) => log.State<RuleBook>(RuleBook.Stream).Find(contract.RuleSet)
        ?? throw new InvalidOperationException($"The rules {contract.RuleSet} that a contract pins are gone.");
}
