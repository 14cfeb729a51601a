using Marketplace.Log.Tests.Escrow;
using Marketplace.Merkle;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(64)]
    public async Task Every_answer_proves_its_events_in_the_tree_of_its_commit(int together)
    {
        var office = await StartAsync();
        for (var round = 0; round < 12; round++)
        {
            var outcomes = await office.RunTogetherAsync([.. Enumerable.Range(0, together).Select(n => Pay($"acc_{round}_{n}", 100 + n))]);
            foreach (var outcome in outcomes)
                foreach (var e in outcome.Events)
                {
                    var (commit, checkpoint) = (outcome.Commit!, outcome.Commit!.Checkpoint);
                    Assert.That(Proofs.Includes(e.Stored.LeafHash, e.Position - 1, checkpoint.Position, commit.Prove(e.Position), checkpoint.Root), Is.True, $"position {e.Position} of {checkpoint.Position}");
                }
        }
        await SoundLog.AssertAsync(office.Store);
    }

    [Test]
    public async Task What_appends_nothing_and_what_is_given_again_has_no_commit()
    {
        var office = await StartAsync();
        var first = await office.RunAsync(Register("acc_甲", CreditCode).WithKey("登记-1"));
        var again = await office.RunAsync(Register("acc_甲", CreditCode).WithKey("登记-1"));
        var refused = await office.RunAsync(Register("acc_乙", CreditCode));

        Assert.That(first.Commit, Is.Not.Null);
        Assert.That((again.Kind, again.Commit), Is.EqualTo((OutcomeKind.Replayed, (LogCommit?)null)));
        Assert.That((refused.Kind, refused.Commit), Is.EqualTo((OutcomeKind.Refused, (LogCommit?)null)));
    }
}
