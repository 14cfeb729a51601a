using Marketplace.Api.Hosting;
using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;
using Marketplace.Domain.Organizations;
using Marketplace.Faults.Tests.Processes;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Faults.Tests.Http;

/// <summary>Two servers on one log, each with its reactions and its upkeep: one holds the lease, and what becomes of the other.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LeaseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("marketplace-leases-").FullName;
    private readonly List<TestMarket> markets = [];
    private readonly List<WatchedStore> stores = [];

    [TearDown]
    public async Task Close()
    {
        foreach (var store in stores) store.IsCutOff = false;
        foreach (var market in markets) await market.DisposeAsync();
        foreach (var store in stores) await store.CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    private (TestMarket Market, WatchedStore Store) Open(string lease, int checkpointSeconds = 0)
    {
        WatchedStore? store = null;
        var market = TestMarket.Open(folder, host => host.UseSetting("Checkpoints:Seconds", $"{checkpointSeconds}").ConfigureTestServices(services => services.Replace(
            ServiceDescriptor.Singleton<ILogStore>(provider => store = new WatchedStore(LogStores.OpenAsync(provider).GetAwaiter().GetResult(), lease)))));
        _ = market.Position;
        markets.Add(market);
        stores.Add(store!);
        return (market, store!);
    }

    private static async Task<string> RegisterAsync(TestMarket market, string name) => (await market.JoinAsync(OrganizationKind.Enterprise, name, Role.Bidder)).Organization;

    /// <summary>The end of the suspension is work that falls due a second from now, and is done once.</summary>
    private static Task SuspendAsync(TestMarket market, string organization) =>
        market.AppendAsync(organization, new OrganizationSuspended("提供虚假材料", new Instant((market.Now + Second).ToUnixTimeMilliseconds())));

    private static async Task<int> ReinstatedAsync(TestMarket market, string organization) =>
        (await market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(organization, 0, 1000, CancellationToken.None)).Count(e => e.Type == EventCatalogue.Encode(new OrganizationReinstated()).Name);

    private static Task SettledAsync(TestMarket market) => market.Services.GetRequiredService<ReactionRunner>().SettleAsync(CancellationToken.None).WaitAsync(Patience);

    /// <summary>Until the work is in the log; real time, because the runner is a thread of its own.</summary>
    private static async Task DoneAsync(TestMarket market, string organization)
    {
        using var patience = new CancellationTokenSource(Patience);
        var feed = market.Services.GetRequiredService<Feed>();
        for (var head = feed.Head; await ReinstatedAsync(market, organization) == 0; head = feed.Head) await feed.WaitAsync(head, patience.Token);
    }

    /// <summary>The first, in the middle of its work for one of two organizations, and the two.</summary>
    private async Task<(TestMarket East, WatchedStore Eastern, string Suspended, string After)> StandingStillAsync()
    {
        var (east, eastern) = Open(ReactionRunner.Name);
        Assert.That(await eastern.NextAsync(), Is.Not.Null);
        var (suspended, after) = (await RegisterAsync(east, "宁波东海玻璃有限公司"), await RegisterAsync(east, "湖州安竹家居有限公司"));
        await SuspendAsync(east, suspended);
        eastern.StandsStillAt = suspended;
        east.Clock.Advance(Second);
        await eastern.Standing;
        return (east, eastern, suspended, after);
    }

    [Test]
    public async Task The_reactions_of_one_that_stops_renewing_are_done_by_the_other_within_ten_seconds()
    {
        var (east, eastern) = Open(ReactionRunner.Name);
        Assert.That(await eastern.NextAsync(), Is.Not.Null, "the first to come holds the lease");
        var (west, western) = Open(ReactionRunner.Name);
        Assert.That(await western.NextAsync(), Is.Null, "and the other does not");
        var suspended = await RegisterAsync(east, "宁波东海玻璃有限公司");
        eastern.IsCutOff = true;
        await SuspendAsync(west, suspended);

        var seconds = 0;
        for (Lease? lease = null; lease is null; lease = await western.NextAsync())
        {
            Assert.That(await ReinstatedAsync(west, suspended), Is.Zero, $"after {seconds} s the lease is another's still");
            Assert.That(++seconds, Is.LessThanOrEqualTo(11), "it asks once a second");
            await west.Clock.AwaitedAsync(Second);
            west.Clock.Advance(Second);
        }
        await DoneAsync(west, suspended);
        Assert.That(seconds, Is.InRange(9, 11));
    }

    [Test]
    public async Task One_that_stood_still_past_its_lease_and_goes_on_believing_does_no_harm_and_lets_go()
    {
        var (east, eastern, suspended, after) = await StandingStillAsync();

        // The other's clock goes on; by its own the first has the lease still when it wakes.
        var (west, western) = Open(ReactionRunner.Name);
        west.Clock.Advance(TimeSpan.FromSeconds(12));
        while (await western.NextAsync() is null) west.Clock.Advance(Second);
        await DoneAsync(west, suspended);
        await SuspendAsync(west, after);
        west.Clock.Advance(2 * Second);
        await DoneAsync(west, after);
        // It writes down how far it has come once a second at most.
        west.Clock.Advance(2 * Second);
        await SettledAsync(west);
        var reached = await west.Services.GetRequiredService<ILogStore>().ReadCheckpointAsync(ReactionRunner.Name, CancellationToken.None);

        east.Clock.Advance(TimeSpan.FromSeconds(15));
        eastern.GoOn();
        await east.Services.GetRequiredService<Writer>().CatchUpAsync(west.Position);
        await SettledAsync(east);
        foreach (var organization in new[] { suspended, after }) Assert.That(await ReinstatedAsync(west, organization), Is.EqualTo(1), "both did it, and it is there once");
        Assert.That(await west.Services.GetRequiredService<ILogStore>().ReadCheckpointAsync(ReactionRunner.Name, CancellationToken.None), Is.GreaterThanOrEqualTo(reached), "it did not turn the other's work back");
        Assert.That((east.Services.GetRequiredService<ReactionRunner>().Fault, west.Services.GetRequiredService<ReactionRunner>().Fault), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task One_that_wakes_when_the_other_has_taken_over_and_ended_goes_on_from_where_that_one_stood()
    {
        var (east, eastern, suspended, after) = await StandingStillAsync();
        var before = eastern.Checkpoints.Count;

        long reached;
        await using (var west = TestMarket.Open(folder))
        {
            west.Clock.Advance(TimeSpan.FromSeconds(12));
            await SettledAsync(west);
            await DoneAsync(west, suspended);
            await SuspendAsync(west, after);
            west.Clock.Advance(2 * Second);
            await SettledAsync(west);
            await DoneAsync(west, after);
            reached = west.Position;
        }

        east.Clock.Advance(TimeSpan.FromSeconds(15));
        eastern.GoOn();
        await SettledAsync(east);
        await SuspendAsync(east, after);
        east.Clock.Advance(2 * Second);
        await SettledAsync(east);
        Assert.That(await ReinstatedAsync(east, after), Is.EqualTo(2), "it does the work again");
        Assert.That(eastern.Checkpoints.Skip(before).Where(position => position < reached).ToList(), Has.Count.LessThanOrEqualTo(1), "only the one that it tried with the lease it had lost, in vain");
    }

    [Test]
    public async Task Checkpoints_are_signed_by_one_and_when_it_is_gone_by_the_other_within_two_minutes()
    {
        const string Lease = "upkeep_checkpoints";
        var ((east, eastern), (west, western)) = (Open(Lease, 60), Open(Lease, 60));
        await MinuteAsync(east, eastern, expected: true);
        await MinuteAsync(west, western, expected: false);
        Assert.That(await SignedAsync(), Is.EqualTo(1));

        var suspended = await RegisterAsync(east, "湖州安竹家居有限公司");
        eastern.IsCutOff = true;
        await SuspendAsync(west, suspended);
        var minutes = 1;
        for (; !await MinuteAsync(west, western, expected: null); minutes++) Assert.That(minutes, Is.LessThan(3));
        var feed = west.Services.GetRequiredService<Feed>();
        using var patience = new CancellationTokenSource(Patience);
        for (var head = feed.Head; await SignedAsync() == 1; head = feed.Head) await feed.WaitAsync(head, patience.Token);
        Assert.That(minutes, Is.InRange(1, 2));

        Task<long> SignedAsync() => west.Services.GetRequiredService<ILogStore>().ReadStreamVersionAsync(LogCheckpoints.Stream, CancellationToken.None);

        // Whether it held the lease in the minute that passes.
        static async Task<bool> MinuteAsync(TestMarket market, WatchedStore store, bool? expected)
        {
            if (expected is true) await market.JoinAsync(OrganizationKind.Enterprise, "杭州蓝焰窑炉科技有限公司", Role.Bidder);
            var before = market.Position;
            await market.Clock.AwaitedAsync(Minute);
            market.Clock.Advance(Minute);
            var held = await store.NextAsync() is not null;
            if (expected is { } wanted) Assert.That(held, Is.EqualTo(wanted));
            using var patience = new CancellationTokenSource(Patience);
            if (expected is true) await market.Services.GetRequiredService<Feed>().WaitAsync(before, patience.Token);
            return held;
        }
    }
}
