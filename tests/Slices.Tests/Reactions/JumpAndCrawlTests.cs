using System.Text;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;
using Marketplace.Domain.Clock;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Slices.Tests.Deals;
using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;
using Marketplace.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Reactions;

/// <summary>
/// One history up to a moment, copied, and the days after it lived through in different ways. What falls due, and what follows
/// from it, is the same to the byte and in the same order; and it stands at its own time to the millisecond, unless others have
/// written later times into the log before it was done.
/// </summary>
public sealed class JumpAndCrawlTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    private string folder = null!;
    private Client keeper = null!;
    private long from;

    [OneTimeSetUp]
    public async Task Make()
    {
        if (TestServer.IsNamed) Assert.Ignore("It copies the log as a file, and compares what three copies come to.");
        folder = Directory.CreateTempSubdirectory("marketplace-history-").FullName;
        await using var market = TestMarket.Open(Path.Combine(folder, "first"));
        var sold = await Deal.OpenAsync(market, bidders: 3);
        (await sold.BidAsync(1, 310)).Is(201);
        (await sold.BidAsync(2, 480)).Is(201);
        var belowReserve = await Deal.AnnouncedAsync(market, reserveWan: 450);
        for (var i = 0; i < 2; i++) await belowReserve.QualifiedAsync();
        await NegotiateAsync(market, market.Now.AddHours(25));
        await market.AdvanceToAsync(belowReserve.OpensAt);
        (await belowReserve.BidAsync(1, 300)).Is(201);
        // Announced and not open yet; one of them has the end of another as its opening.
        var quiet = await Deal.AnnouncedAsync(market);
        await quiet.QualifiedAsync();
        var chained = await Deal.AnnouncedAsync(market, change: body =>
        {
            body["opensAt"] = Deal.At(quiet.ClosesAt);
            body["closesAt"] = Deal.At(quiet.ClosesAt.AddHours(24));
        });
        await market.AdvanceToAsync(quiet.OpensAt.AddHours(-1));
        Assert.That((await chained.ReadAsync()).Text("phase"), Is.EqualTo("announced"));
        await market.AppendAsync(sold.Bidders[2].Organization, new OrganizationSuspended("提供虚假材料", new Instant(market.Now.AddHours(30).ToUnixTimeMilliseconds())));
        keeper = quiet.Operator;
        from = market.Position;
    }

    /// <summary>
    /// Notices that end on the first and the second day behind the history, one that an objection holds up, a take-up whose co-owners have
    /// their priority until then, and a demand whose deadline comes on the third.
    /// </summary>
    private static async Task NegotiateAsync(TestMarket market, DateTimeOffset from)
    {
        await market.AdvanceToAsync(from);
        var desk = await TradeDesk.OnAsync(market);
        string[] noticed = [(await desk.ListedAsync()).Id, (await desk.ListedAsync()).Id, (await desk.ListedAsync()).Id];
        foreach (var listing in noticed)
        {
            Assert.That((await desk.AcceptedAsync(listing)).Text("state"), Is.EqualTo("agreed_pending_publicity"));
            (await desk.PublishAsync(listing)).Is(201);
        }
        var coOwned = (await desk.ListedAsync("listing", askWan: 300, changes: desk.CoOwners)).Id;
        var taken = (await desk.Buyer.Post($"/v1/listings/{coOwned}/take-ups")).Is(201).Id;
        (await desk.Institute.Post($"/v1/deals/{taken}/holders/1/consent", new { decision = "consented" })).Is(200);
        (await desk.Buyer.Post("/v1/demands", DemandDesk.Content(("deadline", Deal.At(from.AddDays(17)))).ToJsonString())).Is(201);

        await market.AdvanceAsync(TimeSpan.FromDays(1));
        await desk.ObjectedAsync(noticed[1], desk.Other);
        var objection = await desk.ObjectedAsync(noticed[2], desk.Other);
        (await desk.DecideAsync(noticed[2], objection)).Is(200);
    }

    [OneTimeTearDown]
    public void Forget() => Directory.Delete(folder, recursive: true);

    private string Copy(string name)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "first"))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Opens a copy of the history, lives on, and gives back what happened, the clock's own events apart, and the checkpoints, which say where this very log stood.</summary>
    private async Task<StoredEvent[]> LiveOnAsync(string copy, Func<TestMarket, DateTimeOffset, Task> live)
    {
        await using var market = TestMarket.Open(copy);
        var until = market.Now + Ahead;
        await live(market, until);
        Assert.That(market.Now, Is.EqualTo(until));
        var events = await market.Services.GetRequiredService<ILogStore>().ReadFeedAsync(from, 10_000, CancellationToken.None);
        return [.. events.Where(e => e.Stream is not (MarketClock.Stream or LogCheckpoints.Stream))];
    }

    private static string What(StoredEvent e) => $"{e.Stream} {e.Version} {e.Type} {e.TypeVersion} {e.Actor} {Encoding.UTF8.GetString(e.Data)}";

    private static string WhatAndWhen(StoredEvent e) => $"{e.At} {What(e)}";

    private async Task MoveAsync(TestMarket market, params IEnumerable<DateTimeOffset> moments)
    {
        var signedIn = await market.SignInAsync(keeper.Organization, keeper.Subject, keeper.Secret);
        foreach (var moment in moments) (await signedIn.Post("/sandbox/clock", new { until = Deal.At(moment) })).Is(200);
    }

    private Task JumpAsync(TestMarket market, DateTimeOffset until) => MoveAsync(market, until);

    private Task WalkAsync(TestMarket market, DateTimeOffset until)
    {
        var (from, step) = (market.Now, TimeSpan.FromMinutes(47));
        return MoveAsync(market, [.. Enumerable.Range(1, (int)(Ahead / step)).Select(i => from + i * step), until]);
    }

    /// <summary>System time itself goes on, and nobody waits for what falls due on the way; at the last minute somebody orders the rest.</summary>
    private async Task CrawlAsync(TestMarket market, DateTimeOffset until)
    {
        while (market.Now < until.AddMinutes(-1)) market.Clock.Advance(TimeSpan.FromMinutes(1));
        await MoveAsync(market, until);
    }

    [Test]
    public async Task A_jump_of_three_days_a_walk_of_47_minutes_a_step_and_a_crawl_make_the_same_events_at_the_same_times()
    {
        var jumped = await LiveOnAsync(Copy("jump"), JumpAsync);
        Assert.That(jumped.Select(e => e.Type), Is.SupersetOf(new[]
        {
            "auction_opened", "auction_closed", "deposit_released", "listing_returned_from_auction", "organization_reinstated",
            "publicity_ended", "publicity_met", "deal_agreed", "contract_drafted", "priority_answered", "demand_closed",
        }));
        Assert.That(jumped.Count(e => e.Type is "publicity_ended"), Is.EqualTo(2), "the third waits for the objection's decision");
        var walked = await LiveOnAsync(Copy("walk"), WalkAsync);
        var crawled = await LiveOnAsync(Copy("crawl"), CrawlAsync);
        Assert.That(walked.Select(WhatAndWhen), Is.EqualTo(jumped.Select(WhatAndWhen)));
        Assert.That(crawled.Select(WhatAndWhen), Is.EqualTo(jumped.Select(WhatAndWhen)));
    }

    [Test]
    public async Task What_is_done_60_hours_late_is_the_same_and_stands_at_its_own_time_or_right_behind_what_others_wrote_before()
    {
        var jumped = await LiveOnAsync(Copy("in time"), JumpAsync);
        var (copy, late) = (Copy("late"), TimeSpan.FromHours(60));
        await using (var store = await SqliteLogStore.OpenAsync(Path.Combine(copy, "log.db")))
            await store.AcquireLeaseAsync("reactions", "a process that hangs", TestMarket.Start.ToUnixTimeMilliseconds(), (TestMarket.Start + late).ToUnixTimeMilliseconds(), CancellationToken.None);
        HashSet<string> others = [];
        var lived = await LiveOnAsync(copy, async (market, until) =>
        {
            for (var hour = 0; hour < late.TotalHours; hour += 5)
            {
                market.Clock.Advance(TimeSpan.FromHours(5));
                var other = Ids.New(Ids.Organization, market.Clock.GetUtcNow());
                await market.AppendAsync(other, new OrganizationRegistered(OrganizationKind.University, "衢州学院", null, market.NextCreditCode(), true, "330802", null, null));
                others.Add(other);
            }
            await MoveAsync(market, until);
        });

        var ours = lived.Where(e => !others.Contains(e.Stream)).ToArray();
        Assert.That(ours.Select(What), Is.EqualTo(jumped.Select(What)));
        Assert.That(ours.Zip(jumped).Count(pair => pair.First.At > pair.Second.At), Is.GreaterThan(5), "others had written meanwhile");
        var before = lived.Zip(lived.Skip(1)).ToDictionary(pair => pair.Second.Position, pair => pair.First.At);
        foreach (var (done, due) in ours.Zip(jumped))
            Assert.That(done.At, Is.EqualTo(Math.Max(due.At, before[done.Position])), $"{done.Type} of {done.Stream}");
    }
}
