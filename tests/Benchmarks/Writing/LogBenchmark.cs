using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Log;
using Marketplace.Log.Sqlite;

namespace Marketplace.Benchmarks.Writing;

/// <summary>
/// How many durable commands a second the writer takes, with the commit shared by all who wait and with a transaction for
/// each: <c>log [callers] [seconds] [rounds]</c>. Each caller waits for its answer before it asks again. A command has a
/// UUIDv7 as its key and appends one event of a bid's size to one hot stream. The two are measured in turns, and the ratio is the
/// median of the turns' ratios, because a disk is not as fast at one moment as at another.
/// </summary>
internal static class LogBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        int Argument(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        var (callers, seconds, rounds) = (Argument(0, 64), Argument(1, 3), Argument(2, 9));
        Console.WriteLine($"{Environment.ProcessorCount} processors, {callers} callers, {rounds} rounds of {seconds} s each; a flush of 4 KB takes {FlushMicroseconds():n0} µs");

        var turns = new List<(Figures Single, Figures Shared)>();
        await MeasureAsync(callers, 1, 1024);
        for (var round = 0; round < rounds; round++)
        {
            turns.Add((await MeasureAsync(callers, seconds, maxBatch: 1), await MeasureAsync(callers, seconds, maxBatch: 1024)));
            Console.WriteLine($"  {turns[^1].Single.PerSecond,9:n0} {turns[^1].Shared.PerSecond,9:n0} {turns[^1].Shared.PerSecond / turns[^1].Single.PerSecond,6:n1}");
        }
        Console.WriteLine($"one transaction a command   {Median(turns.Select(turn => turn.Single), figures => figures.PerSecond)}");
        Console.WriteLine($"shared commit               {Median(turns.Select(turn => turn.Shared), figures => figures.PerSecond)}");
        Console.WriteLine($"ratio                       {Median(turns.Select(turn => turn.Shared.PerSecond / turn.Single.PerSecond), ratio => ratio):n1}");
    }

    private static async Task<Figures> MeasureAsync(int callers, int seconds, int maxBatch)
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-benchmark-").FullName;
        try
        {
            await using var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db"));
            var model = new BidModel();
            var cache = new StateCache(store, model, 1000);
            await using var writer = new Writer(store, model, cache, new Feed(store, model), TimeProvider.System, new WriterOptions(MaxBatch: maxBatch));
            await writer.StartAsync(CancellationToken.None);

            using var commits = new CommitCount();
            var (allocated, processor, start) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            var until = start + (seconds * Stopwatch.Frequency);
            var waits = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => BidAsync(writer, caller, until))));
            var elapsed = Stopwatch.GetElapsedTime(start);
            var taken = waits.Sum(each => each.Count);
            var sorted = waits.SelectMany(each => each).Order().ToList();
            return new Figures(taken / elapsed.TotalSeconds, taken / (double)commits.Total, sorted[taken / 2], sorted[taken * 99 / 100],
                (GC.GetTotalAllocatedBytes() - allocated) / (double)taken, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / taken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<double>> BidAsync(Writer writer, int caller, long until)
    {
        var hash = SHA256.HashData("body"u8);
        var waits = new List<double>();
        for (var i = 0; Stopwatch.GetTimestamp() < until; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            var bid = new BidTaken($"bid_0198{caller:x4}00007000{i:x16}", $"竞买人{caller}", 300_000_000 + i, 1_785_722_400_000, 1_785_722_700_000, i);
            var outcome = await writer.ExecuteAsync(new LogCommand("usr_01990000000070008000000000000001", ["auc_01990000000070008000000000000001"],
                log => Effect.None.Append("auc_01990000000070008000000000000001", bid with { At = log.Now }))
            {
                Key = new IdempotencyKey($"usr_0199000000007000800000000000{caller:x4}", Guid.CreateVersion7().ToString(), hash),
            }, CancellationToken.None);
            if (outcome.Kind is not OutcomeKind.Done) throw new InvalidOperationException($"The log answered {outcome.Kind}: {writer.Fault}");
            waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        return waits;
    }

    private static T Median<T>(IEnumerable<T> values, Func<T, double> by)
    {
        var sorted = values.OrderBy(by).ToList();
        return sorted[sorted.Count / 2];
    }

    private static double FlushMicroseconds()
    {
        var path = Path.GetTempFileName();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 300; i++)
        {
            file.Write(new byte[4096]);
            file.Flush(flushToDisk: true);
        }
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / 300;
    }

    private sealed class CommitCount : IDisposable
    {
        private readonly MeterListener listener = new();
        private long total;

        public CommitCount()
        {
            listener.InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Name == "marketplace.log.commits") meter.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, commits, _, _) => Interlocked.Add(ref total, commits));
            listener.Start();
        }

        public long Total => Interlocked.Read(ref total);

        public void Dispose() => listener.Dispose();
    }

    private sealed record Figures(double PerSecond, double PerCommit, double Median, double Slowest, double Bytes, double Processor)
    {
        public override string ToString() =>
            $"{PerSecond,9:n0} commands/s, {PerCommit:n0} a commit, wait {Median:n2} ms (99 %: {Slowest:n2}), {Bytes,6:n0} bytes and {Processor:n1} µs of processor each";
    }
}
