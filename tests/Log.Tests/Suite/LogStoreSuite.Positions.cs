using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [Test]
    public async Task The_first_event_has_position_1_and_version_1_and_an_empty_log_stands_at_0()
    {
        var office = await StartAsync();
        Assert.That(office.Writer.Head.Position, Is.Zero);

        var outcome = await office.RunAsync(Pay("acc_光电", 50_000_00));

        var e = outcome.Events.Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Done));
            Assert.That(outcome.Position, Is.EqualTo(1));
            Assert.That((e.Position, e.Stream, e.Version, e.Actor), Is.EqualTo((1L, "acc_光电", 1L, Clerk)));
            Assert.That(e.Content, Is.EqualTo(new DepositPaid(Bidder, 50_000_00)));
            Assert.That(e.Stored.Salt, Has.Length.EqualTo(32));
        });
    }

    [Test]
    public async Task Eight_hundred_commands_from_sixteen_threads_get_positions_without_a_gap()
    {
        var office = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Run(async () =>
        {
            var positions = new List<long>();
            for (var i = 0; i < 50; i++) positions.Add((await office.RunAsync(Pay($"acc_{(thread + i) % 7}", 100))).Position);
            return positions;
        })));

        var events = await SoundLog.AssertAsync(office.Store);
        Assert.Multiple(() =>
        {
            Assert.That(answers.SelectMany(positions => positions), Is.EquivalentTo(Enumerable.Range(1, 800)), "each command was told its own position");
            Assert.That(answers, Has.All.Ordered.Ascending, "who waits for an answer before asking again is served in that order");
            Assert.That(Enumerable.Range(0, 7).Sum(i => SoundLog.Fold(events, $"acc_{i}").Fen), Is.EqualTo(80_000));
        });
    }

    [Test]
    public async Task Two_processes_on_one_log_take_turns_and_neither_decides_on_an_old_state()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        await east.RunAsync(Pay("acc_共管", 300));

        // 2 × 8 callers try to take 1 fen 400 times altogether out of 300.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var outcomes = new List<Outcome>();
            for (var i = 0; i < 25; i++) outcomes.Add(await (caller % 2 == 0 ? east : west).RunAsync(Release("acc_共管", 1)));
            return outcomes;
        })));

        var events = await SoundLog.AssertAsync(west.Store);
        var kinds = Kinds(answers.SelectMany(outcomes => outcomes));
        Assert.Multiple(() =>
        {
            Assert.That(kinds.Count(kind => kind is OutcomeKind.Done), Is.EqualTo(300));
            Assert.That(kinds.Count(kind => kind is OutcomeKind.Refused), Is.EqualTo(100));
            Assert.That(SoundLog.Fold(events, "acc_共管"), Is.EqualTo(new Account(0, 301, null)));
        });
    }

    [Test]
    public async Task A_process_that_only_asked_sees_what_the_other_wrote_once_it_takes_the_lock()
    {
        var (east, west) = (await StartAsync(), await StartAsync());
        Assert.That(await west.AccountAsync("acc_光电"), Is.EqualTo(Account.Empty));
        await east.RunAsync(Pay("acc_光电", 700));

        var outcome = await west.RunAsync(Release("acc_光电", 700));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Done));
            Assert.That((outcome.Position, outcome.Events[0].Version), Is.EqualTo((2L, 2L)));
            Assert.That(west.Feed.Head, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Each_stream_counts_its_own_versions()
    {
        var office = await StartAsync();

        await office.RunAsync(Pay("acc_甲", 10));
        await office.RunAsync(Pay("acc_乙", 20));
        var third = await office.RunAsync(Transfer("acc_乙", "acc_甲", 5));

        Assert.That(third.Events.Select(e => (e.Position, e.Stream, e.Version)), Is.EqualTo(new[] { (3L, "acc_乙", 2L), (4L, "acc_甲", 2L) }));
        Assert.That(await office.Store.ReadStreamVersionAsync("acc_甲", CancellationToken.None), Is.EqualTo(2));
        Assert.That(await office.Store.ReadStreamVersionAsync("acc_丙", CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task Stream_names_that_differ_in_case_width_or_accent_are_different_streams()
    {
        var office = await StartAsync();
        string[] names = ["acc_a", "acc_A", "acc_\uff41", "acc_á"];

        foreach (var name in names) await office.RunAsync(Pay(name, 1));

        foreach (var name in names)
            Assert.That(await office.Store.ReadStreamVersionAsync(name, CancellationToken.None), Is.EqualTo(1), $"'{name}'");
    }

    [TestCase("acc_甲 ")]
    [TestCase("")]
    [TestCase(201)]
    public async Task A_name_that_some_engine_could_not_tell_from_another_fails_its_own_command(object name)
    {
        var office = await StartAsync();
        var account = name as string ?? new string('甲', (int)name);

        Assert.That(() => office.RunAsync(Pay(account, 1)), Throws.InvalidOperationException.With.Message.Contains("no name"));
        Assert.That((await office.RunAsync(Pay(new string('甲', 200), 1))).Kind, Is.EqualTo(OutcomeKind.Done), "200 characters are allowed");
    }

    [Test]
    public async Task A_hundred_commands_that_waited_together_are_one_commit_and_each_saw_the_one_before()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_光电", 60));

        var outcomes = await office.RunTogetherAsync([.. Enumerable.Repeat(Release("acc_光电", 1), 100)]);

        Assert.Multiple(() =>
        {
            Assert.That(Kinds(outcomes[..60]), Is.All.EqualTo(OutcomeKind.Done));
            Assert.That(Kinds(outcomes[60..]), Is.All.EqualTo(OutcomeKind.Refused));
            Assert.That(outcomes[59].Position, Is.EqualTo(61));
        });
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task What_was_acknowledged_is_there_after_the_log_was_closed_and_opened_again()
    {
        var first = await StartAsync();
        for (var i = 1; i <= 30; i++) await first.RunAsync(Pay("acc_光电", i));
        await StopAsync(first);

        var second = await StartAsync();

        Assert.That(second.Writer.Head.Position, Is.EqualTo(30));
        Assert.That(await second.AccountAsync("acc_光电"), Is.EqualTo(new Account(465, 30, null)));
        Assert.That((await second.RunAsync(Pay("acc_光电", 1))).Position, Is.EqualTo(31));
        await SoundLog.AssertAsync(second.Store);
    }

    [Test]
    public async Task Text_and_bytes_come_back_as_they_were_written()
    {
        var office = await StartAsync();
        var name = "acc_\"引号'𠮷野家 é\t";
        var bidder = new string('玻', 20_000);

        var written = (await office.RunAsync(new LogCommand("usr_Łukasz 𠮷", [name], _ => Effect.None.Append(name, new DepositPaid(bidder, long.MaxValue))))).Events[0];

        var read = (await office.Store.ReadStreamAsync(name, 0, 10, CancellationToken.None)).Single();
        Assert.That(read, Is.EqualTo(written.Stored).UsingPropertiesComparer());
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task A_stream_is_read_in_pages_by_version()
    {
        var office = await StartAsync();
        await office.RunTogetherAsync([.. Enumerable.Range(1, 25).SelectMany(i => new[] { Pay("acc_甲", i), Pay("acc_乙", i) })]);

        var page = await office.Store.ReadStreamAsync("acc_甲", 20, 3, CancellationToken.None);
        var rest = await office.Store.ReadStreamAsync("acc_甲", 23, 3, CancellationToken.None);

        Assert.That(page.Select(e => e.Version), Is.EqualTo(new[] { 21, 22, 23 }));
        Assert.That(rest.Select(e => e.Version), Is.EqualTo(new[] { 24, 25 }));
    }
}
