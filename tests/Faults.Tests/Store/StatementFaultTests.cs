using Marketplace.Log;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;
using static SQLitePCL.raw;

namespace Marketplace.Faults.Tests.Store;

/// <summary>Whichever statement fails: everything of the batch is there or nothing, the answer says which, and the next command works.</summary>
public sealed class StatementFaultTests
{
    private const string CreditCode = "91330106MA2B0XYZ1K";

    /// <summary>A batch that writes to every table: events on several streams, keys, a claim taken and one released, due times set and dropped.</summary>
    private static LogCommand[] Batch() =>
    [
        Register("acc_甲", CreditCode).WithKey("登记-1"),
        Transfer("acc_乙", "acc_丙", 300).WithKey("转账-1"),
        SetDeadline("acc_丁", 5000).WithKey("期限-1"),
        Deregister("acc_戊", "91330000MA1").WithKey("注销-1"),
        SetDeadline("acc_己", null).WithKey("期限-2"),
        Release("acc_甲", 9_999_99).WithKey("退还-1"),
    ];

    private static async Task<LogProcess> PrepareAsync(FaultyLog log)
    {
        var office = await log.StartAsync();
        await office.RunAsync(Pay("acc_乙", 300));
        await office.RunAsync(Register("acc_戊", "91330000MA1"));
        await office.RunAsync(SetDeadline("acc_己", 4000));
        return office;
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return new TestCaseData(FaultyLog.Sqlite(SQLITE_IOERR)).SetArgDisplayNames("disk error");
        yield return new TestCaseData(FaultyLog.Sqlite(SQLITE_FULL)).SetArgDisplayNames("disk full");
        yield return new TestCaseData(FaultyLog.Sqlite(SQLITE_READONLY)).SetArgDisplayNames("disk read-only");
        yield return new TestCaseData(FaultyLog.Sqlite(SQLITE_BUSY)).SetArgDisplayNames("lock taken");
        yield return new TestCaseData(new StoreException(StoreFault.Transient, "死锁")).SetArgDisplayNames("deadlock");
        yield return new TestCaseData(new StoreException(StoreFault.Unavailable, "服务器离线")).SetArgDisplayNames("server away");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task The_nth_statement_fails_once_for_every_n(Exception fault)
    {
        var n = 0;
        while (await FailAtAsync(n, fault, Once)) n++;

        Assert.That(n, Is.GreaterThan(20), "there are so many statements in the batch");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task The_nth_statement_and_all_after_it_fail_for_every_n(Exception fault)
    {
        // The lock that is always taken is asked for again and again, in real time; one place is enough for that.
        if (fault is StoreException { Fault: StoreFault.Transient } || fault is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SQLITE_BUSY })
        {
            Assert.That(await FailAtAsync(5, fault, FromThere));
            return;
        }
        var n = 0;
        while (await FailAtAsync(n, fault, FromThere)) n++;

        Assert.That(n, Is.GreaterThan(20), "there are so many statements in the batch");
    }

    private static bool Once(int statement, int n) => statement == n;

    private static bool FromThere(int statement, int n) => statement >= n;

    /// <summary>False when the batch has no n-th statement.</summary>
    private static async Task<bool> FailAtAsync(int n, Exception fault, Func<int, int, bool> fails)
    {
        await using var log = new FaultyLog();
        var office = await PrepareAsync(log);
        var (statement, failed) = (-1, "");
        Task<Outcome>[] answers;
        using (await office.HoldAsync())
        {
            // The held command's own transaction has begun, so the batch's "begin" is the first to be counted.
            log.Fault = name =>
            {
                if (!fails(++statement, n) || (name == "committed" && !BeforeAndAfter(fault))) return null;
                if (failed.Length == 0) failed = $"{n} {name}";
                return fault;
            };
            answers = await office.QueueAsync(Batch());
        }
        var outcomes = await Task.WhenAll(answers);
        log.Fault = _ => null;
        if (failed.Length > 0) await CheckAsync(office, outcomes, failed);
        return statement >= n;
    }

    /// <summary>Whether the fault can come after the commit too: SQLite finds out about room, rights and locks before.</summary>
    private static bool BeforeAndAfter(Exception fault) => fault is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SQLITE_IOERR };

    private static async Task CheckAsync(LogProcess office, Outcome[] outcomes, string at)
    {
        var events = await SoundLog.AssertAsync(office.Store);
        var written = events.Count > 3;
        Assert.That(events, Has.Count.EqualTo(written ? 9 : 3), $"everything or nothing ({at})");
        if (outcomes[0].Kind is not OutcomeKind.Unknown)
            Assert.That(outcomes.Take(5).Select(outcome => outcome.Written), Is.All.EqualTo(written), $"the answers say which ({at})");

        var again = await office.RunTogetherAsync(Batch());
        Assert.That(again.Take(5).Select(outcome => outcome.Kind), Is.All.EqualTo(written ? OutcomeKind.Replayed : OutcomeKind.Done), $"asked again ({at})");
        Assert.That(again[5].Kind, Is.EqualTo(OutcomeKind.Refused));
        Assert.That(office.Writer.Fault, Is.Null);

        events = await SoundLog.AssertAsync(office.Store);
        Assert.That(events, Has.Count.EqualTo(9), $"nothing twice ({at})");
        foreach (var account in new[] { "acc_甲", "acc_乙", "acc_丙", "acc_丁", "acc_戊", "acc_己" })
            Assert.That(await office.AccountAsync(account), Is.EqualTo(SoundLog.Fold(events, account)), $"{account} ({at})");
        Assert.That((await office.Store.ReadDueAsync(long.MaxValue, 10, CancellationToken.None)).Select(due => (due.Stream, due.At)), Is.EqualTo(new[] { ("acc_丁", 5000L) }));
        Assert.That((await office.RunAsync(Register("acc_乙", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
        Assert.That((await office.RunAsync(Register("acc_乙", "91330000MA1"))).Kind, Is.EqualTo(OutcomeKind.Done));
    }
}
