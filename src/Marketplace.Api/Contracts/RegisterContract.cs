using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>登记: the office registers a reviewed contract under the next number of its year's series.</summary>
public static class RegisterContract
{
    public sealed record Command(Caller Caller, string ContractId) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/registration", (string contractId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId)))
        .Describe(typeof(RegisterContract), "Register a contract",
            "Numbers of an office and year have no gaps. The month of the statistics is that of the day of registration in Shanghai.",
            ContractRefusals.NotFound, ContractRefusals.OwnFiling, ContractRefusals.PhaseForbids, ContractRefusals.SecondReviewMissing,
            ContractRefusals.NumbersExhausted, ContractRefusals.YearTurned)
        .NeedsKey()
        .Returns<ContractResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ContractId, command.Caller.Self);
            // Only the contract's own office gets as far as a number, so its series is the caller's.
            var year = market.Now.ShanghaiDay.Year;
            var (office, numbers) = (self.Organization, NumberSeries.Stream(self.Organization, year));
            var outcome = await market.DecideAsync(command, [id, office, numbers], log =>
            {
                var registration = Registration.Register(
                    log.State<Contract>(id), id, log.State<NumberSeries>(numbers), year, log.State<Organization>(office), self, log.Time());
                return registration.Contract.Refused ? registration.Contract.On(id) : registration.Contract.On(id).And(numbers, registration.Series.Events);
            }, cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
