using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>The demand's owner declines a proposal, with a reason for its solver alone.</summary>
public static class DeclineProposal
{
    /// <param name="Reason">Sealed like the proposal: it speaks of what was proposed.</param>
    public sealed record Body(string Reason);

    public sealed record Command(Caller Caller, string ProposalId, Body Body) : ICommand<ProposalResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/proposals/{proposalId}/rejection", (string proposalId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), proposalId, body)))
        .Describe(typeof(DeclineProposal), "Decline a proposal", "Its solver reads the reason, and may submit another one.",
            ProposalRefusals.NotFound, ProposalRefusals.NotOwner, ProposalRefusals.PhaseForbids, HttpRefusals.VersionGone)
        .Returns<ProposalResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(2000);
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<ProposalResource>>
    {
        public async Task<Result<ProposalResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ProposalId, command.Caller.Self);
            var seen = (await market.ReadAsync<Proposal>(id, cancellationToken)).State;
            // Before anything is sealed: sealing would make a key for a proposal that is not there.
            if (!seen.VisibleTo(self)) return ProposalRefusals.NotFound;
            var (reason, claim) = (seals.Seal(id, command.Body.Reason), Proposal.Claim(seen.Demand, seen.Solver));
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                var decision = log.State<Proposal>(id).Decline(self, reason, log.Time());
                return decision.Refused ? decision.On(id) : decision.On(id).Release(claim);
            }, cancellationToken, claim);
            return await market.AnswerAsync<Proposal, ProposalResource>(outcome, id, declined => ProposalResource.From(declined, seals, self), cancellationToken);
        }
    }
}
