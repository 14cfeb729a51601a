using Marketplace.Log.Backups;
using Marketplace.Merkle;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Backups;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VerificationTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-verify-");
    private readonly ManualTime time = new();
    private SqliteLogStore store = null!;

    [SetUp]
    public async Task WriteLogAsync()
    {
        store = await SqliteLogStore.OpenAsync(Path.Combine(folder.FullName, "log.db"));
        await using var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(Path.Combine(folder.FullName, "log.db")), time);
        for (var i = 0; i < 12; i++)
        {
            time.Now += 1000;
            await office.RunTogetherAsync([.. Enumerable.Range(0, 100).Select(n => Pay($"acc_{n % 9}", n))]);
        }
    }

    [TearDown]
    public async Task RemoveFolderAsync()
    {
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private Task<LogReport> RunAsync(LogCheckpoint? known = null) => LogVerification.RunAsync(store, known, CancellationToken.None);

    [Test]
    public async Task A_log_as_it_was_written_is_sound_and_its_root_is_that_of_its_head()
    {
        var report = await RunAsync();

        var head = await store.ReadHeadAsync(CancellationToken.None);
        Assert.That(report.Flaws, Is.Empty);
        Assert.That(report.Sound);
        Assert.That(report.Checkpoint, Is.EqualTo(new LogCheckpoint(0, 1200, Frontier.Read(head.Position, head.Frontier).Root())).UsingPropertiesComparer());
    }

    [Test]
    public async Task An_empty_log_is_sound()
    {
        await using var empty = await SqliteLogStore.OpenAsync(Path.Combine(folder.FullName, "empty.db"));

        var report = await LogVerification.RunAsync(empty, null, CancellationToken.None);

        Assert.That((report.Sound, report.Checkpoint.Position), Is.EqualTo((true, 0L)));
        Assert.That(report.Checkpoint.Root, Is.EqualTo(Frontier.Empty.Root()));
    }

    [TestCase("update events set data = x'7b7d' where position = 700", "not the tree over the events", 1200)]
    [TestCase("update events set actor = 'usr_王建国' where position = 1", "not the tree over the events", 1200)]
    [TestCase("update events set salt = zeroblob(32) where position = 1200", "not the tree over the events", 1200)]
    [TestCase("update events set stream = 99 where position = 700", "Position 701 follows 699", 701)]
    [TestCase("delete from events where position = 700", "Position 701 follows 699", 701)]
    [TestCase("delete from events where position = 1", "Position 2 follows 0", 2)]
    [TestCase("delete from events where position > 1190", "The head stands at 1200, the last event at 1190", 1190)]
    [TestCase("update events set at = at - 1000 where position = 700", "The time goes back", 700)]
    [TestCase("update events set version = version + 1000 where position = 1200", "Version 1144 of the stream 'acc_0' follows 143", 1200)]
    [TestCase("insert into streams (number, name) values (99, 'acc_x'); update events set stream = 99, version = 2 where position = 700", "Version 2 of the stream 'acc_x' follows 0", 700)]
    [TestCase("update head set at = at + 1", "The head's time is", 1200)]
    [TestCase("update head set position = 1199", "not the tree over the events", 1199)]
    public async Task A_log_that_was_tampered_with_is_found_out(string sql, string flaw, long position)
    {
        BackupTests.Sql(folder.FullName, sql);

        var report = await RunAsync();

        Assert.That(report.Sound, Is.False);
        Assert.That(report.Flaws.Any(found => found.Position == position && found.What.Contains(flaw, StringComparison.Ordinal)), string.Join('\n', report.Flaws));
    }

    [Test]
    public async Task A_log_of_more_streams_than_memory_may_hold_is_verified_the_same()
    {
        Task<LogReport> RunWithThreeAsync() => LogVerification.RunAsync(store, null, 3, CancellationToken.None);
        Assert.That((await RunWithThreeAsync()).Flaws, Is.Empty);

        BackupTests.Sql(folder.FullName, "update events set version = version + 1000 where position = 1200");
        Assert.That((await RunWithThreeAsync()).Flaws.Select(flaw => flaw.Position), Is.All.EqualTo(1200));
    }

    [Test]
    public async Task A_known_checkpoint_of_the_same_course_agrees_wherever_it_stands()
    {
        var tree = Frontier.Empty;
        var checkpoints = new List<LogCheckpoint> { new(0, 0, tree.Root()) };
        foreach (var e in await store.ReadFeedAsync(0, 1200, CancellationToken.None))
        {
            tree.Append(e.LeafHash);
            if (e.Position % 400 == 0) checkpoints.Add(new LogCheckpoint(0, e.Position, tree.Root()));
        }
        checkpoints.Add(new LogCheckpoint(0, 1300, new byte[32]));

        foreach (var known in checkpoints) Assert.That((await RunAsync(known)).Sound, $"{known.Position}");
        Assert.That((await RunAsync(checkpoints[1] with { Root = checkpoints[2].Root })).Flaws.Single().What, Does.Contain("At position 400 the root is not the one that was known"));
    }

    [Test]
    public async Task A_log_that_grows_meanwhile_is_verified_up_to_where_it_stood()
    {
        var growing = new GrowingStore(store, time);

        var report = await LogVerification.RunAsync(growing, null, CancellationToken.None);

        Assert.That((report.Sound, report.Checkpoint.Position), Is.EqualTo((true, 1200L)));
        Assert.That((await store.ReadHeadAsync(CancellationToken.None)).Position, Is.GreaterThan(1200));
    }

    /// <summary>Gets another event before each page is read.</summary>
    private sealed class GrowingStore(ILogStore inner, TimeProvider time) : StoreInFront
    {
        protected override ILogStore Inner => inner;

        public override async Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel)
        {
            var office = await LogProcess.StartAsync(inner, time);
            await office.RunAsync(Pay("acc_0", 1));
            await office.Writer.DisposeAsync();
            return await inner.ReadFeedAsync(after, limit, cancel);
        }
    }
}
