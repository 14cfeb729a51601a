namespace Marketplace.ReadModel.Tests.Projection;

public sealed class FollowingTests
{
    private readonly TestClock clock = new(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(8)));
    private TestLog log = null!;

    [SetUp]
    public async Task OpenAsync() => log = await TestLog.OpenAsync(new WordModel(), clock);

    [TearDown]
    public async Task CloseAsync() => await log.DisposeAsync();

    [Test]
    public async Task What_was_in_the_log_before_the_views_were_opened_and_what_comes_after_are_both_in_the_rows()
    {
        await log.AppendAsync("a", new Said("转化"), new Said("转化"));
        await using var views = await log.OpenViewsAsync([new WordView()]);
        var last = await log.AppendAsync("b", new Said("转化"));
        await views.ReachAsync(last);

        Assert.That(views.Ask(new WordCount("转化")), Is.EqualTo((3L, 3L)));
        Assert.That(views.Status, Has.Property(nameof(MarketViewsStatus.Ready)).True.And.Property(nameof(MarketViewsStatus.Head)).EqualTo(3));
    }

    [Test]
    public async Task Who_waits_for_a_position_is_answered_by_the_commit_that_reaches_it()
    {
        await using var views = await log.OpenViewsAsync([new WordView()]);
        var waiting = views.WaitForAsync(2, TimeSpan.FromSeconds(2), CancellationToken.None).AsTask();
        await views.ReachAsync(await log.AppendAsync("a", new Said("one")));
        Assert.That(waiting.IsCompleted, Is.False);

        await log.AppendAsync("a", new Said("two"));
        Assert.That(await waiting, Is.True);
        Assert.That(views.Ask(new WordCount("two")).Said, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_waits_longer_than_2_seconds_is_told_so()
    {
        await using var views = await log.OpenViewsAsync([new WordView()]);
        var waiting = views.WaitForAsync(1, TimeSpan.FromSeconds(2), CancellationToken.None).AsTask();
        clock.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.That(waiting.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await waiting, Is.False);
    }

    [Test]
    public async Task A_waiter_for_a_position_that_never_comes_leaves_nothing_behind()
    {
        var waiters = new ReadModel.Projection.Waiters(clock);
        var waiting = waiters.WaitAsync(1_000_000_000_000, TimeSpan.FromSeconds(2), CancellationToken.None).AsTask();
        using var gone = new CancellationTokenSource();
        var cancelled = waiters.WaitAsync(1_000_000_000_000, TimeSpan.FromSeconds(2), gone.Token).AsTask();
        Assert.That(waiters.Count, Is.EqualTo(2));

        await gone.CancelAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await waiting, Is.False);
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waiters.Count, Is.Zero);
    }

    [Test]
    public async Task Opened_again_the_views_go_on_where_they_stood_and_count_nothing_twice()
    {
        await using (var views = await log.OpenViewsAsync([new WordView()]))
            await views.ReachAsync(await log.AppendAsync("a", new Said("x"), new Said("x")));
        var last = await log.AppendAsync("a", new Said("x"));

        await using var again = await log.OpenViewsAsync([new WordView()]);
        await again.ReachAsync(last);
        Assert.That(again.Ask(new WordCount("x")), Is.EqualTo((3L, 3L)));
        Assert.That(Directory.GetFiles(log.Folder, "read-model-0.*.db"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_copy_of_the_file_taken_in_the_middle_of_the_work_is_followed_on_to_equal_rows()
    {
        var crashed = Directory.CreateDirectory(Path.Combine(log.Folder, "crashed")).FullName;
        await using var views = await log.OpenViewsAsync([new WordView()]);
        for (var i = 0; i < 50; i++)
        {
            await log.AppendAsync($"s{i % 7}", new Said($"w{i % 5}"));
            if (i == 20)
            {
                await views.ReachAsync(10);
                // What a process that is killed leaves: the file and its write-ahead log, as they are.
                foreach (var part in Directory.GetFiles(log.Folder, "read-model-0.*.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                    File.Copy(part, Path.Combine(crashed, Path.GetFileName(part)));
            }
        }
        await views.ReachAsync(50);

        await using var other = await log.OpenViewsAsync([new WordView()], folder: crashed);
        Assert.That(other.Position, Is.GreaterThanOrEqualTo(10));
        await other.ReachAsync(50);
        Assert.That(await other.DumpAsync(), Is.EqualTo(await views.DumpAsync()));
    }

    [Property(MaxTest = 25)]
    public void Rebuilding_from_zero_gives_the_rows_that_following_along_gave(byte[][] commits)
    {
        static async Task RunAsync(byte[][] commits)
        {
            await using var random = await TestLog.OpenAsync(new WordModel());
            await using var views = await random.OpenViewsAsync([new WordView(before: w => { if (w == "w9") throw new FormatException("nine"); })]);
            foreach (var commit in commits.Where(c => c is { Length: > 0 }))
            {
                var last = await random.AppendAsync($"s{commit[0] % 3}", [.. commit.Select(b => new Said($"w{b % 10}"))]);
                if (commit[0] % 2 == 0) await views.ReachAsync(last);
            }
            await views.ReachAsync(random.Feed.Head);
            var followed = await views.DumpAsync();
            await views.RebuildAsync(CancellationToken.None);
            Assert.That(await views.DumpAsync(), Is.EqualTo(followed));
        }
        RunAsync(commits).GetAwaiter().GetResult();
    }
}
