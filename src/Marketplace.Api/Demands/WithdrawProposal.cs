using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>A solver takes its proposal back; it can then submit another one.</summary>
public static class WithdrawProposal
{
    public sealed record Command(Caller Caller, string ProposalId) : ICommand<ProposalResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/proposals/{proposalId}/withdrawal", (string proposalId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), proposalId)))
        .Describe(typeof(WithdrawProposal), "Withdraw a proposal", "What it says is then hidden from the demand's owner, who still sees that it was there.",
            ProposalRefusals.NotFound, ProposalRefusals.NotSolver, ProposalRefusals.PhaseForbids, HttpRefusals.VersionGone)
        .Returns<ProposalResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<ProposalResource>>
    {
        public async Task<Result<ProposalResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ProposalId, command.Caller.Self);
            // Whose proposal to which demand it is never changes, so the claim can be named before the decision.
            var seen = (await market.ReadAsync<Proposal>(id, cancellationToken)).State;
            var claim = Proposal.Claim(seen.Demand, seen.Solver);
            var outcome = await market.DecideAsync(command, [id], log =>
            {
                var proposal = log.State<Proposal>(id);
                if (!proposal.VisibleTo(self)) return Effect.Refuse((Domain.Refusal)ProposalRefusals.NotFound);
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                var decision = proposal.Withdraw(self, log.Time());
                return decision.Refused ? decision.On(id) : decision.On(id).Release(claim);
            }, cancellationToken, claim);
            return await market.AnswerAsync<Proposal, ProposalResource>(outcome, id, withdrawn => ProposalResource.From(withdrawn, seals, self), cancellationToken);
        }
    }
}
