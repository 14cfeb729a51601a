using System.Diagnostics;
using Marketplace.Benchmarks.Bids;

namespace Marketplace.Benchmarks.Start;

/// <summary>How long the published server takes on an existing folder until the first answer of 200, and what it holds when it has nothing to do.</summary>
internal static class StartBenchmark
{
    private const double MostSeconds = 2, MostMegabytes = 200;

    public static async Task<int> RunAsync(Options options)
    {
        var (rounds, settle) = (options.Number("rounds", 5), TimeSpan.FromSeconds(options.Number("seconds", 10)));
        var folder = Directory.CreateTempSubdirectory("marketplace-start-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; {rounds} starts of the published build, memory {settle.TotalSeconds:0} s after each.\n");
            var program = options.Text("published") ?? Publish(Path.Combine(folder, "published"));
            var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
            var auction = await HotAuction.PrepareAsync(data, 64);
            var (seconds, busy, megabytes) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < rounds; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var server = Server.Start(data, program, ["Marketplace.Api.dll"], []);
                server.WaitFor($"/v1/auctions/{auction.Id}");
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                busy.Add(server.Processor.TotalSeconds);
                Thread.Sleep(settle);
                megabytes.Add(server.Memory / 1e6);
            }
            var (start, memory) = (Median(seconds), Median(megabytes));
            Console.WriteLine($"From the start of the process to the first 200: {start:0.00} s ({seconds.Min():0.00} – {seconds.Max():0.00}; limit {MostSeconds:0} s), of which {Median(busy):0.00} s of processor time.");
            Console.WriteLine($"Physical memory, idle: {memory:0} MB ({megabytes.Min():0} – {megabytes.Max():0}; limit {MostMegabytes:0} MB).");
            return start <= MostSeconds && memory <= MostMegabytes ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Publish(string folder)
    {
        string[] arguments = ["publish", "src/Marketplace.Api", "-c", "Release", "-o", folder, "--nologo", "-v", "quiet", "-nodeReuse:false"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException("dotnet publish failed.");
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
