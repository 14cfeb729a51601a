using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;
using Marketplace.ReadModel.Demands;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>The proposals to a demand that the caller may know of.</summary>
public static class ListProposals
{
    /// <param name="State">Codes of proposal_phase, with commas for "or".</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? State, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, string DemandId, Filter Filter) : IQuery<Http.Page<Item>>;

    public sealed record Item(string Id, string Demand, long DemandVersion, string Solver, string? SolverName, string State, Instant SubmittedAt, Instant UpdatedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/demands/{demandId}/proposals", (string demandId, [AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), demandId, filter)))
        .Describe(typeof(ListProposals), "List proposals",
            "Newest first. The demand's owner sees all, a solver its own; anybody else sees none, whether there are any or not. What they say is read one by one.",
            DemandRefusals.NotFound, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.State).CodesOf(ProposalPhase.Submitted);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public async Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((await market.ReadAsync<Demand>(query.DemandId, cancellationToken)).State.Phase is null) return DemandRefusals.NotFound;
            return await projections.ListAsync(query.Caller, new ProposalList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Demand = query.DemandId,
                States = Codes.List<ProposalPhase>(query.Filter.State),
            }, query.Filter.Limit, query.Filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(ProposalRow row) => new(
            row.Id, row.Demand, row.DemandVersion, row.Solver, row.SolverName, row.State, new Instant(row.SubmittedAt), new Instant(row.UpdatedAt));
    }
}
