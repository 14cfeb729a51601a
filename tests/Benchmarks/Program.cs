using Marketplace.Benchmarks.Bids;
using Marketplace.Benchmarks.National;
using Marketplace.Benchmarks.Searching;
using Marketplace.Benchmarks.Start;
using Marketplace.Benchmarks.Watching;
using Marketplace.Benchmarks.Writing;

namespace Marketplace.Benchmarks;

static class Program
{
    /// <summary>The exit code says whether the limit was met, where there is one.</summary>
    private static readonly Dictionary<string, Func<string[], Task<int>>> Measurements = new(StringComparer.Ordinal)
    {
        ["bids"] = options => BidsBenchmark.RunAsync(new Options(options)),
        ["checker"] = options => CheckerBenchmark.RunAsync(new Options(options)),
        ["deciding"] = options => Task.FromResult(DecidingBenchmark.Run(new Options(options))),
        ["distant"] = options => DistantBenchmark.RunAsync(new Options(options)),
        ["log"] = async options =>
        {
            await LogBenchmark.RunAsync(options);
            return 0;
        },
        ["national"] = options => NationalBenchmark.RunAsync(new Options(options)),
        ["pause"] = options => PauseBenchmark.RunAsync(new Options(options)),
        ["projection"] = async options =>
        {
            await ProjectionBenchmark.RunAsync(options);
            return 0;
        },
        ["search"] = options => Task.FromResult(SearchBenchmark.Run(new Options(options))),
        ["search-http"] = options => SearchOverHttp.RunAsync(new Options(options)),
        ["start"] = options => StartBenchmark.RunAsync(new Options(options)),
        ["watchers"] = options => WatchersBenchmark.RunAsync(new Options(options)),
    };

    static Task<int> Main(string[] args)
    {
        if (args is [var name, .. var options] && Measurements.TryGetValue(name, out var measure)) return measure(options);
        Console.Error.WriteLine($"What shall be measured? One of: {string.Join(", ", Measurements.Keys)}");
        return Task.FromResult(1);
    }
}
