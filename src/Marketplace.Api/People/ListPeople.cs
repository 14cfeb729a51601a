using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.ReadModel.People;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>The people of an organization, for who manages them.</summary>
public static class ListPeople
{
    /// <param name="Organization">Of interest to platform administrators, who see the people of all.</param>
    /// <param name="State">Codes of person_phase, with commas for "or".</param>
    /// <param name="Role">Codes of role: who holds one of them.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Organization, string? State, string? Role, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<PersonResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/people", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListPeople), "List people", "Newest first. An organization's administrator sees its own people, a platform administrator those of all organizations. Each person is as it is now.",
            HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<PersonResource>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Organization).Id(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(PersonPhase.Active);
            RuleFor(q => q.Filter.Role).CodesOf(Role.OrgAdmin);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections, Market market, Seals seals) : IRequestHandler<Query, Result<Http.Page<PersonResource>>>
    {
        public async Task<Result<Http.Page<PersonResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            var page = await projections.ListAsync(query.Caller, new PersonList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                OfAll = query.Caller.Has(Role.PlatformAdmin),
                Organization = filter.Organization,
                States = Codes.List<PersonPhase>(filter.State),
                Roles = Codes.List<Role>(filter.Role),
            }, filter.Limit, filter.Cursor, row => row.Id, cancellationToken);
            if (page.Refusal is { } refusal) return refusal;
            var people = new List<PersonResource>(page.Value!.Items.Count);
            foreach (var id in page.Value.Items) people.Add(PersonResource.From(await market.ReadAsync<Person>(id, cancellationToken), seals));
            return new Result<Http.Page<PersonResource>>(new Http.Page<PersonResource>(people, page.Value.Next, page.Value.Incomplete), null, page.Position);
        }
    }
}
