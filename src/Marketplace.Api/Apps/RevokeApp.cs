using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Apps;
using MediatR;

namespace Marketplace.Api.Apps;

/// <summary>Revokes an app for good, at once.</summary>
public static class RevokeApp
{
    public sealed record Command(Caller Caller, string AppId) : ICommand<AppResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/apps/{appId}/revocation", (string appId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), appId)))
        .Describe(typeof(RevokeApp), "Revoke an app",
            "The app gets no token any more, and one issued before is refused. It cannot be undone. What the app did stays on record; revoking twice has no further effect.",
            AppRefusals.NotFound, HttpRefusals.VersionGone)
        .Returns<AppResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AppResource>>
    {
        public async Task<Result<AppResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AppId;
            var outcome = await market.DecideAsync(command, [id], log => log.State<App>(id).Revoke(command.Caller.Self).On(id, command.Caller, log), cancellationToken);
            return await market.AnswerAsync<App, AppResource>(outcome, id, AppResource.From, cancellationToken);
        }
    }
}
