using Marketplace.Domain;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class PauseMarketTests : AuctionFixture
{
    private static readonly object Why = new { reason = "网络运营商线路中断。" };

    private static string[] Auctions(Reply reply) => [.. reply["auctions"].EnumerateArray().Select(id => id.GetString()!)];

    [Test]
    public async Task All_that_is_open_on_the_market_rests_and_goes_on_together()
    {
        var first = await Deal.ListedAsync(Market);
        (await first.AnnounceAsync()).Is(201);
        var second = await Deal.ListedAsync(Market, first.Operator);
        (await second.AnnounceAsync()).Is(201);
        var alone = await Deal.ListedAsync(Market, first.Operator);
        (await alone.AnnounceAsync()).Is(201);
        var elsewhere = await Deal.OpenAsync(Market, bidders: 0);
        var early = await Deal.ListedAsync(Market, first.Operator);
        (await early.AnnounceAsync()).Is(201);
        (await first.Operator.Post($"{alone.Path}/pause", new { reason = "该标的权属发生争议。" })).Is(200);

        var paused = (await first.Operator.Post("/v1/auction-pauses", Why, "all-1")).Is(200);
        Assert.That(Auctions(paused), Is.EquivalentTo(new[] { first.Auction, second.Auction }));
        Assert.That((await first.Operator.Post("/v1/auction-pauses", Why, "all-1")).Is(200).Replayed, Is.True);
        Assert.That(Auctions((await first.Operator.Post("/v1/auction-pauses", Why)).Is(200)), Is.Empty, "all of them rest already");
        Assert.That(((await second.ReadAsync())["pause.marketWide"].GetBoolean(), (await elsewhere.ReadAsync()).Text("phase")), Is.EqualTo((true, "open")));

        await Market.AdvanceAsync(TimeSpan.FromHours(3));
        var resumed = (await first.Operator.Post("/v1/auction-resumptions")).Is(200);
        Assert.That(Auctions(resumed), Is.EquivalentTo(new[] { first.Auction, second.Auction }));
        foreach (var deal in new[] { first, second }) Assert.That((await deal.ReadAsync()).Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddHours(3)));
        Assert.That((await alone.ReadAsync()).Text("phase"), Is.EqualTo("paused"), "it rests for a reason of its own");
        Assert.That((await early.ReadAsync()).Text("phase"), Is.EqualTo("announced"));
    }

    /// <summary>A clock that goes on a little at each look while it creeps.</summary>
    private sealed class CreepingClock(TimeProvider clock) : TimeProvider
    {
        private long looks;

        public bool Creeps { get; set; }

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddMilliseconds(5 * (Creeps ? Interlocked.Increment(ref looks) : Interlocked.Read(ref looks)));

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
    }

    [Test]
    public async Task What_opens_between_the_request_and_its_commit_rests_with_the_others()
    {
        CreepingClock? clock = null;
        await using var market = TestMarket.Open(configure: host => host.ConfigureTestServices(services =>
        {
            var still = (TimeProvider)services.Last(each => each.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock = new CreepingClock(still)));
        }));
        var @operator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.OrgAdmin, Role.Operator);
        var opens = new Dictionary<string, DateTimeOffset>();
        // One opens in each interval between two looks at the clock.
        for (var i = 1; i <= 24; i++)
        {
            var deal = await Deal.ListedAsync(market, @operator);
            var first = DateTimeOffset.Parse((string)deal.Announcement()["opensAt"]!, System.Globalization.CultureInfo.InvariantCulture);
            (await deal.AnnounceAsync(body => (body["opensAt"], body["closesAt"]) = (Deal.At(first.AddMilliseconds(5 * i - 2)), Deal.At(first.AddDays(2))))).Is(201);
            opens[deal.Auction] = deal.OpensAt;
        }
        await market.AdvanceToAsync(opens.Values.Min().AddMilliseconds(-3));
        clock!.Creeps = true;
        var paused = (await @operator.Post("/v1/auction-pauses", Why)).Is(200);
        clock.Creeps = false;
        var open = opens.Where(each => each.Value <= paused.Time("at")).Select(each => each.Key).ToList();
        Assert.That(open, Has.Count.InRange(2, 23), "some open before the commit and some after it");
        Assert.That(Auctions(paused), Is.EquivalentTo(open));
    }

    [Test]
    public async Task It_takes_a_reason_and_an_operator()
    {
        var @operator = await Market.JoinAsync(OrganizationKind.MarketOperator, "丽水科技大市场", Role.Operator);
        Assert.That((await @operator.Post("/v1/auction-pauses", new { reason = " " })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
        var none = (await @operator.Post("/v1/auction-pauses", Why)).Is(200);
        Assert.That((Auctions(none).Length, none.Body.Contains("\"at\"", StringComparison.Ordinal)), Is.EqualTo((0, false)));
        var university = await Market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        (await university.Post("/v1/auction-pauses", Why)).Refused(403, "role.missing");
        (await Market.Stranger.Post("/v1/auction-pauses", Why)).Refused(401, "token.missing");
    }
}
