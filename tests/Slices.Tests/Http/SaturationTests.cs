using Marketplace.Api.Hosting;
using Marketplace.Log;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

public sealed class SaturationTests
{
    [Test]
    public async Task When_the_queue_is_full_the_answer_is_503_at_once_and_those_who_wait_are_served()
    {
        await using var market = TestMarket.Open(configure: host => host.UseSetting("Log:QueueLength", "1"));
        var deal = await Deal.OpenAsync(market, bidders: 1);
        Task<Reply>[] bids;
        // Another process holds the log's lock, as it may for the length of a batch.
        await using (var other = await LogStores.OpenAsync(market.Services))
        {
            var held = await other.BeginAsync(LookUp.From(long.MaxValue), CancellationToken.None);
            bids = [.. Enumerable.Range(0, 40).Select(i => deal.BidAsync(1, 300 + 10 * i))];
            // Nobody can be served before the lock is given back, so whoever is answered first was turned away.
            var first = await await Task.WhenAny(bids);
            first.Refused(503, "writer.saturated");
            Assert.That(first.Header("Retry-After"), Is.EqualTo("1"));
            await held.DisposeAsync();
        }
        var replies = await Task.WhenAll(bids);
        Assert.That(replies.Select(reply => reply.Status), Is.All.AnyOf(201, 422, 503).And.Some.EqualTo(201).And.Some.EqualTo(503));
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.EqualTo(replies.Count(reply => reply.Status == 201)));
        (await deal.BidAsync(1, 900)).Is(201);
    }
}
