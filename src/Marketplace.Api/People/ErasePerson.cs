using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>
/// Erases what is personal about a person (个人信息保护法 art. 47). From the event on nobody is shown it; the reaction
/// <see cref="Reactions.DestroyEndedKey"/> then destroys the key, and after a crash in between it does so at the next start.
/// </summary>
public static class ErasePerson
{
    public sealed record Command(Caller Caller, string PersonId) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/v1/people/{personId}/profile", (string personId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), personId)))
        .NeedsVersion()
        .Describe(typeof(ErasePerson), "Erase a person's profile",
            "Name, e-mail address and telephone number can never be read again, because their key is destroyed. The account is closed; what the person did stays on record under the id. Erasing twice has no further effect.",
            PersonRefusals.NotFound, PersonRefusals.PlatformAdmin)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.PersonId;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Person>(id).Erase(command.Caller.Self).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
        }
    }
}
