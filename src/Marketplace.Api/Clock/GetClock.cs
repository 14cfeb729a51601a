using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Clock;
using MediatR;

namespace Marketplace.Api.Clock;

/// <summary>The clock by which bids count, and how far it is to be trusted.</summary>
public static class GetClock
{
    public sealed record Query(Caller Caller) : IQuery<MarketTime>;

    /// <param name="Now">Market time: auctions, publicity and deadlines go by it. In the sandbox it may be far from the time of day.</param>
    /// <param name="SystemNow">The host's time, by which tokens and secrets expire. Elsewhere than in a sandbox it is the same.</param>
    /// <param name="Synchronization">What the host's kernel says of its clock; unknown where it does not say.</param>
    /// <param name="MaximumErrorMilliseconds">By how much the kernel takes the clock to be off at most; only of a clock that is synchronized.</param>
    public sealed record MarketTime(Instant Now, Instant SystemNow, ClockSynchronization Synchronization, double? MaximumErrorMilliseconds);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/clock", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(GetClock), "Read the market clock", "A bid counts at the moment the market takes it, by this clock and no other. Whoever measures how long the answer took knows how far the own clock is from it.")
        .Returns<MarketTime>();

    internal sealed class Handler(Market market, TimeProvider time) : IRequestHandler<Query, Result<MarketTime>>
    {
        public Task<Result<MarketTime>> Handle(Query query, CancellationToken cancellationToken)
        {
            var host = HostClock.Read();
            return Task.FromResult<Result<MarketTime>>(new MarketTime(market.Now, new Instant(time.GetUtcNow().ToUnixTimeMilliseconds()), host.Synchronization, host.MaximumError?.TotalMilliseconds));
        }
    }
}
