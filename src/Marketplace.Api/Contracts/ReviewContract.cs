using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>
/// A reviewer gives an opinion on the amounts. From the rules' threshold on (5,000,000.00 yuan of technology amount) another
/// person has to come to the same ones.
/// </summary>
public static class ReviewContract
{
    /// <param name="TechnologyAmount">技术交易额: at most the turnover.</param>
    /// <param name="TechnologyIncome">技术性收入: at most the technology amount.</param>
    public sealed record Body(Money TechnologyAmount, Money TechnologyIncome);

    public sealed record Command(Caller Caller, string ContractId, Body Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/reviews", (string contractId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId, body)))
        .Describe(typeof(ReviewContract), "Give an opinion on a contract",
            "The first opinion is a reviewer's, the second a second reviewer's who is another person. A second opinion with other amounts takes the first one's place and waits for a second in turn.",
            ContractRefusals.NotFound, ContractRefusals.OwnFiling, ContractRefusals.PhaseForbids, ContractRefusals.AmountOutOfRange,
            ContractRefusals.AmountTooHigh, ContractRefusals.SecondReviewSamePerson)
        .Returns<ContractResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (command.ContractId, command.Body, command.Caller.Self);
            var outcome = await market.DecideAsync(command, [id, RuleBook.Stream], log =>
            {
                var contract = log.State<Contract>(id);
                if (!contract.VisibleTo(self)) return Effect.Refuse((Refusal)ContractRefusals.NotFound);
                return RoleMissing(contract, self) is { } missing ? Effect.Refuse(missing)
                    : contract.Review(self, body.TechnologyAmount, body.TechnologyIncome, log.RulesOf(contract)).On(id);
            }, cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }

        /// <summary>The table of rights lets both in; which of the two is asked for depends on how far the contract is.</summary>
        private static Refusal? RoleMissing(Contract contract, Actor actor)
        {
            var needed = contract.Phase is ContractPhase.InSecondReview ? Role.SecondReviewer : Role.Reviewer;
            return actor.Has(needed) ? null : HttpRefusals.RoleMissing.With(("operation", nameof(ReviewContract)), ("roles", needed));
        }
    }
}
