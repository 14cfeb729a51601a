using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    private static async Task<List<LogEvent>> FollowAsync(Feed feed, long after, int limit)
    {
        var followed = new List<LogEvent>();
        while (await feed.ReadAsync(after, limit, CancellationToken.None) is { Count: > 0 } events)
        {
            followed.AddRange(events);
            after = events[^1].Position;
        }
        return followed;
    }

    [Test]
    public async Task The_feed_from_memory_and_the_feed_from_the_store_are_the_same()
    {
        var office = await StartAsync();
        for (var i = 0; i < 4; i++) await office.RunTogetherAsync([.. Enumerable.Range(0, 40).Select(n => Pay($"acc_{n % 3}", n))]);
        // A process that starts now has nothing in memory.
        var fresh = await StartAsync();

        foreach (var limit in new[] { 1, 7, 1000 })
        {
            var (memory, store) = (await FollowAsync(office.Feed, 0, limit), await FollowAsync(fresh.Feed, 0, limit));
            Assert.Multiple(() =>
            {
                Assert.That(memory.Select(e => e.Position), Is.EqualTo(Enumerable.Range(1, 160)));
                Assert.That(store.Select(e => e.Stored), Is.EqualTo(memory.Select(e => e.Stored)).UsingPropertiesComparer());
                Assert.That(store.Select(e => e.Content), Is.EqualTo(memory.Select(e => e.Content)));
            });
        }
        Assert.That((await office.Feed.ReadAsync(150, 4, CancellationToken.None)).Select(e => e.Position), Is.EqualTo(new[] { 151, 152, 153, 154 }));
        Assert.That(await office.Feed.ReadAsync(160, 4, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_process_is_told_of_each_event_once_and_in_order_before_anybody_sees_its_position()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        var (told, early) = (new List<long>(), 0);
        west.Feed.Passing += e =>
        {
            told.Add(e.Position);
            if (west.Feed.Head < e.Position) early++;
        };
        for (var i = 0; i < 20; i++) await (i % 2 == 0 ? east : west).RunTogetherAsync(Pay("acc_光电", i), Pay("acc_激光", i));
        await west.Feed.WaitAsync(39, CancellationToken.None);
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, 40)));
        Assert.That(early, Is.EqualTo(40));
    }

    [Test]
    public async Task A_process_that_is_told_of_a_position_it_does_not_know_knows_it_at_once_and_a_hundred_who_tell_it_cost_two_looks()
    {
        var held = new TaskCompletionSource();
        var store = new HeldHeadStore(await OpenStoreAsync());
        var (east, west) = (await StartAsync(), await LogProcess.StartAsync(store, Time, new WriterOptions { LookAround = TimeSpan.FromHours(1) }));
        await using var _ = west;
        var paid = await east.RunAsync(Pay("acc_光电", 100));
        await west.Writer.CatchUpAsync(paid.Position);
        Assert.That((west.Feed.Head, west.Writer.Head.Position), Is.EqualTo((paid.Position, paid.Position)));

        var before = store.Asked;
        store.Held = held.Task;
        var first = west.Writer.CatchUpAsync(paid.Position + 1);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
        using (var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1)))
            while (store.Asked == before) await pause.WaitForNextTickAsync(patience.Token);
        await east.RunAsync(Pay("acc_光电", 1));
        var others = Enumerable.Range(0, 100).Select(_ => west.Writer.CatchUpAsync(paid.Position + 1)).ToArray();
        held.SetResult();
        await Task.WhenAll([first, .. others]);
        Assert.That((store.Asked - before, west.Feed.Head), Is.EqualTo((2, paid.Position + 1)));
        await west.Writer.CatchUpAsync(paid.Position);
        Assert.That(store.Asked - before, Is.EqualTo(2), "what it knows already costs nothing");
    }

    [Test]
    public async Task What_has_left_memory_is_answered_from_the_store()
    {
        var office = await StartAsync();
        for (var i = 0; i < 17; i++) await office.RunTogetherAsync([.. Enumerable.Repeat(Pay("acc_光电", 1), 1000)]);

        var followed = await FollowAsync(office.Feed, 0, 5000);

        Assert.That(followed.Select(e => e.Position), Is.EqualTo(Enumerable.Range(1, 17_000)));
    }

    [Test]
    public async Task A_follower_gets_every_event_once_and_in_order_while_two_processes_write()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        var following = Task.Run(async () =>
        {
            var seen = new List<long>();
            while (seen.Count < 400)
            {
                await east.Feed.WaitAsync(seen.Count, CancellationToken.None);
                seen.AddRange((await east.Feed.ReadAsync(seen.Count, 10, CancellationToken.None)).Select(e => e.Position));
            }
            return seen;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await (caller % 2 == 0 ? east : west).RunAsync(Pay($"acc_{caller}", 1));
        })));
        // The last event may be the other's; a look at the log tells this process.
        await east.RunAsync(new LogCommand(Clerk, [], _ => Effect.None));

        Assert.That(await following, Is.EqualTo(Enumerable.Range(1, 400)));
    }

    [Test]
    public async Task Waiting_ends_with_the_next_event_or_with_the_callers_patience()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_光电", 1));
        using var patience = new CancellationTokenSource();

        Assert.That(office.Feed.WaitAsync(0, CancellationToken.None).IsCompletedSuccessfully, "there is one already");
        var (waiting, leaving) = (office.Feed.WaitAsync(1, CancellationToken.None), office.Feed.WaitAsync(1, patience.Token));
        await patience.CancelAsync();
        Assert.That(() => leaving, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waiting.IsCompleted, Is.False);
        await office.RunAsync(Pay("acc_光电", 1));

        await waiting;
    }

    [Test]
    public async Task Who_waits_for_a_later_event_is_not_woken_by_an_earlier_one()
    {
        var office = await StartAsync();
        var waiting = office.Feed.WaitAsync(2, CancellationToken.None);

        await office.RunAsync(Pay("acc_光电", 1));
        await office.RunAsync(Pay("acc_光电", 1));
        Assert.That(waiting.IsCompleted, Is.False);
        await office.RunAsync(Pay("acc_光电", 1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(office.Feed.Head, Is.EqualTo(3));
    }

    [Test]
    public async Task An_event_of_a_newer_build_stops_the_older_one_and_is_not_skipped()
    {
        var (newer, older) = (await StartAsync(model: new EscrowModel(knowsTax: true)), await StartAsync());
        await older.RunAsync(Pay("acc_光电", 100));
        await newer.RunAsync(new LogCommand(Clerk, ["acc_光电"], _ => Effect.None.Append("acc_光电", new TaxWithheld(30))));

        // The older build would see 100 in the account and let them all go.
        var released = await older.RunAsync(Release("acc_光电", 100));
        var elsewhere = await older.RunAsync(Pay("acc_别的", 1));

        Assert.Multiple(() =>
        {
            Assert.That((released.Kind, elsewhere.Kind), Is.EqualTo((OutcomeKind.Unavailable, OutcomeKind.Unavailable)));
            Assert.That(older.Writer.Fault, Does.Contain("'tax_withheld' version 1 is not known to this build"));
            Assert.That(() => older.Feed.ReadAsync(1, 10, CancellationToken.None).AsTask().Result, Is.Empty, "it never got so far");
        });
        Assert.That((await newer.RunAsync(Release("acc_光电", 70))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That(await SoundLog.AssertAsync(newer.Store), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_stream_that_holds_an_unknown_event_cannot_be_loaded()
    {
        var newer = await StartAsync(model: new EscrowModel(knowsTax: true));
        await newer.RunAsync(new LogCommand(Clerk, ["acc_光电"], _ => Effect.None.Append("acc_光电", new TaxWithheld(30))));
        var older = await StartAsync();

        Assert.That((await older.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Unavailable));
        Assert.That(() => older.AccountAsync("acc_光电"), Throws.TypeOf<UnknownEventException>());
        Assert.That(() => older.Feed.ReadAsync(0, 10, CancellationToken.None).AsTask(), Throws.TypeOf<UnknownEventException>());
    }

    [Test]
    public async Task A_process_that_writes_nothing_learns_within_a_second_or_two_what_another_wrote()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        await west.RunAsync(Pay("acc_光电", 1));
        await east.RunAsync(Pay("acc_光电", 41));

        // Nothing is asked of the second process; it looks by itself.
        await west.Feed.WaitAsync(1, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That((await west.Feed.ReadAsync(1, 10, CancellationToken.None)).Select(e => e.Position), Is.EqualTo(new[] { 2 }));
        Assert.That(await west.AccountAsync("acc_光电"), Is.EqualTo(new Account(42, 2, null)));
        Assert.That(west.Writer.Head.Position, Is.EqualTo(2));
    }

    [Test]
    public async Task A_process_that_ends_while_it_looks_around_ends_all_the_same()
    {
        var (east, west) = (await StartAsync(), await StartAsync(new WriterOptions { LookAround = TimeSpan.FromMilliseconds(1) }));
        for (var i = 0; i < 50; i++) await east.RunAsync(Pay("acc_光电", 1));
        await StopAsync(west);
        Assert.That(await SoundLog.AssertAsync(east.Store), Has.Count.EqualTo(50));
    }
}
