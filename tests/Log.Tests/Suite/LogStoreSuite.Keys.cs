using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [Test]
    public async Task The_same_key_with_the_same_body_answers_the_first_events_again()
    {
        var office = await StartAsync();
        var first = await office.RunAsync(Transfer("acc_甲", "acc_乙", 0).WithKey("转账-1"));
        await office.RunAsync(Pay("acc_甲", 5));

        var again = await office.RunAsync(Transfer("acc_甲", "acc_乙", 0).WithKey("转账-1"));

        Assert.Multiple(() =>
        {
            Assert.That(again.Kind, Is.EqualTo(OutcomeKind.Replayed));
            Assert.That(again.Written);
            Assert.That(again.Position, Is.EqualTo(first.Position).And.EqualTo(2));
            Assert.That(again.Events.Select(e => e.Stored), Is.EqualTo(first.Events.Select(e => e.Stored)).UsingPropertiesComparer());
            Assert.That(again.Events.Select(e => e.Content), Is.EqualTo(first.Events.Select(e => e.Content)));
        });
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_key_is_remembered_by_another_process_and_after_a_restart()
    {
        var first = await StartAsync();
        await first.RunAsync(Pay("acc_甲", 100).WithKey("缴纳-1"));
        var other = await StartAsync();
        Assert.That((await other.RunAsync(Pay("acc_甲", 100).WithKey("缴纳-1"))).Kind, Is.EqualTo(OutcomeKind.Replayed));
        await StopAsync(first);
        await StopAsync(other);

        var restarted = await StartAsync();

        Assert.That((await restarted.RunAsync(Pay("acc_甲", 100).WithKey("缴纳-1"))).Kind, Is.EqualTo(OutcomeKind.Replayed));
        Assert.That((await restarted.AccountAsync("acc_甲")).Fen, Is.EqualTo(100));
    }

    [Test]
    public async Task The_same_key_with_another_body_is_refused_and_writes_nothing()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_甲", 100).WithKey("缴纳-1", body: "100"));

        var outcome = await office.RunAsync(Pay("acc_甲", 900).WithKey("缴纳-1", body: "900"));

        Assert.That((outcome.Kind, outcome.Written, outcome.Events.Count), Is.EqualTo((OutcomeKind.KeyReused, false, 0)));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Keys_count_within_one_batch_too()
    {
        var office = await StartAsync();

        var outcomes = await office.RunTogetherAsync(
            Pay("acc_甲", 100).WithKey("缴纳-1", body: "100"),
            Pay("acc_甲", 100).WithKey("缴纳-1", body: "100"),
            Pay("acc_甲", 900).WithKey("缴纳-1", body: "900"),
            Pay("acc_甲", 100).WithKey("缴纳-2", body: "100"));

        Assert.That(Kinds(outcomes), Is.EqualTo(new[] { OutcomeKind.Done, OutcomeKind.Replayed, OutcomeKind.KeyReused, OutcomeKind.Done }));
        Assert.That(outcomes[1].Events.Single().Position, Is.EqualTo(outcomes[0].Position));
        Assert.That((await office.AccountAsync("acc_甲")).Fen, Is.EqualTo(200));
    }

    [Test]
    public async Task One_callers_key_is_not_anothers()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_甲", 100).WithKey("1", scope: "usr_李静怡"));

        var stranger = await office.RunAsync(Pay("acc_甲", 100).WithKey("1", scope: "usr_王建国"));
        // Scope and key are two fields: "a" + "b1" is not "ab" + "1".
        var shifted = await office.RunTogetherAsync(Pay("acc_甲", 1).WithKey("b1", scope: "a"), Pay("acc_甲", 1).WithKey("1", scope: "ab"));

        Assert.That(stranger.Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That(Kinds(shifted), Is.All.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task A_refused_command_leaves_its_key_unused()
    {
        var office = await StartAsync();
        Assert.That((await office.RunAsync(Release("acc_甲", 100).WithKey("退还-1"))).Kind, Is.EqualTo(OutcomeKind.Refused));
        await office.RunAsync(Pay("acc_甲", 100));

        Assert.That((await office.RunAsync(Release("acc_甲", 100).WithKey("退还-1"))).Kind, Is.EqualTo(OutcomeKind.Done));
    }

    [Test]
    public async Task Fifty_callers_with_one_key_pay_once()
    {
        var (east, west) = (await StartAsync(), await StartAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(() => (i % 2 == 0 ? east : west).RunAsync(Pay("acc_甲", 100).WithKey("缴纳-1")))));

        Assert.That(Kinds(outcomes).Count(kind => kind is OutcomeKind.Done), Is.EqualTo(1));
        Assert.That(Kinds(outcomes).Count(kind => kind is OutcomeKind.Replayed), Is.EqualTo(49));
        Assert.That(outcomes.Select(outcome => outcome.Position), Is.All.EqualTo(1));
        Assert.That(await SoundLog.AssertAsync(east.Store), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Old_keys_are_deleted_a_few_at_a_time_the_oldest_first_and_may_then_be_used_again()
    {
        var office = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Time.Now = ManualTime.Start + (i * 1000);
            await office.RunAsync(Pay("acc_甲", 1).WithKey($"缴纳-{i}"));
        }
        Task<int> DeleteAsync(long before, int limit) => office.Store.DeleteKeysAsync(before, limit, CancellationToken.None);

        Assert.That(await DeleteAsync(ManualTime.Start + 7000, 3), Is.EqualTo(3));
        Assert.That((await office.RunAsync(Pay("acc_甲", 1).WithKey("缴纳-3"))).Kind, Is.EqualTo(OutcomeKind.Replayed), "the fourth is still kept");
        Assert.That(await DeleteAsync(ManualTime.Start + 7000, 100), Is.EqualTo(4));
        Assert.That(await DeleteAsync(ManualTime.Start + 7000, 100), Is.Zero);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That((await office.RunAsync(Pay("acc_甲", 1).WithKey("缴纳-6"))).Kind, Is.EqualTo(OutcomeKind.Done), "used 1 ms before the bound");
            Assert.That((await office.RunAsync(Pay("acc_甲", 1).WithKey("缴纳-7"))).Kind, Is.EqualTo(OutcomeKind.Replayed), "used at the bound");
        });
    }

    [Test]
    public async Task A_keys_age_is_counted_in_system_time_wherever_the_market_clock_stands()
    {
        var office = await StartAsync();
        await office.RunAsync(MoveClock(365L * 24 * 3600 * 1000));
        await office.RunAsync(Pay("acc_甲", 1).WithKey("缴纳-1"));

        Assert.That(await office.Store.DeleteKeysAsync(ManualTime.Start, 10, CancellationToken.None), Is.Zero);
        Assert.That(await office.Store.DeleteKeysAsync(ManualTime.Start + 1, 10, CancellationToken.None), Is.EqualTo(1));
    }
}
