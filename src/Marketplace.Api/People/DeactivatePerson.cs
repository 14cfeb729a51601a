using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>Closes a person's account for good; what the person did stays on record.</summary>
public static class DeactivatePerson
{
    public sealed record Command(Caller Caller, string PersonId) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/people/{personId}/deactivation", (string personId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), personId)))
        .Describe(typeof(DeactivatePerson), "Close a person's account",
            "The person gets no token any more, and one issued before is refused. The account is not opened again; the name stays readable until the person is erased.",
            PersonRefusals.NotFound, PersonRefusals.Inactive, PersonRefusals.PlatformAdmin, HttpRefusals.VersionGone)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.PersonId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Person>(id).Deactivate(command.Caller.Self).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
        }
    }
}
