using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [Test]
    public async Task A_refusal_writes_nothing_and_leaves_the_version_alone()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_光电", 100));

        var outcome = await office.RunAsync(Release("acc_光电", 101));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((outcome.Kind, outcome.Refusal, outcome.Events.Count), Is.EqualTo((OutcomeKind.Refused, (object)"escrow.too_little", 0)));
            Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(new Account(100, 1, null)));
            Assert.That((await office.Store.ReadHeadAsync(CancellationToken.None)).Position, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_refusal_that_is_recorded_goes_to_a_sibling_stream_and_replays_as_what_was_recorded()
    {
        var office = await StartAsync();
        var refused = new LogCommand(Clerk, ["acc_光电", "acc_光电-refusals"], log =>
        {
            var refusal = Effect.Refuse("escrow.too_little");
            return refusal.Append("acc_光电-refusals", new RefusalNoted("escrow.too_little"));
        });
        await office.RunAsync(Pay("acc_光电", 100));

        var outcome = await office.RunAsync(refused.WithKey("退还-1"));
        var again = await office.RunAsync(refused.WithKey("退还-1"));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((outcome.Kind, outcome.Refusal, outcome.Position), Is.EqualTo((OutcomeKind.Refused, (object)"escrow.too_little", 2L)));
            Assert.That(outcome.Events.Single().Content, Is.EqualTo(new RefusalNoted("escrow.too_little")));
            Assert.That((again.Kind, again.Events.Single().Content), Is.EqualTo((OutcomeKind.Replayed, (object)new RefusalNoted("escrow.too_little"))));
            Assert.That(await office.Store.ReadStreamVersionAsync("acc_光电", CancellationToken.None), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_decision_with_nothing_to_append_is_done_and_writes_nothing()
    {
        var office = await StartAsync();

        var outcome = await office.RunAsync(new LogCommand(Clerk, ["acc_光电"], _ => Effect.None).WithKey("1"));

        Assert.That((outcome.Kind, outcome.Position, outcome.Events.Count), Is.EqualTo((OutcomeKind.Done, 0L, 0)));
    }

    [Test]
    public async Task A_decision_that_throws_fails_alone()
    {
        var office = await StartAsync();

        var answers = await office.BatchAsync(
            Pay("acc_光电", 1), new LogCommand(Clerk, ["acc_光电"], _ => throw new DivideByZeroException("费率为零")).WithKey("1"), Pay("acc_光电", 2));

        Assert.That(() => answers[1], Throws.TypeOf<DivideByZeroException>());
        Assert.That(((await answers[0]).Position, (await answers[2]).Position), Is.EqualTo((1L, 2L)));
        Assert.That((await office.RunAsync(Pay("acc_光电", 3).WithKey("1"))).Kind, Is.EqualTo(OutcomeKind.Done), "its key is still unused");
    }

    private static IEnumerable<TestCaseData> Bugs()
    {
        static TestCaseData Bug(string name, LogCommand command, string message) => new TestCaseData(command, message).SetArgDisplayNames(name);
        static Effect Paid() => Effect.None.Append("acc_光电", new DepositPaid(Bidder, 1));

        yield return Bug("appends to a stream it did not name", new LogCommand(Clerk, ["acc_别的"], _ => Paid()), "did not name the stream 'acc_光电'");
        yield return Bug("names no stream at all", new LogCommand(Clerk, [], _ => Paid()), "did not name the stream 'acc_光电'");
        yield return Bug("reads a stream it did not name", new LogCommand(Clerk, [], log => Paid().Append(log.State<Account>("acc_甲").ToString(), 1)), "did not name the stream 'acc_甲'");
        yield return Bug("asks a version it may not see", new LogCommand(Clerk, [], log => log.Version("acc_甲") > 0 ? Paid() : Effect.None), "did not name the stream 'acc_甲'");
        yield return Bug("claims without an event", new LogCommand(Clerk, [], _ => Effect.None.Claim(CreditCode, "acc_甲")) { Claims = [CreditCode] }, "leaves no trace");
        yield return Bug("moves the clock without an event", new LogCommand(Clerk, [], _ => Effect.None.MoveClock(1)), "leaves no trace");
        yield return Bug("starts an epoch without an event", new LogCommand(Clerk, [], _ => Effect.None.StartEpoch()), "leaves no trace");
        yield return Bug("an event without bytes, after one that has", new LogCommand(Clerk, ["acc_光电"], _ => Paid().Append("acc_光电", new Unwritable())), "has no bytes");
        yield return Bug("an event that no state takes in", new LogCommand(Clerk, ["acc_光电"], _ => Paid().Append("acc_光电", new Unfoldable())), "No state takes");
        yield return Bug("a state that cannot say when it falls due", new LogCommand(Clerk, ["acc_光电"], _ => Paid().Append("acc_光电", new Undatable())), "falls due");
        yield return Bug("an actor that the leaf cannot hold", new LogCommand(new string('王', 171), ["acc_光电"], _ => Paid()), "at most 512 bytes");
    }

    [TestCaseSource(nameof(Bugs))]
    public async Task A_bug_in_a_command_throws_for_itself_alone_and_leaves_no_trace(LogCommand command, string message)
    {
        var office = await StartAsync();

        var answers = await office.BatchAsync(Pay("acc_光电", 100), command.WithKey("1"), Release("acc_光电", 40).WithKey("2"));

        Assert.That(() => answers[1], Throws.Exception.With.Message.Contains(message));
        Assert.That(((await answers[0]).Position, (await answers[2]).Position), Is.EqualTo((1L, 2L)));
        var events = await SoundLog.AssertAsync(office.Store);
        Assert.That(SoundLog.Fold(events, "acc_光电"), Is.EqualTo(new Account(60, 2, null)));
        Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(new Account(60, 2, null)), "the cache agrees with the rows");
        Assert.That((await office.RunAsync(Register("acc_甲", CreditCode))).Kind, Is.EqualTo(OutcomeKind.Done), "the name is still free");
    }

    [Test]
    public async Task What_a_decision_appended_in_vain_is_not_seen_by_the_next()
    {
        var office = await StartAsync();

        var answers = await office.BatchAsync(
            new LogCommand(Clerk, ["acc_光电"], _ => Effect.None.Append("acc_光电", new DepositPaid(Bidder, 500)).Append("acc_光电", new Unfoldable())),
            Release("acc_光电", 500));

        Assert.That(() => answers[0], Throws.TypeOf<NotSupportedException>());
        Assert.That((await answers[1]).Kind, Is.EqualTo(OutcomeKind.Refused));
    }

    [Test]
    public async Task A_full_queue_answers_busy_at_once_and_takes_commands_again_when_it_has_room()
    {
        var office = await StartAsync(new WriterOptions(QueueLength: 4));
        await office.RunAsync(Pay("acc_光电", 1));
        Task<Outcome>[] waiting;

        using (await office.HoldAsync())
        {
            waiting = [.. Enumerable.Range(0, 4).Select(_ => office.RunAsync(Pay("acc_光电", 1)))];
            var fifth = office.RunAsync(Pay("acc_光电", 1));
            Assert.That(fifth.IsCompletedSuccessfully, "it did not wait");
            Assert.That((await fifth).Kind, Is.EqualTo(OutcomeKind.Busy));
            Assert.That(office.Writer.Waiting, Is.EqualTo(4));
        }

        Assert.That(Kinds(await Task.WhenAll(waiting)), Is.All.EqualTo(OutcomeKind.Done));
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That((await office.AccountAsync("acc_光电")).Fen, Is.EqualTo(6));
    }

    [Test]
    public async Task A_process_that_ends_decides_what_waits_and_takes_nothing_more()
    {
        var office = await StartAsync();
        Task<Outcome> waiting;
        ValueTask ending;
        using (await office.HoldAsync())
        {
            waiting = (await office.QueueAsync(Pay("acc_光电", 1)))[0];
            ending = office.Writer.DisposeAsync();
            Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Busy));
        }
        await ending;

        Assert.That((await waiting).Kind, Is.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task At_most_so_many_commands_share_a_commit_as_was_asked_for()
    {
        var office = await StartAsync(new WriterOptions(MaxBatch: 1));
        await office.RunAsync(Pay("acc_光电", 5));

        var outcomes = await office.RunTogetherAsync(Release("acc_光电", 3), Release("acc_光电", 3), Release("acc_光电", 2));

        Assert.That(Kinds(outcomes), Is.EqualTo(new[] { OutcomeKind.Done, OutcomeKind.Refused, OutcomeKind.Done }));
        await SoundLog.AssertAsync(office.Store);
    }
}
