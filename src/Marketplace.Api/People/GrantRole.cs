using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>Gives a person one role more, from now on.</summary>
public static class GrantRole
{
    public sealed record Body(Role Role);

    public sealed record Command(Caller Caller, string PersonId, Body Body) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/people/{personId}/roles", (string personId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), personId, body)))
        .Describe(typeof(GrantRole), "Grant a role",
            "The role counts from the next request on, also with a token issued before. Which roles a person can hold depends on the kind of organization. A role that is held already is granted again without effect.",
            PersonRefusals.NotFound, PersonRefusals.Inactive, PersonRefusals.PlatformAdmin, RoleRefusals.NotForKind, RoleRefusals.NotYoursToGrant, HttpRefusals.VersionGone)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.PersonId;
            var known = await market.ReadAsync<Person>(id, cancellationToken);
            if (!known.Exists) return PersonRefusals.NotFound;
            // A person never changes organization.
            var organization = known.State.Organization;
            var outcome = await market.DecideAsync(command, [id, organization], log =>
                log.State<Person>(id).Grant(command.Caller.Self, log.State<Organization>(organization).Kind, command.Body.Role).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
        }
    }
}
