using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Demands;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>One proposal, for its solver and the demand's owner.</summary>
public static class GetProposal
{
    public sealed record Query(Caller Caller, string ProposalId) : IQuery<ProposalResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/proposals/{proposalId}", (string proposalId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), proposalId)))
        .Describe(typeof(GetProposal), "Read a proposal", "For its solver and the demand's owner; for all others, the operators too, it does not exist.", ProposalRefusals.NotFound)
        .Returns<ProposalResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Query, Result<ProposalResource>>
    {
        public async Task<Result<ProposalResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var proposal = await market.ReadAsync<Proposal>(query.ProposalId, cancellationToken);
            if (!proposal.State.VisibleTo(query.Caller.Actor)) return ProposalRefusals.NotFound;
            var resource = ProposalResource.From(proposal, seals, query.Caller.Self);
            return new Result<ProposalResource>(resource, null, Version: proposal.Version) { View = resource.View };
        }
    }
}
