using Marketplace.Log;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Escrow;
using Marketplace.Log.Tests.SqlServer.StandIn;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Faults.Tests.Store;

/// <summary>
/// A server's faults at every step of a batch, thrown where the driver would throw them: the batch runs again with the same keys and is
/// never applied twice; what nobody knows is found out by reading. With a stand-in for the server: no real one has a deadlock on demand.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServerFaultTests
{
    private const string CreditCode = "91330106MA2B0XYZ1K";

    private static readonly (int Number, string What, bool Passing)[] Numbers =
    [
        (1205, "deadlock", true), (1222, "lock time-out", true), (40501, "throttling", true), (49918, "too busy", true), (40613, "failover", true), (983, "sides change", true),
        (10054, "connection lost", true), (-2, "time-out", true), (1105, "disk full", false), (3906, "read-only", false), (18456, "login refused", false), (53, "server away", false),
    ];

    private static readonly string[] Steps = ["open", "begin", "look up", "write", "commit", "committed"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-server-faults-");
    private readonly ManualTime time = new();
    private StandInServer server = null!;
    private LogProcess office = null!;

    private static IEnumerable<TestCaseData> Faults =>
        from fault in Numbers from step in Steps select new TestCaseData(fault.Number, step, fault.Passing).SetArgDisplayNames(fault.What, step);

    /// <summary>What is asked for again and again takes real time; one number of each sort is enough for that.</summary>
    private static IEnumerable<TestCaseData> Lasting => from number in new[] { 1205, 10054, 53 } from step in Steps select new TestCaseData(number, step);

    [SetUp]
    public async Task StartAsync()
    {
        server = new StandInServer(Path.Combine(folder.FullName, "server.db"));
        office = await LogProcess.StartAsync(await OpenAsync(), time, new WriterOptions { Retries = 3, LookAround = TimeSpan.FromHours(1) });
        await office.RunAsync(Pay("acc_乙", 300));
        foreach (var stream in new[] { "acc_甲", "acc_丙", "acc_丁" }) await office.AccountAsync(stream);
    }

    private async Task<ILogStore> OpenAsync() => await SqlServerLogStore.OpenAsync(server.Connect, time);

    [TearDown]
    public async Task EndAsync()
    {
        server.Fault = _ => null;
        await office.DisposeAsync();
        server.Forget();
        folder.Delete(recursive: true);
    }

    private static LogCommand[] Batch() =>
        [Register("acc_甲", CreditCode).WithKey("登记-1"), Transfer("acc_乙", "acc_丙", 300).WithKey("转账-1"), SetDeadline("acc_丁", 5000).WithKey("期限-1"), Release("acc_甲", 9_999_99).WithKey("退还-1")];

    private static string Step(string sent) => sent switch
    {
        _ when sent.StartsWith("update head set position = position", StringComparison.Ordinal) => "look up",
        _ when sent.StartsWith("insert into events", StringComparison.Ordinal) => "write",
        _ => sent,
    };

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_that_comes_once_leaves_all_of_the_batch_or_nothing_and_the_answers_say_which(int number, string step, bool passing)
    {
        var times = 0;
        Task<Outcome>[] answers;
        using (await office.HoldAsync())
        {
            answers = await office.QueueAsync(Batch());
            server.Fault = sent => Step(sent) == step && times++ == 0 ? ServerError.Of(number) : null;
        }
        var outcomes = await Task.WhenAll(answers);

        // After the commit was sent a fault says nothing about it, whatever its number; before, the number decides.
        var written = passing || step is "commit" or "committed";
        Assert.That(outcomes.Take(3).Select(outcome => outcome.Kind), Is.All.EqualTo(written ? OutcomeKind.Done : OutcomeKind.Unavailable));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(written ? 5 : 1), "everything or nothing");
        await CheckAgainAsync(written);
    }

    [TestCaseSource(nameof(Lasting))]
    public async Task A_server_that_stays_away_is_unavailable_or_unknown_and_the_same_keys_find_out(int number, string step)
    {
        var away = false;
        Task<Outcome>[] answers;
        using (await office.HoldAsync())
        {
            answers = await office.QueueAsync(Batch());
            server.Fault = sent => (away |= Step(sent) == step) ? ServerError.Of(number) : null;
        }
        var outcomes = await Task.WhenAll(answers);
        Assert.That(outcomes.Take(3).Select(outcome => outcome.Kind), Is.All.EqualTo(step is "commit" or "committed" ? OutcomeKind.Unknown : OutcomeKind.Unavailable));
        Assert.That(office.Writer.Fault, Is.Not.Null);
        Assert.That((await office.AccountAsync("acc_乙")).Fen, Is.EqualTo(300), "what is in memory is still shown, and only what is known to be committed");

        server.Fault = _ => null;
        await CheckAgainAsync(step == "committed");
        Assert.That(office.Writer.Fault, Is.Null, "it comes back by itself");
    }

    private async Task CheckAgainAsync(bool written)
    {
        server.Fault = _ => null;
        var again = await office.RunTogetherAsync(Batch());
        Assert.That(again.Take(3).Select(outcome => outcome.Kind), Is.All.EqualTo(written ? OutcomeKind.Replayed : OutcomeKind.Done));
        Assert.That(again[3].Kind, Is.EqualTo(OutcomeKind.Refused));
        var events = await SoundLog.AssertAsync(office.Store);
        Assert.That(events, Has.Count.EqualTo(5), "nothing twice");
        foreach (var account in new[] { "acc_甲", "acc_乙", "acc_丙", "acc_丁" }) Assert.That(await office.AccountAsync(account), Is.EqualTo(SoundLog.Fold(events, account)));
        Assert.That((await office.Store.ReadDueAsync(long.MaxValue, 10, CancellationToken.None)).Select(due => (due.Stream, due.At)), Is.EqualTo(new[] { ("acc_丁", 5000L) }));
        Assert.That((await office.RunAsync(Register("acc_乙", CreditCode))).Refusal, Is.EqualTo("escrow.taken"));
    }

    [Test]
    public async Task A_connection_that_was_cut_while_it_lay_in_the_pool_costs_a_reader_nothing()
    {
        var cut = 2;
        server.Fault = sent => sent.StartsWith("select", StringComparison.Ordinal) && cut-- > 0 ? ServerError.Of(10054) : null;

        Assert.That(await office.Store.ReadStreamVersionAsync("acc_乙", CancellationToken.None), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_who_begin_a_lease_at_the_same_moment_are_told_apart_by_its_primary_key()
    {
        var west = await OpenAsync();
        Lease? others = null;
        server.Fault = sent =>
        {
            if (!sent.StartsWith("update leases", StringComparison.Ordinal) || others is not null) return null;
            others = new Lease("", "", 0);
            others = west.AcquireLeaseAsync("reactions", "west", 0, 1000, CancellationToken.None).Result;
            return ServerError.Of(2627);
        };

        Assert.That(await office.Store.AcquireLeaseAsync("reactions", "east", 0, 1000, CancellationToken.None), Is.Null);
        Assert.That(others!.Owner, Is.EqualTo("west"));
    }

    [Test]
    public async Task Rows_that_nobody_remembers_stop_this_process_and_write_nothing()
    {
        server.Fault = sent => Step(sent) == "write" ? ServerError.Of(2627) : null;

        Assert.That((await office.RunAsync(Pay("acc_甲", 1))).Kind, Is.EqualTo(OutcomeKind.Unavailable));
        Assert.That(office.Writer.Fault, Does.Contain("other rows are there"));
        Assert.That(await SoundLog.AssertAsync(office.Store), Has.Count.EqualTo(1));
    }
}
