using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.ReadModel.Apps;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Apps;

/// <summary>The apps of an organization, for who manages them.</summary>
public static class ListApps
{
    /// <param name="Organization">Of interest to platform administrators, who see the apps of all.</param>
    /// <param name="State">Codes of app_phase, with commas for "or".</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Organization, string? State, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<AppResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/apps", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListApps), "List apps", "Newest first. An organization's administrator sees its own apps, a platform administrator those of all organizations. Each app is as it is now.",
            HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<AppResource>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Organization).Id(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(AppPhase.Active);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections, Market market) : IRequestHandler<Query, Result<Http.Page<AppResource>>>
    {
        public async Task<Result<Http.Page<AppResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            var page = await projections.ListAsync(query.Caller, new AppList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                OfAll = query.Caller.Has(Role.PlatformAdmin),
                Organization = filter.Organization,
                States = Codes.List<AppPhase>(filter.State),
            }, filter.Limit, filter.Cursor, row => row.Id, cancellationToken);
            if (page.Refusal is { } refusal) return refusal;
            var apps = new List<AppResource>(page.Value!.Items.Count);
            foreach (var id in page.Value.Items) apps.Add(AppResource.From(await market.ReadAsync<App>(id, cancellationToken)));
            return new Result<Http.Page<AppResource>>(new Http.Page<AppResource>(apps, page.Value.Next, page.Value.Incomplete), null, page.Position);
        }
    }
}
