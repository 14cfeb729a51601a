using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>Takes a role from a person, at once.</summary>
public static class RevokeRole
{
    public sealed record Command(Caller Caller, string PersonId, string Role) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/v1/people/{personId}/roles/{role}", (string personId, [Description("A code of role.")] string role, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), personId, role)))
        .NeedsVersion()
        .Describe(typeof(RevokeRole), "Revoke a role",
            "The role is gone from the next request on, also with a token issued before. A role that is not held is revoked without effect.",
            PersonRefusals.NotFound, PersonRefusals.Inactive, PersonRefusals.PlatformAdmin, HttpRefusals.NotFound)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!Codes.TryParse<Role>(command.Role, out var role)) return HttpRefusals.NotFound;
            var id = command.PersonId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Person>(id).Revoke(command.Caller.Self, role).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
        }
    }
}
