using System.Diagnostics;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Benchmarks.Bids;

/// <summary>How long the offline checker takes over the record of one auction with very many bids, as the program that anybody runs.</summary>
internal static class CheckerBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(Options options)
    {
        LoadThread.Prepare();
        var (bids, rounds) = (options.Number("bids", 100_000), options.Number("rounds", 3));
        var folder = Directory.CreateTempSubdirectory("marketplace-checker-").FullName;
        try
        {
            var auction = await HotAuction.PrepareAsync(folder, 64);
            var counted = Bid(auction, folder, bids);
            var (record, keys) = (Path.Combine(folder, "record.json"), Path.Combine(folder, "keys.json"));
            await EndAsync(auction, folder, record, keys);
            Console.WriteLine($"{Machine.Describe()}; a record of {counted} bids, {new FileInfo(record).Length / 1e6:0} MB.\n");
            var times = new List<TimeSpan>();
            for (var i = 0; i < rounds; i++) times.Add(Check(record, keys));
            times.Sort();
            Console.WriteLine($"Checked in {times[rounds / 2].TotalSeconds:0.00} s (median of {rounds}, {times[0].TotalSeconds:0.00} to {times[^1].TotalSeconds:0.00}), start of the program included (limit {Limit.TotalSeconds:0} s).");
            return times[rounds / 2] <= Limit ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Bid(HotAuction auction, string folder, int bids)
    {
        using var server = Server.Start(folder);
        server.WaitFor($"/v1/auctions/{auction.Id}");
        using var load = new Load(server, auction.Bidders);
        var (bidding, tokens) = (new Lots(auction.All), auction.Tokens());
        var accepted = 0L;
        while (accepted < bids)
        {
            load.Closed(i => new BidScript(bidding, auction.Id, tokens[i], "c", lot => lot.Higher()), TimeSpan.FromSeconds(2));
            accepted += load.Count().Accepted;
        }
        return accepted;
    }

    /// <summary>The auction ends, and its record is read as anybody reads it.</summary>
    private static async Task EndAsync(HotAuction auction, string folder, string record, string keys)
    {
        await using var market = TestMarket.Open(folder, host => host
            .UseContentRoot(AppContext.BaseDirectory).UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System))));
        market.Stranger.Http.Timeout = TimeSpan.FromMinutes(10);
        var closesAt = (await market.Stranger.Get($"/v1/auctions/{auction.Id}")).Is(200).Time("closesAt");
        var house = await market.SignInAsync(auction.House.Organization, auction.House.Subject, auction.House.Secret);
        (await house.Post("/sandbox/clock", new { until = Deal.At(closesAt.AddMinutes(1)) })).Is(200);
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await using (var answer = await market.Stranger.Http.GetStreamAsync($"/v1/auctions/{auction.Id}/record"))
        await using (var file = File.Create(record)) await answer.CopyToAsync(file);
        Console.WriteLine($"Read into a file in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0} s of processor with the client's share.");
        await File.WriteAllTextAsync(keys, (await market.Stranger.Get("/.well-known/jwks.json")).Is(200).Body);
    }

    private static TimeSpan Check(string record, string keys)
    {
        var started = Stopwatch.GetTimestamp();
        using var checker = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marketplace.Verify.dll"), record, "--keys", keys]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = checker.StandardOutput.ReadToEnd();
        checker.WaitForExit();
        return checker.ExitCode == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException(said);
    }
}
