using System.Diagnostics;
using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Benchmarks.Searching;

/// <summary>The same mix of queries through the real server: the documents are events of a log, which the server has folded.</summary>
internal static class SearchOverHttp
{
    /// <summary>Of ten documents there are sixteen events, and no stream's are to be cut in two.</summary>
    private const int EventsPerCommand = 64 * 16;

    public static async Task<int> RunAsync(Options options)
    {
        var (documents, rounds) = (options.Number("documents", 500_000), options.Number("rounds", 7));
        var folder = options.Text("folder") ?? Directory.CreateTempSubdirectory("search-http-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; data in {folder}.");
            if (!File.Exists(Path.Combine(folder, "log.db"))) await LoadAsync(folder, documents);
            using var server = Server.StartOnCore(0, folder, ("RateLimits__Enabled", "false"));
            server.WaitFor("/health/ready");
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
            return Measure(server, http, new QueryMix(options.Number("queries", 20)).Choose(text => Count(http, text), documents), rounds);
        }
        finally
        {
            if (options.Text("folder") is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static int Measure(Server server, HttpClient http, IReadOnlyList<Query> mix, int rounds)
    {
        SearchBenchmark.Print(mix);
        var (times, random, busy) = (new List<(Query Query, double Milliseconds)>(), new Random(1), server.Processor);
        for (var round = 0; round < rounds; round++)
        {
            // The first round warms the code up, and the cache.
            if (round == 1) busy = server.Processor;
            foreach (var query in mix.OrderBy(_ => random.Next()))
            {
                var clock = Stopwatch.StartNew();
                Get(http, $"/v1/search?q={Uri.EscapeDataString(query.Text)}");
                if (round > 0) times.Add((query, clock.Elapsed.TotalMilliseconds));
            }
        }
        Console.WriteLine($"{"",-24}{"median",9}{"90 %",9}{"99 %",9}{"worst",9}  milliseconds over HTTP, the server on one core, one client, {times.Count} requests behind {mix.Count} that are not counted");
        foreach (var group in times.GroupBy(t => t.Query.Frequency).OrderBy(g => g.Key)) SearchBenchmark.Print($"{group.Key}", group.Select(t => t.Milliseconds));
        foreach (var group in times.GroupBy(t => t.Query.Kind).OrderBy(g => g.Key)) SearchBenchmark.Print($"{group.Key}", group.Select(t => t.Milliseconds));
        var all = SearchBenchmark.Print("all", times.Select(t => t.Milliseconds));
        Console.WriteLine($"{(server.Processor - busy).TotalMilliseconds / times.Count:n2} ms of processor each; limit {SearchBenchmark.Limit.TotalMilliseconds} ms at the 99th percentile: {(all <= SearchBenchmark.Limit.TotalMilliseconds ? "met" : "not met")}");
        return all <= SearchBenchmark.Limit.TotalMilliseconds ? 0 : 1;
    }

    private static byte[] Get(HttpClient http, string path) => http.GetByteArrayAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult();

    private static long Count(HttpClient http, string text) =>
        JsonDocument.Parse(Get(http, $"/v1/search?limit=1&q={Uri.EscapeDataString(text)}")).RootElement.GetProperty("count").GetInt64();

    /// <summary>Writes the documents' events through the writer, and waits until every view has folded them.</summary>
    private static async Task LoadAsync(string folder, int documents)
    {
        await using var market = TestMarket.Open(folder, host => host
            .UseContentRoot(AppContext.BaseDirectory).UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System))));
        var (writer, clock) = (market.Services.GetRequiredService<Writer>(), Stopwatch.StartNew());
        foreach (var batch in SearchBenchmark.Events(documents).Chunk(EventsPerCommand))
        {
            var outcome = await writer.ExecuteAsync(new LogCommand("system:benchmark", [], _ => batch.Aggregate(Effect.None, (effect, e) => effect.Append(e.Stream, e.Event)))
            {
                Begins = batch.Select(e => e.Stream).ToHashSet(StringComparer.Ordinal),
            }, CancellationToken.None);
            if (!outcome.Written) throw new InvalidOperationException($"The log answered {outcome.Kind}.");
        }
        Console.WriteLine($"written in {clock.Elapsed.TotalSeconds:n0} s");
        var model = market.Services.GetRequiredService<Projections>().Model;
        while (!await model.WaitForAsync(market.Position, TimeSpan.FromMinutes(1), CancellationToken.None)) Console.WriteLine($"  {model.Status}");
        Console.WriteLine($"folded after {clock.Elapsed.TotalSeconds:n0} s");
    }
}
