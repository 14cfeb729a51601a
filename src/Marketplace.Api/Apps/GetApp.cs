using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Apps;
using MediatR;

namespace Marketplace.Api.Apps;

/// <summary>One app's account, for who manages it.</summary>
public static class GetApp
{
    public sealed record Query(Caller Caller, string AppId) : IQuery<AppResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/apps/{appId}", (string appId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), appId)))
        .Describe(typeof(GetApp), "Read an app's account",
            "For the administrators of the app's organization and platform administrators; for everybody else there is no such app.",
            AppRefusals.NotFound)
        .Returns<AppResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<AppResource>>
    {
        public async Task<Result<AppResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var app = await market.ReadAsync<App>(query.AppId, cancellationToken);
            if (!app.State.VisibleTo(query.Caller.Self)) return AppRefusals.NotFound;
            return new Result<AppResource>(AppResource.From(app), null, Version: app.Version);
        }
    }
}
