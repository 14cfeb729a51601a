using Marketplace.Merkle;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [Test]
    public async Task A_backup_taken_while_writing_goes_on_is_the_log_as_it_stood_at_one_moment()
    {
        var office = await StartAsync();
        for (var i = 0; i < 5; i++) await office.RunTogetherAsync([.. Enumerable.Range(0, 200).Select(n => Register($"acc_{i}_{n}", $"code-{i}-{n}").WithKey($"{i}-{n}"))]);
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++) await office.RunAsync(Transfer($"acc_0_{caller}", $"acc_{caller}_{i % 200}", 0));
        })));

        var copies = new List<long>();
        for (var n = 0; n < 3; n++)
        {
            var before = office.Writer.Head.Position;
            await office.Store.BackupAsync(BackupPath($"copy-{n}"), CancellationToken.None);
            await using var copy = await OpenBackupAsync(BackupPath($"copy-{n}"));
            var events = await SoundLog.AssertAsync(copy);
            Assert.That(events, Has.Count.InRange(before, office.Writer.Head.Position + 8), "as of a moment between asking and having it");
            Assert.That(events.Skip(1000).Select(e => e.Position - 1001).Where(i => i % 2 == 0).All(i => events[(int)i + 1001].At == events[(int)i + 1000].At));
            Assert.That((events.Count - 1000) % 2, Is.Zero, "no command is there by half");
            copies.Add(events.Count);
        }
        await enough.CancelAsync();
        await writing;

        Assert.That(copies, Is.Ordered.Ascending);
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task A_backup_holds_keys_claims_due_times_and_the_clock_too()
    {
        var office = await StartAsync();
        await office.RunAsync(MoveClock(Hour));
        await office.RunAsync(Register("acc_甲", CreditCode).WithKey("登记-1"));
        await office.RunAsync(SetDeadline("acc_甲", 5000));
        await office.Store.BackupAsync(BackupPath("copy"), CancellationToken.None);

        await using var restored = await LogProcess.StartAsync(await OpenBackupAsync(BackupPath("copy")), Time);

        Assert.That((await restored.RunAsync(Register("acc_甲", CreditCode).WithKey("登记-1"))).Kind, Is.EqualTo(OutcomeKind.Replayed));
        Assert.That((await restored.RunAsync(Register("acc_乙", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
        Assert.That(await DueAsync(restored.Store), Is.EqualTo(new[] { ("acc_甲", 5000L) }));
        Assert.That(restored.Writer.MarketNow, Is.EqualTo(ManualTime.Start + Hour));
    }

    [Test]
    public async Task A_new_epoch_begins_with_an_event_that_says_where_the_last_one_ended()
    {
        var office = await StartAsync();
        await office.RunTogetherAsync(Pay("acc_甲", 1), Pay("acc_乙", 2));
        var tree = Frontier.Empty;
        foreach (var e in await SoundLog.ReadAllAsync(office.Store)) tree.Append(e.LeafHash);

        LogCheckpoint? before = null, after = null;
        await office.RunTogetherAsync(
            new LogCommand(Clerk, ["epochs"], log =>
            {
                before = log.Checkpoint;
                return Effect.None.Append("epochs", new RefusalNoted("epoch")).StartEpoch();
            }),
            new LogCommand(Clerk, [], log =>
            {
                after = log.Checkpoint;
                return Effect.None;
            }));

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.EqualTo(new LogCheckpoint(0, 2, tree.Root())).UsingPropertiesComparer());
            Assert.That((after!.Epoch, after.Position), Is.EqualTo((1, 3L)));
            Assert.That(office.Writer.Head.Epoch, Is.EqualTo(1));
        });
        Assert.That((await StartAsync()).Writer.Head.Epoch, Is.EqualTo(1), "another process reads it");
    }

    [Test]
    public async Task A_log_that_was_replaced_by_an_older_copy_under_a_running_process_is_noticed()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_甲", 1));
        await office.Store.BackupAsync(BackupPath("copy"), CancellationToken.None);
        await office.RunAsync(Pay("acc_甲", 2));

        var swapped = new SwappedStore { Current = office.Store };
        await using var process = await LogProcess.StartAsync(swapped, Time);
        swapped.Current = await OpenBackupAsync(BackupPath("copy"));
        opened.Add(swapped.Current);

        Assert.That((await process.RunAsync(Pay("acc_甲", 3))).Kind, Is.EqualTo(OutcomeKind.Unavailable), "it is shorter");
        Assert.That(process.Writer.Fault, Does.Contain("replaced"));
        await using (var other = await LogProcess.StartAsync(await OpenBackupAsync(BackupPath("copy")), Time)) await other.RunAsync(Pay("acc_甲", 2));
        Assert.That((await process.RunAsync(Pay("acc_甲", 3))).Kind, Is.EqualTo(OutcomeKind.Unavailable), "it is as long, but another");
    }

    /// <summary>Two logs behind one name.</summary>
    private sealed class SwappedStore : StoreInFront
    {
        public required ILogStore Current { get; set; }

        protected override ILogStore Inner => Current;
    }
}
