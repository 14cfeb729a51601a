namespace Marketplace.Benchmarks.Bids;

/// <summary>Durable bids on one hot auction over HTTP, against an empty POST of the same server in the same run.</summary>
internal static class BidsBenchmark
{
    private const double LeastRatio = 0.25, LeastGain = 10;

    public static async Task<int> RunAsync(Options options)
    {
        LoadThread.Prepare();
        var (bidders, rounds, length) = (options.Number("bidders", 64), options.Number("rounds", 7), TimeSpan.FromSeconds(options.Number("seconds", 4)));
        var folder = Directory.CreateTempSubdirectory("marketplace-bids-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; {bidders} bidders and connections, {rounds} rounds of {length.TotalSeconds:0} s each, synchronous=FULL.\n");
            var auction = await HotAuction.PrepareAsync(folder, bidders, options.Number("auctions", 1));
            if (auction.All.Length > 1) Console.WriteLine($"Bids go to {auction.All.Length} auctions in turn.\n");
            var bidding = new Lots(auction.All);
            if (options.Number("profile", 0) is > 0 and var seconds) return Profile(auction, bidding, folder, TimeSpan.FromSeconds(seconds));
            var shared = Shared(auction, bidding, folder, rounds, length);
            var alone = Alone(auction, bidding, folder, Math.Min(rounds, 3), length);
            var gain = shared.PerSecond / alone.PerSecond;
            Console.WriteLine($"One transaction a command: {Say(alone)}. A shared commit is {gain:0.0} times that (limit {LeastGain:0}).");
            return shared.Ratio >= LeastRatio && gain >= LeastGain ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The server as it is: empty POST, bids that outbid one another and bids that are too low, by turns; then at half the speed.</summary>
    private static (double PerSecond, double Ratio) Shared(HotAuction auction, Lots bidding, string folder, int rounds, TimeSpan length)
    {
        using var server = Server.Start(folder);
        server.WaitFor($"/v1/auctions/{auction.Id}");
        using var load = new Load(server, auction.Bidders);
        var (empty, higher, low) = Scripts(auction, bidding, "s");
        foreach (var script in (Func<int, IScript>[])[empty, higher, low, empty, higher, low]) load.Closed(script, length);

        var results = new List<(Stretch Empty, Stretch Bids, Stretch Low)>();
        for (var i = 0; i < rounds; i++)
        {
            var nothing = load.Closed(empty, length);
            results.Add((nothing, Recorded(auction, load, higher, length), Recorded(auction, load, low, length)));
        }
        var (a, b, c) = (results.Select(r => r.Empty).ToList(), results.Select(r => r.Bids).ToList(), results.Select(r => r.Low).ToList());
        var (ratio, lowRatio) = (Median(results.Select(r => r.Bids.PerSecond / r.Empty.PerSecond)), Median(results.Select(r => r.Low.PerSecond / r.Empty.PerSecond)));
        Console.WriteLine("| closed loop, medians | a second | least – most | of the empty POST | accepted | server's processor time | it allocates | client's share of the cores |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        Row("empty POST", a, null);
        Row("bids that outbid one another", b, ratio);
        Row("bids that are all too low", c, lowRatio);
        Console.WriteLine();

        var perSecond = Median(b.Select(s => s.PerSecond));
        var (half, answers, sending) = load.Open(higher, perSecond / 2, length * 3);
        Console.WriteLine($"Open loop at {half.PerSecond:0} bids a second, from each bid's moment to its answer: {answers} (of which this client's own delay in sending: {sending}); "
            + $"accepted {half.AcceptedShare:0 %}, client's share {half.ClientShare:0 %}.\n");
        return (perSecond, ratio);
    }

    /// <summary>Bids and nothing else, for as long as somebody looks at the server with a profiler.</summary>
    private static int Profile(HotAuction auction, Lots bidding, string folder, TimeSpan length)
    {
        using var server = Server.Start(folder);
        server.WaitFor($"/v1/auctions/{auction.Id}");
        using var load = new Load(server, auction.Bidders);
        var (_, higher, _) = Scripts(auction, bidding, "p");
        load.Closed(higher, TimeSpan.FromSeconds(10));
        Console.WriteLine($"Process {server.Id} is under load for {length.TotalSeconds:0} s.");
        Console.WriteLine(Say(load.Closed(higher, length)));
        return 0;
    }

    private static Stretch Alone(HotAuction auction, Lots bidding, string folder, int rounds, TimeSpan length)
    {
        using var server = Server.Start(folder, ("Log__MaxBatch", "1"));
        server.WaitFor($"/v1/auctions/{auction.Id}");
        using var load = new Load(server, auction.Bidders);
        var (_, higher, _) = Scripts(auction, bidding, "a");
        load.Closed(higher, length);
        var stretches = Enumerable.Range(0, rounds).Select(_ => Recorded(auction, load, higher, length)).OrderBy(s => s.PerSecond).ToList();
        return stretches[stretches.Count / 2];
    }

    private static (Func<int, IScript> Empty, Func<int, IScript> Higher, Func<int, IScript> Low) Scripts(HotAuction auction, Lots bidding, string run)
    {
        var tokens = auction.Tokens();
        return (_ => new EmptyScript(),
            i => new BidScript(bidding, auction.Id, tokens[i], run, lot => lot.Higher()),
            i => new BidScript(bidding, auction.Id, tokens[i], run, _ => HotAuction.StartPrice.Fen));
    }

    /// <summary>A stretch of bids; every answer must stand in the log, accepted or refused, once.</summary>
    private static Stretch Recorded(HotAuction auction, Load load, Func<int, IScript> script, TimeSpan length)
    {
        var before = auction.Position();
        var stretch = load.Closed(script, length);
        var (accepted, refused) = load.Count();
        var written = auction.Position() - before;
        return written == accepted + refused ? stretch
            : throw new InvalidOperationException($"{accepted} bids were accepted and {refused} refused, and the log holds {written} more events.");
    }

    private static void Row(string name, List<Stretch> all, double? ratio) => Console.WriteLine(
        $"| {name} | {Median(all.Select(s => s.PerSecond)):0} | {all.Min(s => s.PerSecond):0} – {all.Max(s => s.PerSecond):0} "
        + $"| {(ratio is { } r ? $"{r:0.000}" : "")} | {(ratio is null ? "" : $"{Median(all.Select(s => s.AcceptedShare)):0 %}")} "
        + $"| {Median(all.Select(s => s.ServerMicroseconds)):0.0} µs | {Median(all.Select(s => s.ServerBytes)) / 1000:0.0} kB | {Median(all.Select(s => s.ClientShare)):0 %} |");

    private static string Say(Stretch stretch) =>
        $"{stretch.PerSecond:0} bids a second, accepted {stretch.AcceptedShare:0 %}, server {stretch.ServerMicroseconds:0.0} µs and {stretch.ServerBytes / 1000:0.0} kB a bid, client's share {stretch.ClientShare:0 %}";

    private static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[sorted.Length / 2];
    }
}
