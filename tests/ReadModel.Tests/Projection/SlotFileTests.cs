using Marketplace.ReadModel.Queries;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Tests.Projection;

public sealed class SlotFileTests
{
    private TestLog log = null!;

    [SetUp]
    public async Task OpenAsync() => log = await TestLog.OpenAsync(new WordModel());

    [TearDown]
    public async Task CloseAsync() => await log.DisposeAsync();

    private string[] Files(int slot = 0) => [.. Directory.GetFiles(log.Folder, $"read-model-{slot}.*.db").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Test]
    public async Task Two_instances_on_one_folder_have_a_slot_each_and_the_third_takes_the_one_that_was_given_back()
    {
        var first = await log.OpenViewsAsync([new WordView()]);
        await using var second = await log.OpenViewsAsync([new WordView()]);
        var last = await log.AppendAsync("a", new Said("x"));
        await first.ReachAsync(last);
        await second.ReachAsync(last);
        Assert.That((Files(0), Files(1)), Is.EqualTo((new[] { "read-model-0.1.db" }, new[] { "read-model-1.1.db" })));

        await first.DisposeAsync();
        await using var third = await log.OpenViewsAsync([new WordView()]);
        Assert.That(third.Position, Is.EqualTo(1), "it found the file of slot 0 where it stood");
        Assert.That(Files(2), Is.Empty);
    }

