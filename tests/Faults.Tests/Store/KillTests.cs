using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;

namespace Marketplace.Faults.Tests.Store;

/// <summary>
/// Two processes write to one log and are killed in the middle of it (kill -9). Three rounds here;
/// <c>MARKETPLACE_KILL_ROUNDS=50</c> makes a campaign of it.
/// </summary>
public sealed class KillTests
{
    private static IEnumerable<int> Rounds => Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("MARKETPLACE_KILL_ROUNDS") ?? "3"));

    private static readonly string[] Names = ["东", "西"];

    [TestCaseSource(nameof(Rounds))]
    public async Task Every_acknowledged_command_is_there_once_after_both_processes_were_killed(int round)
    {
        var random = new Random(round);
        var folder = Directory.CreateTempSubdirectory("marketplace-kill-").FullName;
        var path = Path.Combine(folder, "log.db");
        try
        {
            // Made before, so that the two do not meet while they start.
            await (await SqliteLogStore.OpenAsync(path)).DisposeAsync();
            Dictionary<string, long> acknowledged;
            using (var east = WritingProcess.Start(path, Names[0], round))
            using (var west = WritingProcess.Start(path, Names[1], round))
            {
                // The second goes on alone for a while: the first left it a lock and a write-ahead log to clear up.
                var (first, second) = (random.Next(1, 1500), random.Next(1, 1500));
                var readings = await Task.WhenAll(ReadAsync(east, first), ReadAsync(west, first + second));
                acknowledged = readings.SelectMany(reading => reading).ToDictionary();
            }

            await using var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(path), TimeProvider.System);
            await CheckAsync(office, round, acknowledged);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Kills the process after so many acknowledgements, and reads those that were on their way.</summary>
    private static async Task<Dictionary<string, long>> ReadAsync(WritingProcess process, int count)
    {
        var read = new Dictionary<string, long>();
        while (await process.ReadAsync() is { } line)
        {
            read.Add(line.Key, line.Position);
            if (read.Count == count) process.Kill();
        }
        Assert.That(read, Has.Count.GreaterThanOrEqualTo(count), "the process ended by itself");
        return read;
    }

    private static async Task CheckAsync(LogProcess office, int round, Dictionary<string, long> acknowledged)
    {
        var byKey = (await SoundLog.AssertAsync(office.Store)).ToLookup(Key);
        Assert.That(byKey.Select(key => key.Count()), Is.All.EqualTo(2), "each command is there whole, and once");
        foreach (var (key, position) in acknowledged)
            Assert.That(byKey[key].Select(e => e.Position), Is.EqualTo(new[] { position - 1, position }), $"{key} is where it was acknowledged");

        // Asked again, all that were acknowledged are replayed. Those on their way are done now, or were already.
        var replayed = new List<Outcome>();
        foreach (var keys in acknowledged.Keys.Chunk(500)) replayed.AddRange(await Task.WhenAll(keys.Select(key => office.RunAsync(WritingProcess.Command(key)))));
        Assert.That(replayed.Select(outcome => outcome.Kind), Is.All.EqualTo(OutcomeKind.Replayed));
        Assert.That(replayed.Select(outcome => outcome.Position), Is.EquivalentTo(acknowledged.Values));
        var between = await Task.WhenAll(InFlight(round, acknowledged).Select(key => office.RunAsync(WritingProcess.Command(key))));
        Assert.That(between.Select(outcome => outcome.Written), Is.All.True);

        byKey = (await SoundLog.AssertAsync(office.Store)).ToLookup(Key);
        Assert.That(byKey.Select(key => key.Count()), Is.All.EqualTo(2), "still once");
        Assert.That(byKey, Has.Count.EqualTo(acknowledged.Count + between.Length));
    }

    /// <summary>What each caller had asked for when it was killed: the one after the last that was acknowledged.</summary>
    private static IEnumerable<string> InFlight(int round, Dictionary<string, long> acknowledged)
    {
        foreach (var name in Names)
            for (var caller = 0; caller < WritingProcess.Callers; caller++)
            {
                var number = 0;
                while (acknowledged.ContainsKey($"{name}-{round}-{caller}-{number}")) number++;
                yield return $"{name}-{round}-{caller}-{number}";
            }
    }

    private static string Key(StoredEvent e) => new EscrowModel().Decode(e.Type, e.TypeVersion, e.Data) switch
    {
        DepositPaid paid => paid.Bidder,
        DepositReleased released => released.Bidder,
        var other => throw new InvalidOperationException($"Nobody wrote a {other}."),
    };
}
