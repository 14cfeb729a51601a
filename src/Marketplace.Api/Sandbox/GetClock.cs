using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using MediatR;

namespace Marketplace.Api.Sandbox;

/// <summary>What the market clock shows, which in the sandbox may be far from the time of day.</summary>
public static class GetClock
{
    public sealed record Query(Caller Caller) : IQuery<AdvanceClock.Clock>;

    internal static void Map(IEndpointRouteBuilder api)
    {
        if (!api.ServiceProvider.GetRequiredService<IHostEnvironment>().IsSandbox()) return;
        api.MapGet("/sandbox/clock", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
            .Describe(typeof(GetClock), "Read the market clock", "Auctions, publicity and deadlines go by this clock; tokens and secrets do not. Exists in the sandbox only.")
            .Returns<AdvanceClock.Clock>();
    }

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<AdvanceClock.Clock>>
    {
        public Task<Result<AdvanceClock.Clock>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult<Result<AdvanceClock.Clock>>(new AdvanceClock.Clock(market.Now));
    }
}
