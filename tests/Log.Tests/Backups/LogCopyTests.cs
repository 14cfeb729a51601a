using Marketplace.Log.Backups;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Escrow;
using Marketplace.Log.Tests.SqlServer.StandIn;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Backups;

/// <summary>A log moves to another engine whole, in pieces if need be, and never into another.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LogCopyTests
{
    private const string CreditCode = "91330106MA2B0XYZ1K";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-copy-");
    private readonly ManualTime time = new();
    private readonly List<StandInServer> servers = [];

    [TearDown]
    public void Forget()
    {
        foreach (var server in servers) server.Forget();
        folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private StandInServer Server(string name)
    {
        servers.Add(new StandInServer(At(name)));
        return servers[^1];
    }

    private async Task<ILogStore> OpenAsync(string log) =>
        log.StartsWith("server", StringComparison.Ordinal) ? await SqlServerLogStore.OpenAsync(Server(log).Connect, time) : await SqliteLogStore.OpenAsync(At(log));

    /// <summary>2,507 events with keys, a claim, due times, checkpoints, a moved clock and a new epoch.</summary>
    private async Task FillAsync(ILogStore store)
    {
        await using var office = await LogProcess.StartAsync(new PausingStore(store), time);
        await office.RunAsync(MoveClock(3_600_000));
        for (var i = 0; i < 5; i++) await office.RunTogetherAsync([.. Enumerable.Range(0, 500).Select(n => Pay($"acc_{n % 17}", n).WithKey($"缴纳-{i}-{n}"))]);
        await office.RunAsync(Register("acc_甲", CreditCode));
        await office.RunAsync(Register("acc_乙", "91330000MA1"));
        await office.RunAsync(Deregister("acc_乙", "91330000MA1"));
        await office.RunAsync(SetDeadline("acc_丙", 5000));
        await office.RunAsync(SetDeadline("acc_丁", 4000));
        await office.RunAsync(new LogCommand(Clerk, ["epochs"], _ => Effect.None.Append("epochs", new RefusalNoted("epoch")).StartEpoch()));
        var lease = await store.AcquireLeaseAsync("reactions", "east", 0, 1000, CancellationToken.None);
        await store.MoveCheckpointAsync("reactions", 2345, lease!, 0, CancellationToken.None);
    }

    [TestCase("old.db", "new.db")]
    [TestCase("old.db", "server-new")]
    [TestCase("server-old", "new.db")]
    [TestCase("server-old", "server-new")]
    public async Task What_arrives_is_the_same_log_with_its_keys_claims_due_times_clock_epoch_and_checkpoints(string old, string @new)
    {
        await using var from = await OpenAsync(old);
        await FillAsync(from);
        var told = new List<(long There, long Of)>();
        LogCheckpoint copied;
        await using (var to = await OpenAsync(@new)) copied = await LogCopy.RunAsync(from, to, time, (there, of) => told.Add((there, of)), CancellationToken.None);

        await using var arrived = await OpenAsync(@new);
        var head = await arrived.ReadHeadAsync(CancellationToken.None);
        Assert.That(head, Is.EqualTo(await from.ReadHeadAsync(CancellationToken.None)).UsingPropertiesComparer());
        Assert.That(await SoundLog.AssertAsync(arrived), Is.EqualTo(await SoundLog.ReadAllAsync(from)).UsingPropertiesComparer());
        Assert.That((await LogVerification.RunAsync(arrived, copied, CancellationToken.None)).Sound);
        Assert.That(told.Select(step => step.There), Is.Ordered);
        Assert.That(told[^1], Is.EqualTo((2507L, 2507L)));
        Assert.That(await arrived.ReadDueAsync(long.MaxValue, 10, CancellationToken.None), Is.EqualTo(await from.ReadDueAsync(long.MaxValue, 10, CancellationToken.None)));
        Assert.That(await arrived.ReadCheckpointAsync("reactions", CancellationToken.None), Is.EqualTo(2345));

        await using var office = await LogProcess.StartAsync(arrived, time);
        Assert.That((await office.RunAsync(Pay("acc_0", 0).WithKey("缴纳-0-0"))).Kind, Is.EqualTo(OutcomeKind.Replayed));
        Assert.That((await office.RunAsync(Register("acc_戊", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
        Assert.That((await office.RunAsync(Register("acc_戊", "91330000MA1"))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That(office.Writer.MarketNow, Is.EqualTo(ManualTime.Start + 3_600_000));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(5)]
    [TestCase(7)]
    public async Task A_copy_that_was_cut_off_goes_on_where_it_stood_and_nobody_writes_to_a_half(int cutAfter)
    {
        await using var from = await OpenAsync("old.db");
        await FillAsync(from);
        var server = Server("server-new");
        await using var to = await SqlServerLogStore.OpenAsync(server.Connect, time);
        var commits = 0;
        server.Fault = what => what == "commit" && ++commits > cutAfter ? ServerError.Of(10054) : null;
        Assert.That(() => LogCopy.RunAsync(from, to, time, null, CancellationToken.None), Throws.TypeOf<StoreException>());
        server.Fault = _ => null;

        Assert.That(() => LogProcess.StartAsync(to, time), Throws.TypeOf<StoreException>().With.Message.Contains("not complete"));
        Assert.That(() => LogCopy.RunAsync(from, to, time, null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("try again"), "the first may be running still");
        time.Now += 30_000;
        var there = (await to.ReadHeadAsync(CancellationToken.None)).Position;
        var before = server.Sent.Count;
        await LogCopy.RunAsync(from, to, time, null, CancellationToken.None);

        Assert.That(server.Sent.Skip(before).Count(sent => sent.StartsWith("insert into events", StringComparison.Ordinal)), Is.EqualTo((2507 - there + 999) / 1000), "what was there is not sent again");
        Assert.That(await SoundLog.AssertAsync(to), Is.EqualTo(await SoundLog.ReadAllAsync(from)).UsingPropertiesComparer());
        Assert.That((await to.ReadKeysAsync(0, 5000, CancellationToken.None)).Select(kept => kept.Key), Is.EqualTo((await from.ReadKeysAsync(0, 5000, CancellationToken.None)).Select(kept => kept.Key)).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_copy_taken_while_writing_goes_on_ends_with_all_that_was_written_before_it_ended()
    {
        await using var from = await OpenAsync("old.db");
        await FillAsync(from);
        await using var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(At("old.db")), time);
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await office.RunAsync(Transfer($"acc_{caller}", $"acc_{caller + 1}", 0));
        })));

        await using var to = await OpenAsync("new.db");
        var copied = await LogCopy.RunAsync(from, to, time, null, CancellationToken.None);
        await enough.CancelAsync();
        await writing;

        var events = await SoundLog.AssertAsync(to);
        Assert.That(events, Has.Count.EqualTo(copied.Position));
        Assert.That((events.Count - 2507) % 2, Is.Zero, "no command is there by half");
        Assert.That((await LogVerification.RunAsync(from, copied, CancellationToken.None)).Sound, "the source had this root at this position");
    }

    [Test]
    public async Task A_log_is_never_copied_into_another()
    {
        await using var from = await OpenAsync("old.db");
        await FillAsync(from);
        await using var other = await OpenAsync("other.db");
        await using (var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(At("other.db")), time)) await office.RunAsync(Pay("acc_甲", 1));

        Assert.That(() => LogCopy.RunAsync(from, other, time, null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("holds a log already"));
        Assert.That(await SoundLog.AssertAsync(other), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_unfinished_copy_of_another_log_is_not_taken_for_the_own()
    {
        await using var first = await OpenAsync("first.db");
        await FillAsync(first);
        await using var second = await OpenAsync("second.db");
        await FillAsync(second);
        var server = Server("server-new");
        await using var to = await SqlServerLogStore.OpenAsync(server.Connect, time);
        var commits = 0;
        server.Fault = what => what == "commit" && ++commits > 2 ? ServerError.Of(10054) : null;
        Assert.That(() => LogCopy.RunAsync(first, to, time, null, CancellationToken.None), Throws.TypeOf<StoreException>());
        server.Fault = _ => null;
        time.Now += 30_000;

        Assert.That(() => LogCopy.RunAsync(second, to, time, null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("another log"));
    }

    [Test]
    public async Task A_source_whose_rows_were_changed_is_not_passed_on_as_sound()
    {
        await using var from = await OpenAsync("log.db");
        await FillAsync(from);
        BackupTests.Sql(folder.FullName, "update events set data = replace(cast(data as text), '\"fen\":30', '\"fen\":31') where position = 32");
        await using var to = await OpenAsync("new.db");

        Assert.That(() => LogCopy.RunAsync(from, to, time, null, CancellationToken.None), Throws.TypeOf<InvalidDataException>().With.Message.Contains("not sound"));
        Assert.That(() => LogProcess.StartAsync(to, time), Throws.TypeOf<StoreException>());
    }

    [Test]
    public async Task A_backup_of_a_server_is_restored_into_a_server_and_wants_a_new_epoch()
    {
        await using var from = await OpenAsync("server-old");
        await FillAsync(from);
        using (var keys = new SqliteKeyStore(At("keys.db"))) await LogBackup.MakeAsync(from, keys, At("backup"), TimeProvider.System, CancellationToken.None);
        LogCheckpoint newest;
        await using (var office = await LogProcess.StartAsync(await OpenAsync("server-old"), time))
        {
            await office.RunTogetherAsync([.. Enumerable.Repeat(Pay("acc_甲", 1), 5)]);
            newest = (await LogVerification.RunAsync(office.Store, null, CancellationToken.None)).Checkpoint;
        }

        await using var into = await OpenAsync("server-new");
        using var keysInto = new SqliteKeyStore(At("other-keys.db"));
        var restored = await LogRestore.RunAsync(At("backup"), At("restored"), newest, CancellationToken.None, into: into, keys: keysInto);

        Assert.That((restored.Survived.Position, restored.Lost), Is.EqualTo((2507L, (long?)5)));
        Assert.That(Directory.GetFiles(At("restored")).Select(Path.GetFileName), Is.Empty, "log and keys are where they were told to go");
        await using var again = await LogProcess.StartAsync(await OpenAsync("server-new"), time);
        Assert.That(again.Writer.EpochNeeded);
        Assert.That((await again.RunAsync(Pay("acc_甲", 1))).Kind, Is.EqualTo(OutcomeKind.Unavailable), "nothing before the new epoch");
        await SoundLog.AssertAsync(again.Store);
    }
}
