using Marketplace.Api.Http;

namespace Marketplace.Api.Health;

/// <summary>Whether the process answers at all; for whoever restarts it.</summary>
public static class GetLiveness
{
    public sealed record Liveness(string Status);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/health/live", () => Results.Json(new Liveness("live")))
        .Describe(typeof(GetLiveness), "Is the process alive?", "Asks nothing of the store, so a full disk is no reason to restart.")
        .Returns<Liveness>();
}
