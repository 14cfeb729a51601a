using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>Replaces a person's secret, by the person or by who manages the account.</summary>
public static class RotatePersonSecret
{
    /// <param name="PreviousValidUntil">System time up to which the secret in force stays valid, seven days at most; absent when it is void at once.</param>
    public sealed record Body(Instant? PreviousValidUntil = null);

    public sealed record Command(Caller Caller, string PersonId, Body Body) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/people/{personId}/secret", (string personId, Body body, HttpContext http, ISender sender) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return sender.Do(http, new Command(http.Caller(), personId, body));
        })
        .Describe(typeof(RotatePersonSecret), "Replace a person's secret",
            "People replace their own secret, administrators that of their people. The answer shows clientSecret once; a repeated Idempotency-Key answers without it, because only its hash is kept. Tokens that were issued before live on until they expire.",
            PersonRefusals.NotFound, PersonRefusals.Inactive, PersonRefusals.PlatformAdmin, SecretRefusals.GraceTooLong, HttpRefusals.VersionGone)
        .Returns<PersonResource>();

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.PersonId;
            var (secret, hash) = ClientSecrets.New();
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<Person>(id).RotateSecret(command.Caller.Self, hash, command.Body.PreviousValidUntil, new Instant(log.SystemNow)).On(id, command.Caller, log), cancellationToken);
            var result = await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
            return result.ShowOnce(person => person with { ClientSecret = secret });
        }
    }
}
