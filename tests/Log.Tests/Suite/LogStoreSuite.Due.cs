using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.Suite;

public abstract partial class LogStoreSuite
{
    private static async Task<(string Stream, long At)[]> DueAsync(ILogStore store, long until = long.MaxValue, int limit = 100) =>
        [.. (await store.ReadDueAsync(until, limit, CancellationToken.None)).Select(due => (due.Stream, due.At))];

    [Test]
    public async Task A_stream_that_waits_for_a_moment_is_listed_moves_and_vanishes()
    {
        var office = await StartAsync();
        await office.RunAsync(SetDeadline("acc_甲", 3000));
        await office.RunAsync(SetDeadline("acc_乙", 2000));
        await office.RunAsync(Pay("acc_丙", 1));
        Assert.That(await DueAsync(office.Store), Is.EqualTo(new[] { ("acc_乙", 2000L), ("acc_甲", 3000L) }));

        await office.RunAsync(SetDeadline("acc_甲", 1000));
        await office.RunAsync(Pay("acc_乙", 1));
        Assert.That(await DueAsync(office.Store), Is.EqualTo(new[] { ("acc_甲", 1000L), ("acc_乙", 2000L) }));

        await office.RunAsync(SetDeadline("acc_甲", null));
        Assert.That(await DueAsync(office.Store), Is.EqualTo(new[] { ("acc_乙", 2000L) }));
    }

    [Test]
    public async Task Due_streams_come_earliest_first_then_by_name_up_to_the_moment_and_the_limit()
    {
        var office = await StartAsync();
        await office.RunTogetherAsync(SetDeadline("acc_c", 500), SetDeadline("acc_b", 500), SetDeadline("acc_a", 501), SetDeadline("acc_d", 499));

        Assert.That(await DueAsync(office.Store, until: 500), Is.EqualTo(new[] { ("acc_d", 499L), ("acc_b", 500L), ("acc_c", 500L) }));
        Assert.That(await DueAsync(office.Store, limit: 2), Is.EqualTo(new[] { ("acc_d", 499L), ("acc_b", 500L) }));
        Assert.That(await DueAsync(office.Store, until: 498), Is.Empty);
    }

    [Test]
    public async Task A_deadline_that_moves_several_times_in_one_batch_ends_where_the_last_put_it()
    {
        var office = await StartAsync();
        await office.RunAsync(SetDeadline("acc_乙", 7));

        await office.RunTogetherAsync(
            SetDeadline("acc_甲", 1), SetDeadline("acc_甲", null), SetDeadline("acc_甲", 9), SetDeadline("acc_乙", 8), SetDeadline("acc_乙", 7), SetDeadline("acc_丙", 1), SetDeadline("acc_丙", null));

        Assert.That(await DueAsync(office.Store), Is.EqualTo(new[] { ("acc_乙", 7L), ("acc_甲", 9L) }));
    }

    [Test]
    public async Task Only_one_owner_holds_a_lease_until_it_runs_out_or_is_given_back()
    {
        var (east, west) = (await OpenStoreAsync(), await OpenStoreAsync());
        static Task<Lease?> AskAsync(ILogStore store, string owner, long now) => store.AcquireLeaseAsync("reactions", owner, now, now + 1000, CancellationToken.None);

        Assert.That(await AskAsync(east, "east", 0), Is.EqualTo(new Lease("reactions", "east", 1000)));
        Assert.That(await AskAsync(west, "west", 999), Is.Null);
        Assert.That(await AskAsync(east, "east", 999), Is.EqualTo(new Lease("reactions", "east", 1999)), "its owner renews it");
        Assert.That(await AskAsync(west, "west", 1998), Is.Null);
        var taken = await AskAsync(west, "west", 1999);
        Assert.That(taken, Is.EqualTo(new Lease("reactions", "west", 2999)), "it ran out");
        Assert.That(await AskAsync(east, "east", 2000), Is.Null);

        await east.ReleaseLeaseAsync(new Lease("reactions", "east", 1999), CancellationToken.None);
        Assert.That(await AskAsync(east, "east", 2000), Is.Null, "who lost a lease cannot give it back");
        await west.ReleaseLeaseAsync(taken!, CancellationToken.None);
        Assert.That(await AskAsync(east, "east", 2000), Is.Not.Null);
        Assert.That(await west.AcquireLeaseAsync("cleaning", "west", 2000, 3000, CancellationToken.None), Is.Not.Null, "each name has its own");
    }

    [Test]
    public async Task A_checkpoint_moves_only_with_the_lease_in_hand()
    {
        var store = await OpenStoreAsync();
        Task<bool> MoveAsync(long position, Lease lease, long now) => store.MoveCheckpointAsync("opening", position, lease, now, CancellationToken.None);
        Task<long> ReadAsync() => store.ReadCheckpointAsync("opening", CancellationToken.None);
        var east = (await store.AcquireLeaseAsync("reactions", "east", 0, 1000, CancellationToken.None))!;

        Assert.That(await ReadAsync(), Is.Zero);
        Assert.That(await MoveAsync(5, east, 999));
        Assert.That(await MoveAsync(8, east, 999));
        Assert.That(await ReadAsync(), Is.EqualTo(8));

        Assert.That(await MoveAsync(9, east, 1000), Is.False, "it ran out");
        var west = (await store.AcquireLeaseAsync("reactions", "west", 1000, 2000, CancellationToken.None))!;
        Assert.That(await MoveAsync(9, east, 1001), Is.False, "another has it");
        Assert.That(await ReadAsync(), Is.EqualTo(8), "and nothing moved");
        Assert.That(await MoveAsync(12, west, 1001));
        Assert.That(await ReadAsync(), Is.EqualTo(12));
    }

    [Test]
    public async Task Leases_and_checkpoints_get_their_turn_while_the_writer_is_busy()
    {
        var office = await StartAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await office.RunAsync(Pay($"acc_{caller}", 1));
        })));

        var moves = 0;
        for (var i = 1; i <= 50; i++)
        {
            var lease = await office.Store.AcquireLeaseAsync("reactions", "east", i, i + 10, CancellationToken.None);
            if (await office.Store.MoveCheckpointAsync("opening", i, lease!, i, CancellationToken.None)) moves++;
        }
        await writing;

        Assert.That(moves, Is.EqualTo(50));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(400));
    }
}
