using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>Writes the whole registration form (技术合同登记表) of a contract anew.</summary>
public static class ReviseContract
{
    public sealed record Command(Caller Caller, string ContractId, ContractForm Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/v1/contracts/{contractId}", (string contractId, ContractForm body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId, body)))
        .Describe(typeof(ReviseContract), "Revise a contract's form",
            "The body is the form as it was read, with the changes; anything may still be missing. The seller does this, before the filing and when the filing was returned.",
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids, ContractRefusals.FormInvalid,
            ContractRefusals.SubtypeDiffers, ContractRefusals.IpNoneNotAlone, ContractRefusals.AmountOutOfRange, ContractRefusals.TooManyDeductions,
            ContractRefusals.TurnoverDiffers, ContractRefusals.PeriodReversed)
        .NeedsVersion()
        .Returns<ContractResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Title).Text(300);
            RuleFor(c => c.Body.IpOwnership).Text(2000);
            RuleFor(c => c.Body.IpTypes).Must(types => types.Distinct().Count() == types.Length).Says("Each type is named once.", "每种类型只写一次。");
            RuleForEach(c => c.Body.Deductions).NotNull().Says("A value is expected.", "此处须有值。").ChildRules(deduction => deduction.RuleFor(d => d.Reason).Text(500));
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ContractId, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                var contract = log.State<Contract>(id);
                if (!contract.VisibleTo(self)) return Effect.Refuse((Domain.Refusal)ContractRefusals.NotFound);
                return command.Caller.Misses(log.Version(id)) is { } gone ? Effect.Refuse(gone) : contract.Revise(self, command.Body).On(id);
            }, cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
