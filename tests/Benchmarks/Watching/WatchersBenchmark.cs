using System.Buffers.Text;
using System.Collections.Concurrent;
using Marketplace.Benchmarks.Bids;

namespace Marketplace.Benchmarks.Watching;

/// <summary>
/// Many watch one auction while bids come at a steady rate: how long after the moment at which a bid was to be sent the picture that holds
/// it has reached the last of them.
/// </summary>
internal static class WatchersBenchmark
{
    /// <summary>Milliseconds.</summary>
    private const double Limit = 300;

    public static async Task<int> RunAsync(Options options)
    {
        LoadThread.Prepare();
        var (count, rate, length) = (options.Number("watchers", 5000), options.Number("rate", 500), TimeSpan.FromSeconds(options.Number("seconds", 20)));
        var folder = Directory.CreateTempSubdirectory("marketplace-watchers-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; {count} watchers of one auction, {rate} bids a second for {length.TotalSeconds:0} s.\n");
            var auction = await HotAuction.PrepareAsync(folder, 64);
            using var server = Server.Start(folder, ("RateLimits__Enabled", "false"));
            server.WaitFor($"/v1/auctions/{auction.Id}");
            using var load = new Load(server, auction.Bidders);
            var (bidding, tokens) = (new Lots(auction.All), auction.Tokens());
            Func<int, IScript> script = i => new BidScript(bidding, auction.Id, tokens[i], "w", lot => lot.Higher());
            load.Open(script, rate, TimeSpan.FromSeconds(5));

            using var audience = new Audience(server.Port, auction.Id, count);
            while (audience.Present < count) Thread.Sleep(20);
            load.Open(script, rate, TimeSpan.FromSeconds(5));
            Thread.Sleep(1000);

            var bids = new ConcurrentBag<(long Moment, long Position)>();
            load.Reader = (moment, answer) =>
            {
                if (Position(answer) is { } position) bids.Add((moment, position));
            };
            audience.Forget();
            var (stretch, answers, _) = load.Open(script, rate, length);
            Thread.Sleep(2000);

            var pictures = audience.Pictures;
            var delays = new List<long>();
            foreach (var (moment, position) in bids)
            {
                var shown = pictures.FirstOrDefault(picture => picture.Position >= position && picture.Complete > 0);
                if (shown.Complete == 0) throw new InvalidOperationException($"No picture with the bid at position {position} reached all {count} watchers.");
                delays.Add(shown.Complete - moment);
            }
            var reached = new Latencies(delays);
            Console.WriteLine($"{bids.Count} bids that counted, {answers}, accepted {stretch.AcceptedShare:0 %}.");
            Console.WriteLine($"{pictures.Count / length.TotalSeconds:0.0} pictures a second, {audience.Received / length.TotalSeconds:0} a second received by all; server {stretch.ServerTime / stretch.Elapsed / Environment.ProcessorCount:0 %} of the cores, client {stretch.ClientShare:0 %}.");
            Console.WriteLine($"From a bid's moment until its picture has reached the last watcher: {reached} (limit {Limit:0} ms at the 99th percentile).");
            return reached.At(0.99) <= Limit ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Where a bid that counted stands in the log.</summary>
    private static long? Position(ReadOnlySpan<byte> answer)
    {
        var at = answer.IndexOf("Marketplace-Position: "u8);
        return answer.StartsWith("HTTP/1.1 201"u8) && at >= 0 && Utf8Parser.TryParse(answer[(at + 22)..], out long position, out _) ? position : null;
    }
}
