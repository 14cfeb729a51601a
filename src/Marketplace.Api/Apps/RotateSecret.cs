using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.Apps;

/// <summary>Replaces an app's secret.</summary>
public static class RotateSecret
{
    /// <param name="PreviousValidUntil">System time up to which the secret in force stays valid, seven days at most; absent when it is void at once.</param>
    public sealed record Body(Instant? PreviousValidUntil = null);

    public sealed record Command(Caller Caller, string AppId, Body Body) : ICommand<AppResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/apps/{appId}/secret", (string appId, Body body, HttpContext http, ISender sender) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return sender.Do(http, new Command(http.Caller(), appId, body));
        })
        .Describe(typeof(RotateSecret), "Replace an app's secret",
            "The answer shows clientSecret once; a repeated Idempotency-Key answers without it, because only its hash is kept. The secret before the one in force is void at once, also when its time has not run out. Tokens that were issued before live on until they expire.",
            AppRefusals.NotFound, AppRefusals.Revoked, SecretRefusals.GraceTooLong, HttpRefusals.VersionGone)
        .Returns<AppResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AppResource>>
    {
        public async Task<Result<AppResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AppId;
            var (secret, hash) = ClientSecrets.New();
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<App>(id).RotateSecret(command.Caller.Self, hash, command.Body.PreviousValidUntil, new Instant(log.SystemNow)).On(id, command.Caller, log), cancellationToken);
            var result = await market.AnswerAsync<App, AppResource>(outcome, id, AppResource.From, cancellationToken);
            return result.ShowOnce(app => app with { ClientSecret = secret });
        }
    }
}
