using Marketplace.Log;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Faults.Tests.Store;

/// <summary>The commit was sent and the answer did not come. Whether it is there is read under the lock, from the salt; nothing happens twice.</summary>
public sealed class UnknownOutcomeTests
{
    private static readonly StoreException NoAnswer = new(StoreFault.Unknown, "连接中断");

    // An exception that no store should throw says as little about the commit as a lost connection.
    private static readonly Exception[] Silences = [NoAnswer, new InvalidOperationException("驱动程序异常")];

    [Test]
    public async Task A_commit_that_did_not_arrive_is_sent_again([ValueSource(nameof(Silences))] Exception silence)
    {
        await using var log = new FaultyLog();
        var office = await log.StartAsync();
        var times = 0;
        log.Fault = statement => statement == "commit" && times++ < 3 ? silence : null;

        var outcome = await office.RunAsync(Pay("acc_光电", 100));

        Assert.That((outcome.Kind, outcome.Position, times), Is.EqualTo((OutcomeKind.Done, 1L, 4)));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_commit_that_did_arrive_is_not_sent_again([ValueSource(nameof(Silences))] Exception silence)
    {
        await using var log = new FaultyLog();
        var office = await log.StartAsync();
        await office.RunAsync(Pay("acc_光电", 100));
        log.Fault = statement => statement == "committed" ? silence : null;

        // Without a key: the caller could not ask again.
        var outcome = await office.RunAsync(Pay("acc_光电", 100));

        Assert.That((outcome.Kind, outcome.Position, outcome.Events.Count), Is.EqualTo((OutcomeKind.Done, 2L, 1)));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(2));
        Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(new Account(200, 2, null)));
        Assert.That((await office.Feed.ReadAsync(0, 10, CancellationToken.None)).Select(e => e.Position), Is.EqualTo(new[] { 1, 2 }), "the feed has it once");
    }

    [Test]
    public async Task Another_process_that_wrote_meanwhile_is_not_taken_for_the_own_commit()
    {
        await using var log = new FaultyLog();
        var (east, west) = (await log.StartAsync(), await log.StartAsync());
        Task<Outcome>? others = null;
        log.Fault = statement =>
        {
            if (statement != "commit" || others is not null) return null;
            // It waits for the lock and gets it before the first process comes back.
            others = Task.Run(() => west.RunAsync(Pay("acc_光电", 7)));
            return NoAnswer;
        };

        var own = await east.RunAsync(Pay("acc_光电", 100));

        Assert.That(own.Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That((await others!).Kind, Is.EqualTo(OutcomeKind.Done));
        var events = await SoundLog.AssertAsync(east.Store);
        Assert.That(SoundLog.Fold(events, "acc_光电"), Is.EqualTo(new Account(107, 2, null)));
        Assert.That(events[(int)own.Position - 1].Salt, Is.EqualTo(own.Events[0].Stored.Salt), "each was told its own position");
    }

    [TestCase("commit", false)]
    [TestCase("committed", true)]
    public async Task When_nobody_can_be_asked_the_answer_is_unknown_and_the_same_key_finds_out(string where, bool arrived)
    {
        await using var log = new FaultyLog();
        var office = await log.StartAsync();
        var away = false;
        log.Fault = statement =>
        {
            if (statement == where) away = true;
            return away ? NoAnswer : null;
        };

        var unknown = await office.RunAsync(Pay("acc_光电", 100).WithKey("缴纳-1"));
        Assert.That((unknown.Kind, unknown.Written), Is.EqualTo((OutcomeKind.Unknown, false)));
        Assert.That(office.Writer.Fault, Is.Not.Null);
        Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(Account.Empty), "what is not known to be committed is not shown");

        log.Fault = _ => null;
        var again = await office.RunAsync(Pay("acc_光电", 100).WithKey("缴纳-1"));
        Assert.That((again.Kind, again.Position), Is.EqualTo((arrived ? OutcomeKind.Replayed : OutcomeKind.Done, 1L)));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(1));
        Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(new Account(100, 1, null)));
    }

    [Test]
    public async Task A_lock_that_stays_taken_ends_in_unavailable_and_not_in_waiting_for_ever()
    {
        await using var log = new FaultyLog();
        var office = await log.StartAsync(retries: 8);
        var asked = 0;
        log.Fault = _ =>
        {
            asked++;
            return new StoreException(StoreFault.Transient, "Another process holds the log's lock.");
        };

        var outcome = await office.RunAsync(Pay("acc_光电", 100));
        Assert.That((outcome.Kind, asked), Is.EqualTo((OutcomeKind.Unavailable, 9)), "once and eight times again");

        log.Fault = _ => null;
        Assert.That((await office.RunAsync(Pay("acc_光电", 100))).Kind, Is.EqualTo(OutcomeKind.Done));
    }
}
