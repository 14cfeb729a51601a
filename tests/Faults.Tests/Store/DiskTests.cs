using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;
using Microsoft.Data.Sqlite;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Faults.Tests.Store;

/// <summary>Real disks that are full or read-only: the answer is unavailable, what was acknowledged stays, and it mends itself.</summary>
public sealed class DiskTests
{
    private static LogCommand Bulky(int i) =>
        new(Clerk, ["acc_光电"], _ => Effect.None.Append("acc_光电", new DepositPaid($"{i} {new string('玻', 2000)}", 1)));

    [Test]
    public async Task A_full_disk_is_unavailable_and_mends_itself_when_there_is_room_again()
    {
        using var disk = SmallDisk.Mount("1m");
        await using var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(Path.Combine(disk.Folder, "log.db")), new ManualTime());
        var acknowledged = 0;
        Outcome outcome;
        while ((outcome = await office.RunAsync(Bulky(acknowledged))).Written) acknowledged++;

        Assert.Multiple(() =>
        {
            Assert.That(acknowledged, Is.GreaterThan(20));
            Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Unavailable));
            Assert.That(office.Writer.Fault, Is.EqualTo("The disk that holds the log is full."));
        });
        Assert.That((await office.RunAsync(Bulky(0))).Kind, Is.EqualTo(OutcomeKind.Unavailable), "it stays so");
        Assert.That(await office.AccountAsync("acc_光电"), Is.EqualTo(new Account(acknowledged, acknowledged, null)), "reading goes on");
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(acknowledged));

        disk.Remount("size=16m");
        Assert.That((await office.RunAsync(Bulky(acknowledged))).Position, Is.EqualTo(acknowledged + 1));
        Assert.That(office.Writer.Fault, Is.Null);
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(acknowledged + 1));
    }

    [Test]
    public async Task A_disk_that_is_full_at_the_start_says_so()
    {
        using var disk = SmallDisk.Mount("64k");
        await File.WriteAllBytesAsync(Path.Combine(disk.Folder, "other"), new byte[60 * 1024]);

        Assert.That(() => SqliteLogStore.OpenAsync(Path.Combine(disk.Folder, "log.db")),
            Throws.TypeOf<StoreException>().With.Property(nameof(StoreException.Fault)).EqualTo(StoreFault.Unavailable));
    }

    [Test]
    public void Keys_on_a_full_disk_are_unavailable_and_can_be_made_again_when_there_is_room()
    {
        using var disk = SmallDisk.Mount("256k");
        using var keys = new SubjectKeys(new SqliteKeyStore(Path.Combine(disk.Folder, "keys.db")), new byte[32]);
        var made = 0;
        Assert.That(() =>
        {
            for (; ; made++) keys.GetOrCreate($"usr_{made}");
        }, Throws.TypeOf<StoreException>().With.Message.EqualTo("The disk that holds the keys is full."));
        Assert.That(made, Is.GreaterThan(5));
        Assert.That(keys.Find("usr_0"), Is.Not.Null, "the others still open");

        disk.Remount("size=4m");
        Assert.That(keys.GetOrCreate($"usr_{made}"), Is.EqualTo(keys.Find($"usr_{made}")));
    }

    [Test]
    public async Task A_disk_that_turned_read_only_is_unavailable_and_mends_itself_when_it_is_writable_again()
    {
        using var disk = SmallDisk.Mount("16m");
        var failing = false;
        var store = await SqliteLogStore.OpenAsync(Path.Combine(disk.Folder, "log.db"), _ =>
        {
            if (failing) throw FaultyLog.Sqlite(SQLitePCL.raw.SQLITE_IOERR);
        });
        await using var office = await LogProcess.StartAsync(store, new ManualTime());
        await office.RunAsync(Pay("acc_光电", 100));

        // A disk answers with errors before the system makes it read-only; after an error the connection is closed, and
        // only a file that nobody holds open for writing lets the disk be made so by hand.
        failing = true;
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Kind, Is.EqualTo(OutcomeKind.Unavailable));
        failing = false;
        SqliteConnection.ClearAllPools();
        disk.Remount("ro");
        Assert.Multiple(() =>
        {
            Assert.That(() => office.RunAsync(Pay("acc_光电", 1)).Result.Kind, Is.EqualTo(OutcomeKind.Unavailable));
            Assert.That(office.Writer.Fault, Does.Contain("read-only").Or.Contain("cannot be opened"));
            Assert.That(() => office.RunAsync(Pay("acc_别的", 1)).Result.Kind, Is.EqualTo(OutcomeKind.Unavailable), "also for a stream that is not in memory");
            Assert.That(() => office.AccountAsync("acc_光电").Result.Fen, Is.EqualTo(100), "what is in memory is still shown");
        });

        SqliteConnection.ClearAllPools();
        disk.Remount("rw");
        Assert.That((await office.RunAsync(Pay("acc_光电", 1))).Position, Is.EqualTo(2));
        Assert.That(office.Writer.Fault, Is.Null);
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(2));
    }
}
