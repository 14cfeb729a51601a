using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Mandates;
using Marketplace.ReadModel.Mandates;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Mandates;

/// <summary>The powers of attorney that the caller's organization has given or holds.</summary>
public static class ListMandates
{
    /// <param name="Principal">Ids of organizations, with commas for "or".</param>
    /// <param name="Agent">Ids of organizations.</param>
    /// <param name="Scope">Codes of mandate_scope.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Principal, string? Agent, string? Scope, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    public sealed record Item(
        string Id, string Principal, string? PrincipalName, string Agent, string? AgentName, IReadOnlyList<string> Scopes, string Reference, Instant GrantedAt, Instant ValidUntil, Instant? RevokedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/mandates", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListMandates), "List mandates", "Newest first, also those that are revoked or have run out.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Principal).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Agent).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Scope).CodesOf(MandateScope.Deals);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new MandateList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Principals = Codes.Split(filter.Principal),
                Agents = Codes.Split(filter.Agent),
                Scopes = Codes.List<MandateScope>(filter.Scope),
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(MandateRow row) => new(
            row.Id, row.Principal, row.PrincipalName, row.Agent, row.AgentName, Codes.Split(row.Scopes), row.Reference, new Instant(row.GrantedAt), new Instant(row.ValidUntil),
            row.RevokedAt is { } at ? new Instant(at) : null);
    }
}
