using System.Diagnostics;
using System.Security.Cryptography;
using Marketplace.Log;
using Marketplace.Log.Sqlite;

namespace Marketplace.Benchmarks.Writing;

/// <summary>
/// Commands a second with a store 5 ms away, the commit shared by all who wait and a transaction for each, and what a command costs that
/// comes alone: <c>distant [--callers 256] [--seconds 5] [--trip 5]</c>. Limits: 30 times, and a lone command waits no longer with sharing
/// than without (a tenth is allowed for the timer).
/// </summary>
internal static class DistantBenchmark
{
    public static async Task<int> RunAsync(Options options)
    {
        var (callers, seconds, trip) = (options.Number("callers", 256), options.Number("seconds", 5), TimeSpan.FromMilliseconds(options.Number("trip", 5)));
        Console.WriteLine($"{Machine.Describe()}; {callers} callers, {seconds} s each, a round trip of {trip.TotalMilliseconds:n0} ms, four a transaction");
        await MeasureAsync(callers, 1, 1024, trip);
        var (single, shared) = (await MeasureAsync(callers, seconds, 1, trip), await MeasureAsync(callers, seconds, 1024, trip));
        var (loneSingle, loneShared) = (await MeasureAsync(1, seconds, 1, trip), await MeasureAsync(1, seconds, 1024, trip));
        Console.WriteLine($"one transaction a command   {single.PerSecond,8:n0} a second, wait {single.Median,8:n1} ms");
        Console.WriteLine($"shared commit               {shared.PerSecond,8:n0} a second, wait {shared.Median,8:n1} ms");
        Console.WriteLine($"ratio                       {shared.PerSecond / single.PerSecond,8:n1}   (at least 30)");
        Console.WriteLine($"a lone command waits        {loneShared.Median,8:n1} ms with sharing, {loneSingle.Median:n1} ms without");
        return shared.PerSecond >= 30 * single.PerSecond && loneShared.Median <= loneSingle.Median * 1.1 ? 0 : 1;
    }

    private static async Task<(double PerSecond, double Median)> MeasureAsync(int callers, int seconds, int maxBatch, TimeSpan trip)
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-benchmark-").FullName;
        try
        {
            await using var store = new DistantStore(await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db")), trip);
            var model = new BidModel();
            await using var writer = new Writer(store, model, new StateCache(store, model, 1000), new Feed(store, model), TimeProvider.System, new WriterOptions(MaxBatch: maxBatch));
            await writer.StartAsync(CancellationToken.None);
            var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
            var waits = (await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => AskAsync(writer, caller, until))))).SelectMany(each => each).Order().ToList();
            return (waits.Count / (double)seconds, waits[waits.Count / 2]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<double>> AskAsync(Writer writer, int caller, long until)
    {
        var hash = SHA256.HashData("body"u8);
        var waits = new List<double>();
        for (var i = 0; Stopwatch.GetTimestamp() < until; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            var bid = new BidTaken($"bid_{caller}_{i}", $"{caller}", 300_000_000 + i, 0, 1_785_722_700_000, i);
            var outcome = await writer.ExecuteAsync(new LogCommand("usr", ["auc_1"], log => Effect.None.Append("auc_1", bid with { At = log.Now })) { Key = new IdempotencyKey($"{caller}", $"{i}", hash) }, CancellationToken.None);
            if (outcome.Kind is not OutcomeKind.Done) throw new InvalidOperationException($"The log answered {outcome.Kind}: {writer.Fault}");
            // What was asked before the end and answered behind it is not counted.
            if (Stopwatch.GetTimestamp() < until) waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return waits;
    }
}
