using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [Test]
    public async Task A_stream_longer_than_a_page_is_folded_whole()
    {
        var office = await StartAsync();
        for (var i = 0; i < 3; i++) await office.RunTogetherAsync([.. Enumerable.Repeat(Pay("acc_光电", 1), 834)]);

        var fresh = await StartAsync();

        Assert.That(await fresh.AccountAsync("acc_光电"), Is.EqualTo(new Account(2502, 2502, null)));
    }

    [Test]
    public async Task The_cache_keeps_to_its_bound_and_forgets_the_longest_unused_first()
    {
        var pausing = new PausingStore(await OpenStoreAsync());
        await using var office = await LogProcess.StartAsync(pausing, Time, cached: 20);

        for (var i = 0; i < 100; i++) await office.RunAsync(Pay($"acc_{i}", i));
        Assert.That(office.Cache.Count, Is.InRange(1, 20));

        var reads = pausing.StreamReads;
        Assert.That((await office.AccountAsync("acc_99")).Fen, Is.EqualTo(99));
        Assert.That(pausing.StreamReads, Is.EqualTo(reads), "the newest is still there");
        Assert.That((await office.AccountAsync("acc_3")).Fen, Is.EqualTo(3));
        Assert.That(pausing.StreamReads, Is.EqualTo(reads + 1), "an old one was read again");
    }

    [Test]
    public async Task A_pinned_state_stays_and_follows_the_log_however_many_others_come()
    {
        var office = await StartAsync(cached: 5);
        await office.RunAsync(Pay("acc_光电", 1));
        using var pin = await office.Cache.PinAsync("acc_光电", CancellationToken.None);

        for (var i = 0; i < 50; i++) await office.RunAsync(Pay($"acc_{i}", 1));
        await office.RunAsync(Pay("acc_光电", 10));

        Assert.That((pin.Current.State, pin.Current.Version), Is.EqualTo((new Account(11, 2, null), 2L)));
    }

    [Test]
    public async Task More_pinned_streams_than_the_bound_are_all_kept_and_go_when_they_are_let_go()
    {
        var office = await StartAsync(cached: 5);
        var pins = new List<StateCache.Pin>();

        for (var i = 0; i < 20; i++) pins.Add(await office.Cache.PinAsync($"acc_{i}", CancellationToken.None));
        Assert.That(office.Cache.Count, Is.EqualTo(20));
        foreach (var pin in pins) pin.Dispose();
        await office.AccountAsync("acc_末");

        Assert.That(office.Cache.Count, Is.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task A_commit_that_falls_between_reading_a_stream_and_using_it_is_not_missed_and_does_not_wait_for_the_reader()
    {
        var writing = await StartAsync();
        await writing.RunAsync(Pay("acc_光电", 1));
        var pausing = new PausingStore(await OpenStoreAsync()) { Held = "acc_光电" };
        await using var reading = await LogProcess.StartAsync(pausing, Time);

        var load = Task.Run(() => reading.AccountAsync("acc_光电"));
        await pausing.Reached;
        try
        {
            await writing.RunAsync(Pay("acc_光电", 10));
            await writing.RunAsync(Pay("acc_光电", 100));
            // Any command makes the reader catch up; it learns of both events while its read still hangs, and does not wait for it.
            Assert.That((await reading.RunAsync(Pay("acc_别的", 1)).WaitAsync(TimeSpan.FromSeconds(30))).Position, Is.EqualTo(4));
            Assert.That(load.IsCompleted, Is.False);
        }
        finally
        {
            pausing.Release();
        }

        Assert.That(await load, Is.EqualTo(new Account(111, 3, null)));
    }

    [Test]
    public async Task A_load_that_failed_is_tried_again_by_the_next_who_asks()
    {
        var pausing = new PausingStore(await OpenStoreAsync());
        await using var office = await LogProcess.StartAsync(pausing, Time);
        await office.RunAsync(Pay("acc_甲", 1));

        pausing.Fault = new StoreException(StoreFault.Unavailable, "磁盘无响应");
        var outcome = await office.RunAsync(Pay("acc_光电", 1));
        pausing.Fault = null;

        Assert.That((outcome.Kind, outcome.Position), Is.EqualTo((OutcomeKind.Unavailable, 1L)));
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task Who_stops_waiting_for_a_load_does_not_end_it_for_the_others()
    {
        var pausing = new PausingStore(await OpenStoreAsync()) { Held = "acc_光电" };
        await using var office = await LogProcess.StartAsync(pausing, Time);
        using var impatient = new CancellationTokenSource();

        var patient = Task.Run(() => office.AccountAsync("acc_光电"));
        await pausing.Reached;
        var left = office.Cache.PinAsync("acc_光电", impatient.Token).AsTask();
        await impatient.CancelAsync();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        pausing.Release();

        Assert.That(await patient, Is.EqualTo(Account.Empty));
        Assert.That(pausing.StreamReads, Is.EqualTo(1));
    }

    [TestCase(20260302)]
    [TestCase(13)]
    public async Task Loads_that_race_with_commits_of_two_processes_miss_nothing(int seed)
    {
        const int Accounts = 24, Callers = 12, Rounds = 60;
        LogProcess[] offices = [await StartAsync(cached: 6), await StartAsync(cached: 6)];

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(seed + caller);
            for (var i = 0; i < Rounds; i++)
            {
                var office = offices[random.Next(2)];
                var (from, to) = ($"acc_{random.Next(Accounts)}", $"acc_{random.Next(Accounts)}");
                switch (random.Next(3))
                {
                    case 0:
                        await office.RunAsync(Pay(from, random.Next(1, 100)));
                        break;
                    case 1:
                        await office.RunAsync(Transfer(from, to, random.Next(1, 50)));
                        break;
                    default:
                        using (var pin = await office.Cache.PinAsync(from, CancellationToken.None))
                        {
                            var current = pin.Current;
                            Assert.That(current.As<Account>().Seen, Is.EqualTo(current.Version), "a state is the fold of exactly its version's events");
                            Assert.That(current.As<Account>().Fen, Is.Not.Negative);
                        }
                        break;
                }
            }
        })));

        var events = await SoundLog.AssertAsync(offices[0].Store);
        foreach (var office in offices)
        {
            await office.RunAsync(Pay("acc_0", 0));
            for (var i = 1; i < Accounts; i++) Assert.That(await office.AccountAsync($"acc_{i}"), Is.EqualTo(SoundLog.Fold(events, $"acc_{i}")));
        }
    }
}
