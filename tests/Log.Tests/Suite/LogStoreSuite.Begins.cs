using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    /// <summary>Opens accounts with a deposit each.</summary>
    private static LogCommand Begin(params IReadOnlyCollection<string> accounts) =>
        new(Clerk, [], _ => accounts.Aggregate(Effect.None, (effect, account) => effect.Append(account, new DepositPaid(Bidder, 7)))) { Begins = accounts };

    [Test]
    public async Task A_thousand_streams_are_begun_by_one_command_without_loading_any()
    {
        var pausing = new PausingStore(await OpenStoreAsync());
        await using var office = await LogProcess.StartAsync(pausing, Time);

        var outcome = await office.RunAsync(Begin([.. Enumerable.Range(0, 1000).Select(i => $"acc_{i}").ToHashSet()]));

        Assert.That((outcome.Kind, outcome.Events.Count, pausing.StreamReads, office.Cache.Count), Is.EqualTo((OutcomeKind.Done, 1000, 0, 0)));
        await office.RunAsync(Pay("acc_999", 1));
        Assert.That(await office.AccountAsync("acc_999"), Is.EqualTo(new Account(8, 2, null)));
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task A_stream_that_is_there_cannot_be_begun_and_its_command_alone_fails()
    {
        var office = await StartAsync();
        await office.RunAsync(Pay("acc_甲", 1));

        var commands = new[] { Begin("acc_乙", "acc_甲"), Begin("acc_丙"), Begin("acc_丙", "acc_丁"), Pay("acc_甲", 1) };
        var answers = await Task.WhenAll(commands.Select(async command =>
        {
            try
            {
                return (await office.RunAsync(command)).Kind.ToString();
            }
            catch (InvalidOperationException bug)
            {
                return bug.Message;
            }
        }));

        Assert.That(answers, Is.EqualTo(new[] { "The stream 'acc_甲' is there already.", "Done", "The stream 'acc_丙' is there already.", "Done" }));
        Assert.That((await office.AccountAsync("acc_乙"), await office.AccountAsync("acc_丁")), Is.EqualTo((new Account(0, 0, null), new Account(0, 0, null))), "nothing of a command that fails");
        Assert.That(await office.AccountAsync("acc_甲"), Is.EqualTo(new Account(2, 2, null)));
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task A_reader_who_knew_a_stream_before_it_was_begun_sees_it_afterwards()
    {
        var office = await StartAsync();
        Assert.That((await office.AccountAsync("acc_甲")).Fen, Is.Zero);
        await office.RunAsync(Begin("acc_甲"));
        Assert.That((await office.AccountAsync("acc_甲")).Fen, Is.EqualTo(7));
    }
}
