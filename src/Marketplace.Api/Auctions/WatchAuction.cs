using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>An auction live, as server-sent events: the picture of now first, then a picture whenever it changes.</summary>
public static class WatchAuction
{
    internal sealed record Query(Caller Caller, string AuctionId) : IQuery<AuctionFrames.Watcher>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/stream", async (string auctionId, HttpContext http, ISender sender, IHostApplicationLifetime lifetime) =>
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            var result = await sender.Send(new Query(http.Caller(), auctionId), ending.Token);
            if (result.Refusal is { } refusal) return refusal.ToResult(http);
            using var watcher = result.Value!;
            await EventStream.WriteAsync(http, watcher.NextAsync, ending.Token, lifetime.ApplicationStopping);
            return Results.Empty;
        })
        .Describe(typeof(WatchAuction), "Watch an auction live",
            "text/event-stream. Each event is the auction as it stands: phase, end, leading amount, number of bids, position. Ten a second at most; the id is the position. Every connection begins with the picture of now, so nothing is missed by reconnecting. A comment line comes every 15 seconds.",
            AuctionRefusals.NotFound)
        .Returns<AuctionFrame>(contentType: EventStream.MediaType);

    internal sealed class Handler(Market market, AuctionFrames frames) : IRequestHandler<Query, Result<AuctionFrames.Watcher>>
    {
        public async Task<Result<AuctionFrames.Watcher>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await market.ReadAsync<Auction>(query.AuctionId, cancellationToken)).Exists) return AuctionRefusals.NotFound;
            return await frames.WatchAsync(query.AuctionId, cancellationToken);
        }
    }
}
