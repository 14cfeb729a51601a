using Marketplace.Tests;

namespace Marketplace.Slices.Tests.AuctionSessions;

public sealed class GetSessionResultTests : SessionFixture
{
    private Task<Reply> Read(string session, string query = "") => Market.Stranger.Get($"/v1/auction-sessions/{session}/result{query}", ("Marketplace-Position", $"{Market.Position}"));

    [Test]
    public async Task Start_and_hammer_prices_are_summed_and_the_premium_is_rounded_as_asked()
    {
        var deal = await Deal.ListedAsync(Market);
        var session = await SessionAsync(deal.Operator);
        (await deal.AnnounceAsync(body => (body["session"], body["startPrice"], body["deposit"]) = (session, Deal.InWan(700), Deal.InWan(70)))).Is(201);
        var waiting = (await Read(session)).Is(200);
        Assert.That((waiting["pending"].GetInt64(), waiting["sold"].GetInt64(), waiting.Body.Contains("premiumPercent", StringComparison.Ordinal)), Is.EqualTo((1L, 0L, false)));

        var (bidder, label) = await deal.RegisteredAsync();
        (await deal.QualifyAsync(label)).Is(200);
        (await deal.DepositAsync(label, 70)).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt);
        (await deal.BidAsync(bidder, 900)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        foreach (var (query, premium) in new[] { ("", "28.57"), ("?decimals=2", "28.57"), ("?decimals=1", "28.6"), ("?decimals=0", "29") })
        {
            var read = (await Read(session, query)).Is(200);
            Assert.That(read["premiumPercent"].GetRawText(), Is.EqualTo(premium), query);
            Assert.That((read["lots"].GetInt64(), read["sold"].GetInt64(), read["pending"].GetInt64()), Is.EqualTo((1L, 1L, 0L)));
            Assert.That((read["startTotal.amount"].GetInt64(), read["soldStartTotal.amount"].GetInt64(), read["hammerTotal.amount"].GetInt64()), Is.EqualTo((700 * Deal.Wan, 700 * Deal.Wan, 900 * Deal.Wan)));
        }
        Assert.That((await Read(session, $"?seller={deal.University.Organization}")).Is(200)["sold"].GetInt64(), Is.EqualTo(1));
        Assert.That((await Read(session, $"?seller={deal.Operator.Organization}")).Is(200)["lots"].GetInt64(), Is.Zero);
    }

    [Test]
    public async Task What_is_withdrawn_or_unsold_is_counted_apart()
    {
        var deal = await Deal.ListedAsync(Market);
        var session = await SessionAsync(deal.Operator);
        (await deal.AnnounceAsync(body => body["session"] = session)).Is(201);
        (await deal.Operator.Post($"{deal.Path}/withdrawal", new { reason = "专利权属发生争议" })).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var early = (await Read(session)).Is(200);
        Assert.That((early["withdrawn"].GetInt64(), early["startTotal.amount"].GetInt64()), Is.EqualTo((1L, 0L)));
        (await deal.AnnounceAsync(body => body["session"] = session)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        var late = (await Read(session)).Is(200);
        Assert.That((late["lots"].GetInt64(), late["withdrawn"].GetInt64(), late["unsold"].GetInt64(), late["startTotal.amount"].GetInt64(), late["hammerTotal.amount"].GetInt64()), Is.EqualTo((2L, 1L, 1L, 300 * Deal.Wan, 0L)));
    }

    [Test]
    public async Task Only_0_1_or_2_decimals_are_asked_for_and_only_of_a_session_that_there_is()
    {
        var session = await SessionAsync(await MarketAsync());
        foreach (var (query, pointer) in new[] { ("?decimals=3", "/decimals"), ("?decimals=-1", "/decimals"), ("?seller=x", "/seller") })
            Assert.That((await Read(session, query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));
        (await Read(NoSession)).Refused(404, "session.not_found");
    }
}
