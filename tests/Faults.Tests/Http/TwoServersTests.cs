using Marketplace.Tests;

namespace Marketplace.Faults.Tests.Http;

/// <summary>Two servers on one folder, in real time: one of them does what follows by itself, and both show it.</summary>
public sealed class TwoServersTests
{
    private string folder = null!;
    private Deal deal = null!;

    [SetUp]
    public async Task Prepare()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-two-").FullName;
        await using var market = TestMarket.Open(folder);
        // The servers that go on with this folder go by the machine's clock.
        market.Clock.Advance(TimeProvider.System.GetUtcNow() - TestMarket.Start);
        deal = await Deal.AnnouncedAsync(market);
        await deal.QualifiedAsync();
    }

    [TearDown]
    public void Forget() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task The_clock_is_moved_by_the_one_that_does_not_do_the_work_and_a_bid_at_one_is_in_the_other_s_list()
    {
        using var working = await ServerProcess.StartAsync(folder);
        using var idle = await ServerProcess.StartAsync(folder);
        var keeper = await idle.SignInAsync(deal.Operator);
        var moved = (await keeper.Post("/sandbox/clock", new { until = Deal.At(deal.OpensAt.AddMinutes(1)) })).Is(200);
        Assert.That(moved["now"].GetDateTimeOffset(), Is.EqualTo(deal.OpensAt.AddMinutes(1)).Within(TimeSpan.FromSeconds(20)));
        foreach (var server in new[] { idle, working })
            Assert.That((await server.Stranger.Get(deal.Path)).Is(200).Text("phase"), Is.EqualTo("open"));

        var bid = (await (await working.SignInAsync(deal.Bidders[0])).Post($"{deal.Path}/bids", new { amount = Deal.InWan(310) })).Is(201);
        var listed = await idle.Stranger.Get($"{deal.Path}/bids", ("Marketplace-Position", $"{bid.Position}"));
        Assert.That(listed.Is(200).Text("items.0.bidId"), Is.EqualTo(bid.Text("bidId")));
        Assert.That((await idle.Stranger.Get(deal.Path)).Is(200)["bids"].GetInt64(), Is.EqualTo(1), "what was in its memory has moved on");
    }
}
