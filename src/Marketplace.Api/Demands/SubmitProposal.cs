using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>A solver answers a demand, in the open form: the demand's owner reads it at once, and nobody else ever.</summary>
public static class SubmitProposal
{
    public sealed record Command(Caller Caller, string DemandId, ProposalTerms Body) : ICommand<ProposalResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/demands/{demandId}/proposals", (string demandId, ProposalTerms body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), demandId, body), submitted => $"/v1/proposals/{submitted.Id}"))
        .Describe(typeof(SubmitProposal), "Submit a proposal",
            "Until the demand's deadline; one proposal of an organization stands at a time. Text, price and duration are sealed before they reach the log.",
            DemandRefusals.NotFound, DemandRefusals.NotOpen, ProposalRefusals.AlreadySubmitted, ProposalRefusals.OwnDemand,
            OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<ProposalResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Text).Text(20_000);
            RuleFor(c => c.Body.Price).Positive();
            RuleFor(c => c.Body.Days).Must(days => days is null or (>= 1 and <= 3650)).Says("A number of days from 1 to 3650 is expected.", "应为1至3650天。");
        }
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<ProposalResource>>
    {
        public async Task<Result<ProposalResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, demand, self) = (market.NewId(Ids.Proposal), command.DemandId, command.Caller.Self);
            var (terms, claim) = (command.Body.SealFor(id, seals), Proposal.Claim(demand, self.Organization));
            var outcome = await market.DecideAsync(command, [id, demand, self.Organization], log =>
            {
                var decision = log.State<Proposal>(id).Submit(
                    self, demand, log.State<Demand>(demand), log.Version(demand), log.State<Organization>(self.Organization), terms, log.Time());
                if (decision.Refused) return decision.On(id);
                return log.HolderOf(claim) is null ? decision.On(id).Claim(claim, id) : Effect.Refuse((Refusal)ProposalRefusals.AlreadySubmitted);
            }, cancellationToken, claim);
            return await market.AnswerAsync<Proposal, ProposalResource>(outcome, id, submitted => ProposalResource.From(submitted, seals, self), cancellationToken);
        }
    }
}
