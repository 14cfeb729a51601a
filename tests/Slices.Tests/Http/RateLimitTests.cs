using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

/// <summary>A caller who asks too often waits; its bids and its searches have allowances of their own, and nobody else is slowed down.</summary>
public sealed class RateLimitTests
{
    [Test]
    public async Task The_sixth_request_of_a_burst_of_five_waits_and_bids_and_searches_are_counted_apart()
    {
        await using var market = TestMarket.Open(configure: host =>
        {
            host.UseSetting("RateLimits:Enabled", "true");
            foreach (var bucket in (string[])["Requests", "Bids", "Searches"])
            {
                host.UseSetting($"RateLimits:{bucket}:Burst", "5");
                host.UseSetting($"RateLimits:{bucket}:PerSecond", "1");
            }
        });
        var enterprise = await market.JoinAsync(OrganizationKind.Enterprise, "浙江晶耀玻璃有限公司", Role.Bidder);
        var other = await market.JoinAsync(OrganizationKind.Enterprise, "杭州蓝澜环保科技有限公司", Role.Bidder);

        // One token a second comes back, so far more requests than seconds reach the end of the bucket on any machine.
        Reply? limited = null;
        for (var i = 0; i < 200 && limited is null; i++)
            if (await enterprise.Get("/v1/codelists/role") is { Status: not 200 } reply) limited = reply;
        Assert.That(limited?.Refused(429, "rate.limited").Header("Retry-After"), Is.EqualTo("1"));

        (await enterprise.Get("/v1/search/suggestions?q=a")).Is(200);
        (await other.Get("/v1/codelists/role")).Is(200);
        (await enterprise.Post("/v1/auctions/auc_00000000000070008000000000000bad/bids", new { amount = Client.Yuan(1) })).Refused(404, "auction.not_found");
    }
}