    [Test]
    public async Task A_file_that_is_ahead_of_the_log_is_thrown_away()
    {
        await using (var views = await log.OpenViewsAsync([new WordView()]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("lost"), new Said("lost"), new Said("lost")));

        await using var restored = await TestLog.OpenAsync(new WordModel());
        await restored.AppendAsync("a", new Said("kept"));
        await using var again = await restored.OpenViewsAsync([new WordView()], folder: log.Folder);
        await again.ReachAsync(1);
        Assert.That(again.Ask(new WordCount("lost")), Is.EqualTo((1L, 0L)));
        Assert.That(again.Ask(new WordCount("kept")).Said, Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_of_a_log_that_went_another_way_after_a_restore_is_thrown_away_though_it_is_no_longer()
    {
        await using (var views = await log.OpenViewsAsync([new WordView()]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("lost")));

        await using var restored = await TestLog.OpenAsync(new WordModel());
        var last = await restored.AppendAsync("a", new Said("kept"), new Said("kept"), new Said("kept"));
        await using var again = await restored.OpenViewsAsync([new WordView()], folder: log.Folder);
        await again.ReachAsync(last);
        Assert.That(again.Ask(new WordCount("lost")).Said, Is.Zero);
        Assert.That(again.Ask(new WordTotal()), Is.EqualTo((3L, 3L, false)));
    }

    [Test]
    public async Task A_torn_file_is_thrown_away_and_rebuilt()
    {
        await using (var views = await log.OpenViewsAsync([new WordView()]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        await File.WriteAllBytesAsync(Path.Combine(log.Folder, "read-model-0.1.db"), [.. Enumerable.Repeat((byte)0x5A, 8192)]);

        await using var again = await log.OpenViewsAsync([new WordView()]);
        await again.ReachAsync(1);
        Assert.That(again.Ask(new WordTotal()), Is.EqualTo((1L, 1L, false)));
    }

    [Test]
    public async Task A_file_that_is_found_torn_while_it_is_followed_is_rebuilt_by_itself()
    {
        var torn = false;
        await using var views = await log.OpenViewsAsync([new WordView(before: _ => { if (torn) { torn = false; throw new SqliteException("database disk image is malformed", 11); } })]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        torn = true;
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        Assert.That(views.Ask(new WordTotal()), Is.EqualTo((2L, 2L, false)));
        Waiting.Until(() => Files() is ["read-model-0.2.db"]);
        Assert.That(views.Status.Ready, Is.True);
    }

    [Test]
    public async Task A_file_with_other_tables_is_rebuilt()
    {
        await using (var views = await log.OpenViewsAsync([new WordView("sayings")]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        await using var again = await log.OpenViewsAsync([new WordView()]);
        await again.ReachAsync(1);
        Assert.That(again.Ask(new WordTotal()), Is.EqualTo((1L, 1L, false)));
        Assert.That(Files(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task While_a_changed_projection_is_built_the_file_of_the_old_one_answers()
    {
        await using (var views = await log.OpenViewsAsync([new WordView()]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("x"), new Said("x")));

        using var gate = new ManualResetEventSlim();
        await using var again = await log.OpenViewsAsync([new WordView(version: 2, prefix: "new ", before: _ => gate.Wait())]);
        Assert.That(again.Ask(new WordCount("x")), Is.EqualTo((2L, 2L)));
        Assert.That(again.Position, Is.EqualTo(2));
        Assert.That(again.Status.Ready, Is.False);
        Assert.That(Files(), Has.Length.EqualTo(2));

        gate.Set();
        Waiting.Until(() => again.Status.Ready);
        Assert.That(again.Ask(new WordCount("new x")), Is.EqualTo((2L, 2L)));
        Assert.That(again.Ask(new WordCount("x")).Said, Is.Zero);
        Waiting.Until(() => Files() is ["read-model-0.2.db"]);
    }

    [Test]
    public async Task While_a_rebuild_runs_the_present_file_follows_and_answers_and_the_position_never_goes_back()
    {
        using var gate = new ManualResetEventSlim(true);
        var rebuilding = new ManualResetEventSlim();
        var held = false;
        await using var views = await log.OpenViewsAsync([new WordView(before: w => { if (held && w == "first") { rebuilding.Set(); gate.Wait(); } })]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("first"), new Said("x")));

        gate.Reset();
        held = true;
        var rebuild = views.RebuildAsync(CancellationToken.None);
        rebuilding.Wait();
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        Assert.That(views.Ask(new WordCount("x")), Is.EqualTo((3L, 2L)));
        Assert.That(views.Status.RebuildPosition, Is.Zero);

        gate.Set();
        await rebuild;
        Assert.That(views.Ask(new WordCount("x")), Is.EqualTo((3L, 2L)));
        Assert.That(views.Status.RebuildPosition, Is.Null);
        Assert.That(Files(), Is.EqualTo(new[] { "read-model-0.2.db" }));
    }

    [Test]
    public async Task Who_is_reading_when_a_rebuild_takes_over_reads_to_the_end()
    {
        await using var views = await log.OpenViewsAsync([new WordView()]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        var slow = new SlowCount();
        var reading = Task.Run(() => views.Ask(slow));
        slow.Begun.Wait();
        await views.RebuildAsync(CancellationToken.None);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
        Assert.That(Files(), Has.Length.EqualTo(2), "the old file is still read");

        slow.MayEnd.Set();
        Assert.That(await reading, Is.EqualTo((1L, 1L)));
        Assert.That(Files(), Is.EqualTo(new[] { "read-model-0.2.db" }));
        Assert.That(views.Ask(new WordCount("x")), Is.EqualTo((2L, 2L)));
    }

    private sealed record SlowCount : Query<(long Before, long After)>
    {
        public ManualResetEventSlim Begun { get; } = new();
        public ManualResetEventSlim MayEnd { get; } = new();

        internal override (long Before, long After) Run(Reading reading)
        {
            var before = reading.One<long>("select said from words_total");
            Begun.Set();
            MayEnd.Wait();
            return (before, reading.One<long>("select sum(said) from words"));
        }
    }

    [Test]
    public async Task A_new_slot_starts_from_a_snapshot_and_folds_only_what_came_after()
    {
        var snapshot = Path.Combine(log.Folder, "snapshot.db");
        await using var views = await log.OpenViewsAsync([new WordView()]);
        await views.ReachAsync(await log.AppendAsync("a", new Said("x"), new Said("x")));
        Assert.That(await views.SnapshotAsync(snapshot, CancellationToken.None), Is.EqualTo(2));
        await views.ReachAsync(await log.AppendAsync("a", new Said("y")));

        var folded = new List<string>();
        await using var other = await log.OpenViewsAsync([new WordView(before: folded.Add)], snapshot);
        await other.ReachAsync(3);
        Assert.That(folded, Is.EqualTo(new[] { "y" }));
        Assert.That(await other.DumpAsync(), Is.EqualTo(await views.DumpAsync()));
    }

    [Test]
    public async Task A_snapshot_of_another_log_or_of_another_projection_is_passed_over()
    {
        var snapshot = Path.Combine(log.Folder, "snapshot.db");
        await using (var views = await log.OpenViewsAsync([new WordView()]))
        {
            await views.ReachAsync(await log.AppendAsync("a", new Said("x")));
            await views.SnapshotAsync(snapshot, CancellationToken.None);
        }
        await using var restored = await TestLog.OpenAsync(new WordModel());
        await restored.AppendAsync("a", new Said("y"));
        await using var ofAnotherLog = await restored.OpenViewsAsync([new WordView()], snapshot);
        await ofAnotherLog.ReachAsync(1);
        Assert.That(ofAnotherLog.Ask(new WordCount("x")).Said, Is.Zero);

        var folded = new List<string>();
        await using var changed = await log.OpenViewsAsync([new WordView(version: 2, before: folded.Add)], snapshot, Path.Combine(log.Folder, "elsewhere"));
        await changed.ReachAsync(1);
        Assert.That(folded, Is.EqualTo(new[] { "x" }));
    }
}
