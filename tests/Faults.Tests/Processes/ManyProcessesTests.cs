using System.Diagnostics;
using Marketplace.Log.Tests.Escrow;
using Marketplace.Tests.Databases;

namespace Marketplace.Faults.Tests.Processes;

/// <summary>
/// Two and three processes on one log, sixteen clients who ask any of them, and processes that are killed, that stand still for longer
/// than their lease, and that start again. One round of each here; <c>MARKETPLACE_PROCESS_ROUNDS=50</c> makes a campaign of it.
/// </summary>
public sealed class ManyProcessesTests
{
    private const int Clients = 16;

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("MARKETPLACE_PROCESS_ROUNDS") ?? "2");

    private static IEnumerable<TestCaseData> Cases => Enumerable.Range(1, Rounds).Select(round => new TestCaseData(2 + (round % 2), round));

    [TestCaseSource(nameof(Cases))]
    public async Task On_one_folder_there_is_one_order_and_nothing_is_lost_doubled_or_seen_late(int processes, int round)
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-processes-");
        try
        {
            await RunAsync(Path.Combine(folder.FullName, "log.db"), processes, round, TimeSpan.FromMilliseconds(500));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCaseSource(nameof(Cases)), Category("SqlServer")]
    public async Task On_a_server_there_is_one_order_and_nothing_is_lost_doubled_or_seen_late(int processes, int round)
    {
        await using var database = await TestDatabase.RentAsync();
        await RunAsync(database.ConnectionString, processes, round, TimeSpan.FromSeconds(5));
    }

    private static async Task RunAsync(string log, int processes, int round, TimeSpan patience)
    {
        // Made before, so that they do not meet while they start.
        await using var store = await OfficeServer.OpenAsync(log);
        var random = new Random(round);
        var offices = await Task.WhenAll(Enumerable.Range(0, processes).Select(i => Office.StartAsync(log, $"{i}")));
        try
        {
            using var enough = new CancellationTokenSource();
            var clients = Enumerable.Range(0, Clients).Select(i => new OfficeClient($"{i}", (round * 1000) + i, patience, choice => Volatile.Read(ref offices[choice.Next(offices.Length)]))).ToArray();
            var asking = Task.WhenAll(clients.Select(client => Task.Run(() => client.RunAsync(enough.Token))));
            for (var fault = 0; fault < 4 && !asking.IsFaulted; fault++)
            {
                await WrittenAsync(clients, clients.Sum(client => client.Written.Count) + 60, asking);
                var hit = random.Next(offices.Length);
                if (fault % 2 == 0)
                {
                    offices[hit].Kill();
                    await WrittenAsync(clients, clients.Sum(client => client.Written.Count) + 60, asking);
                    Volatile.Write(ref offices[hit], await Office.StartAsync(log, $"{hit}"));
                }
                else await StandStillAsync(offices[hit], random);
            }
            await WrittenAsync(clients, clients.Sum(client => client.Written.Count) + 60, asking);
            await enough.CancelAsync();
            await asking;

            var payments = HistoryCheck.Of(await SoundLog.ReadAllAsync(store)).Payments;
            await EchoedAsync(offices[0], payments);
            var events = await SoundLog.AssertAsync(store);
            var history = HistoryCheck.Of(events);
            history.Check(clients);
            Assert.That(history.Registered, Is.LessThanOrEqualTo(30), "a name is taken once");
            await TestContext.Progress.WriteLineAsync($"{processes} processes, round {round}: {events.Count} events, {clients.Sum(client => client.Written.Count)} acknowledged, {clients.Sum(client => client.Refused.Count)} refused, {clients.Sum(client => client.Again)} asked again.");
        }
        finally
        {
            foreach (var office in offices) office.Dispose();
        }
    }

    /// <summary>For longer than the lease, so that another takes it over; then it goes on and believes that it has it still.</summary>
    private static async Task StandStillAsync(Office office, Random random)
    {
        office.Stop();
        await Real(OfficeServer.LeaseMilliseconds + random.Next(100, 400));
        office.GoOn();
    }

    private static async Task WrittenAsync(OfficeClient[] clients, int count, Task asking)
    {
        for (var waited = Stopwatch.StartNew(); clients.Sum(client => client.Written.Count) < count; await Real(10))
        {
            if (asking.IsFaulted) await asking;
            Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)), "the others go on");
        }
    }

    /// <summary>Whoever holds the lease comes to the end; one that died is replaced when its lease has run out.</summary>
    private static async Task EchoedAsync(Office office, int payments)
    {
        for (var waited = Stopwatch.StartNew(); await office.AskAsync("echoes", TimeSpan.FromSeconds(5)) != $"{payments}"; await Real(20))
            Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)), "what follows is done by somebody");
    }

    /// <summary>Real time: what is waited for are other processes, and no test clock moves those.</summary>
    private static async Task Real(int milliseconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        await timer.WaitForNextTickAsync();
    }
}
