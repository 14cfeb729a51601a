using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    private const long Hour = 3_600_000;

    [Test]
    public async Task Acceptance_time_is_the_whole_millisecond_that_has_begun()
    {
        var office = await StartAsync();
        Time.Ticks = 9_999;

        var outcome = await office.RunAsync(Pay("acc_光电", 1));

        Assert.That(outcome.Events[0].At, Is.EqualTo(ManualTime.Start), "0.9999 ms are cut off, not rounded up");
    }

    [Test]
    public async Task Market_time_never_goes_back_when_the_system_clock_does()
    {
        var office = await StartAsync();
        Time.Now = ManualTime.Start + 200;
        await office.RunAsync(Pay("acc_光电", 1));
        Time.Now = ManualTime.Start;

        var outcome = await office.RunAsync(Pay("acc_光电", 1));

        Assert.That(office.Writer.MarketNow, Is.EqualTo(ManualTime.Start + 200));
        Assert.That(outcome.Events[0].At, Is.EqualTo(ManualTime.Start + 200), "200 ms back is within the tolerance of 250");
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task A_clock_251_ms_behind_the_log_writes_nothing_until_it_is_mended()
    {
        var office = await StartAsync();
        Time.Now = ManualTime.Start + 251;
        await office.RunAsync(Pay("acc_光电", 1));

        Time.Now = ManualTime.Start;
        var refused = await office.RunAsync(Pay("acc_光电", 1));
        Assert.Multiple(() =>
        {
            Assert.That((refused.Kind, refused.Written), Is.EqualTo((OutcomeKind.ClockBehind, false)));
            Assert.That(office.Writer.ClockBehind);
            Assert.That(office.Writer.Fault, Does.Contain("clock is behind"));
        });

        Time.Now = ManualTime.Start + 1;
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done), "250 ms are allowed");
        Assert.That(office.Writer.Fault, Is.Null);
    }

    [TestCase(-251)]
    [TestCase(251)]
    public async Task A_clock_251_ms_off_the_stores_writes_nothing_until_it_is_mended(int off)
    {
        var store = new ClockedStore(await OpenStoreAsync(), () => ManualTime.Start);
        Time.Now = ManualTime.Start + off;
        await using var office = await LogProcess.StartAsync(store, Time, new WriterOptions { LookAround = TimeSpan.FromMilliseconds(5) });
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.ClockBehind), "from the first command on");
        Assert.That(office.Writer.ClockBehind);

        Time.Now = ManualTime.Start + (Math.Sign(off) * 250);
        await LooksAgainAsync(office, behind: false);
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done), "250 ms are allowed");

        Time.Now = ManualTime.Start + off;
        await LooksAgainAsync(office, behind: true);
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.ClockBehind), "a clock that went wrong while the process ran is noticed too");
    }

    /// <summary>Real time: the clocks are compared now and then, whatever the test's clock does.</summary>
    private static async Task LooksAgainAsync(LogProcess office, bool behind)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (office.Writer.ClockBehind != behind) await pause.WaitForNextTickAsync(patience.Token);
    }

    [Test]
    public async Task A_slow_answer_of_the_store_is_not_held_against_the_clock()
    {
        // The store read its clock when it was asked, or just before it answered; the answer took ten seconds.
        var store = new ClockedStore(await OpenStoreAsync(), () =>
        {
            Time.Now += 10_000;
            return Time.Now - 9_000;
        });
        await using var office = await LogProcess.StartAsync(store, Time, new WriterOptions { LookAround = TimeSpan.FromHours(1) });
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task A_process_learns_that_its_clock_is_behind_from_what_another_wrote()
    {
        var late = new ManualTime { Now = ManualTime.Start - 1000 };
        var (punctual, slow) = (await StartAsync(), await StartAsync(time: late));
        await punctual.RunAsync(Pay("acc_光电", 1));

        Assert.That((await slow.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.ClockBehind));
        Assert.That(await SoundLog.AssertAsync(punctual.Store), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_market_clock_moves_forward_by_an_event_and_for_every_process()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        await east.RunAsync(Pay("acc_光电", 1));

        var moved = await east.RunAsync(MoveClock(48 * Hour));
        var after = await west.RunAsync(new LogCommand(Clerk, ["acc_光电"], log =>
            Effect.None.Append("acc_光电", new DepositPaid($"{log.Now - ManualTime.Start} {log.SystemNow - ManualTime.Start} {log.ClockOffset}", 1))));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(moved.Events[0].At, Is.EqualTo(ManualTime.Start + (48 * Hour)));
            Assert.That(after.Events[0].At, Is.EqualTo(ManualTime.Start + (48 * Hour)));
            Assert.That(((DepositPaid)after.Events[0].Content).Bidder, Is.EqualTo("172800000 0 172800000"));
            Assert.That(west.Writer.MarketNow, Is.EqualTo(ManualTime.Start + (48 * Hour)));
            Assert.That((await west.Store.ReadHeadAsync(CancellationToken.None)).ClockOffset, Is.EqualTo(48 * Hour));
        });

        await StopAsync(east);
        Assert.That((await StartAsync()).Writer.MarketNow, Is.EqualTo(ManualTime.Start + (48 * Hour)), "after a restart too");
    }

    [Test]
    public async Task The_market_clock_cannot_be_put_back_except_before_the_first_event()
    {
        var office = await StartAsync();

        Assert.That((await office.RunAsync(MoveClock(-100 * Hour))).Events[0].At, Is.EqualTo(ManualTime.Start - (100 * Hour)), "a market may begin in the past");
        Assert.That(() => office.RunAsync(MoveClock(-101 * Hour)), Throws.InvalidOperationException.With.Message.Contains("forward only"));
        Assert.That((await office.RunAsync(MoveClock(-99 * Hour))).Kind, Is.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task Work_that_fell_due_is_decided_and_dated_at_its_own_time()
    {
        var office = await StartAsync();
        await office.RunAsync(MoveClock(Hour));
        Time.Now += 5000;
        var due = ManualTime.Start + Hour + 1234;

        long? seen = null;
        var outcome = await office.RunAsync(new LogCommand("system:closing", ["acc_光电"], log =>
        {
            seen = log.Now;
            return Effect.None.Append("acc_光电", new DepositPaid(Bidder, 1));
        }) { DueAt = due });

        Assert.That((seen, outcome.Events[0].At), Is.EqualTo(((long?)due, due)));
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Events[0].At, Is.EqualTo(ManualTime.Start + Hour + 5000));
    }

    [Test]
    public async Task Work_that_comes_late_is_decided_at_its_own_time_and_stands_behind_what_is_there()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_光电", 1));

        long? seen = null;
        var outcome = await office.RunAsync(new LogCommand("system:closing", ["acc_光电"], log =>
        {
            seen = log.Now;
            return Effect.None.Append("acc_光电", new DepositPaid(Bidder, 1));
        }) { DueAt = ManualTime.Start - 800 });

        Assert.That((seen, outcome.Events[0].At), Is.EqualTo(((long?)ManualTime.Start - 800, ManualTime.Start)));
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task Work_that_comes_too_early_is_not_dated_into_the_future()
    {
        var office = await StartAsync();

        var outcome = await office.RunAsync(Pay("acc_光电", 1) with { DueAt = ManualTime.Start + Hour });

        Assert.That(outcome.Events[0].At, Is.EqualTo(ManualTime.Start));
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done));
    }
}
