using System.Globalization;
using System.Threading.RateLimiting;
using Marketplace.Api.Auctions;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>
/// A token bucket for each caller, with bids and searches apart from everything else: a bidder who reads much can still bid, and
/// nobody searches as fast as a bidder may read.
/// A caller is a person or an app; a stranger is an address.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    private readonly RequestDelegate next;
    private readonly PartitionedRateLimiter<HttpContext>? limiter;

    public RateLimits(RequestDelegate next, IConfiguration configuration)
    {
        this.next = next;
        var section = configuration.GetSection("RateLimits");
        if (!section.GetValue("Enabled", true)) return;
        var bids = Bucket(section.GetSection("Bids"), perSecond: 20, burst: 100);
        var searches = Bucket(section.GetSection("Searches"), perSecond: 10, burst: 100);
        var rest = Bucket(section.GetSection("Requests"), perSecond: 50, burst: 500);
        limiter = PartitionedRateLimiter.Create<HttpContext, (string Caller, string Apart)>(http =>
        {
            var apart = http.GetEndpoint()?.Metadata.GetMetadata<Operation>() switch
            {
                { Id: nameof(PlaceBid) or nameof(AcceptDutchPrice) or nameof(SealBid) or nameof(RevealBid) or nameof(SetProxyBid) } => "bids",
                { Tag: nameof(Search) } => "searches",
                _ => "",
            };
            var caller = http.Caller().Actor?.Subject ?? http.Connection.RemoteIpAddress?.ToString() ?? "";
            return RateLimitPartition.GetTokenBucketLimiter((Caller: caller, Apart: apart), key => key.Apart switch { "bids" => bids, "searches" => searches, _ => rest });
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(IConfigurationSection section, int perSecond, int burst) => new()
    {
        TokenLimit = section.GetValue("Burst", burst),
        TokensPerPeriod = section.GetValue("PerSecond", perSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    public Task InvokeAsync(HttpContext http) =>
        limiter is null || http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is null || TryCount(limiter, http) ? next(http)
        : ((Refusal)HttpRefusals.TooMany).WriteAsync(http);

    private static bool TryCount(PartitionedRateLimiter<HttpContext> limiter, HttpContext http)
    {
        // A token that was taken is gone: the lease has nothing to give back, so it need not last as long as the request.
        using var lease = limiter.AttemptAcquire(http);
        var left = limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={left};t=1");
        if (lease.IsAcquired) return true;
        http.Response.Headers.RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : "1";
        return false;
    }

    public void Dispose() => limiter?.Dispose();
}
