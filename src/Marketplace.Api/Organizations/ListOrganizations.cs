using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.ReadModel.Organizations;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Organizations;

/// <summary>Organizations, by kind, state, region and name.</summary>
public static class ListOrganizations
{
    /// <param name="Q">Part of the name, in either script; of its pinyin, such as zhejiang daxue, or its initials, such as zjdx; or the beginning of the credit code.</param>
    /// <param name="Kind">Codes of organization_kind, with commas for "or".</param>
    /// <param name="State">Codes of organization_phase.</param>
    /// <param name="Region">GB/T 2260 codes; what lies below them counts.</param>
    /// <param name="Name">Part of the Chinese or English name.</param>
    /// <param name="CreditCode">统一社会信用代码.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Q, string? Kind, string? State, string? Region, string? Name, string? CreditCode, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    public sealed record Item(string Id, string Kind, string State, string NameZh, string? NameEn, string CreditCode, string Region);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/organizations", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListOrganizations), "List organizations", "Newest first.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Q).Text(100);
            RuleFor(q => q.Filter.Kind).CodesOf(OrganizationKind.University);
            RuleFor(q => q.Filter.State).CodesOf(OrganizationPhase.Verified);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Name).Text(100);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new OrganizationList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Kinds = Codes.List<OrganizationKind>(filter.Kind),
                States = Codes.List<OrganizationPhase>(filter.State),
                Regions = Codes.Split(filter.Region),
                NameContains = filter.Name,
                Text = filter.Q,
                CreditCode = filter.CreditCode is { } code ? Domain.Identifiers.CreditCode.Normalize(code) : null,
            }, filter.Limit, filter.Cursor, row => new Item(row.Id, row.Kind, row.State, row.NameZh, row.NameEn, row.CreditCode, row.Region), cancellationToken);
        }
    }
}
