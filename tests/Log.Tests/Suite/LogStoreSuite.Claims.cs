using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    private const string CreditCode = "91330106MA2B0XYZ1K";

    [Test]
    public async Task A_claimed_name_is_taken_for_everyone_else_until_it_is_released()
    {
        var (east, west) = (await StartAsync(), await StartAsync());

        Assert.That((await east.RunAsync(Register("acc_甲", CreditCode))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That((await west.RunAsync(Register("acc_乙", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
        Assert.That((await west.RunAsync(Register("acc_甲", CreditCode))).Kind, Is.EqualTo(OutcomeKind.Done), "its holder may take it again");
        Assert.That((await west.RunAsync(Deregister("acc_甲", CreditCode))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That((await east.RunAsync(Register("acc_乙", CreditCode))).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That((await east.RunAsync(Register("acc_甲", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
    }

    [Test]
    public async Task Claims_are_seen_within_one_batch()
    {
        var office = await StartAsync();

        var outcomes = await office.RunTogetherAsync(
            Register("acc_甲", CreditCode), Register("acc_乙", CreditCode), Deregister("acc_甲", CreditCode), Register("acc_乙", CreditCode));

        Assert.That(Kinds(outcomes), Is.EqualTo(new[] { OutcomeKind.Done, OutcomeKind.Refused, OutcomeKind.Done, OutcomeKind.Done }));
        Assert.That((await office.RunAsync(Register("acc_甲", CreditCode))).Refusal, Is.EqualTo("escrow.taken"), "what the batch left is what was stored");
    }

    [Test]
    public async Task Forty_accounts_that_ask_for_one_name_at_once_get_it_once()
    {
        var (east, west) = (await StartAsync(), await StartAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => (i % 2 == 0 ? east : west).RunAsync(Register($"acc_{i}", CreditCode)))));

        Assert.That(Kinds(outcomes).Count(kind => kind is OutcomeKind.Done), Is.EqualTo(1));
    }

    [Test]
    public async Task Taking_what_another_holds_without_having_looked_is_a_bug_that_writes_nothing()
    {
        var office = await StartAsync();
        await office.RunAsync(Register("acc_甲", CreditCode));

        LogCommand Grab(Func<Effect, Effect> claim) =>
            new(Clerk, ["acc_乙"], _ => claim(Effect.None.Append("acc_乙", new DepositPaid(Bidder, 1)))) { Claims = [CreditCode, "91330000MA1"] };
        Assert.Multiple(() =>
        {
            Assert.That(() => office.RunAsync(Grab(effect => effect.Claim(CreditCode, "acc_乙"))), Throws.InvalidOperationException.With.Message.Contains("held by 'acc_甲'"));
            Assert.That(() => office.RunAsync(Grab(effect => effect.Claim("91330000MA1", "acc_乙").Claim("91330000MA1", "acc_丙"))),
                Throws.InvalidOperationException.With.Message.Contains("held by 'acc_乙'"), "twice in one effect");
        });
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_claim_that_the_command_did_not_name_cannot_be_asked_for_even_when_a_neighbour_in_the_batch_named_it()
    {
        var office = await StartAsync();
        await office.RunAsync(Register("acc_甲", CreditCode));

        var answers = await office.BatchAsync(Register("acc_甲", CreditCode), Register("acc_甲", CreditCode) with { Claims = [] });

        Assert.That((await answers[0]).Kind, Is.EqualTo(OutcomeKind.Done));
        Assert.That(() => answers[1], Throws.InvalidOperationException.With.Message.Contains("did not name the claim"));
    }
}
