using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Marketplace.Benchmarks.Bids;

/// <summary>A market stops all its open auctions in one commit and lets them go on: what that takes. Whoever bids at that moment waits as long.</summary>
internal static class PauseBenchmark
{
    public static async Task<int> RunAsync(Options options)
    {
        var (auctions, rounds) = (options.Number("auctions", 2000), options.Number("rounds", 5));
        var folder = Directory.CreateTempSubdirectory("marketplace-pause-").FullName;
        try
        {
            Console.WriteLine($"{Machine.Describe()}; {auctions} open auctions, {rounds} rounds, synchronous=FULL.\n");
            var auction = await HotAuction.PrepareAsync(folder, 4, auctions);
            using var server = Server.Start(folder);
            server.WaitFor($"/v1/auctions/{auction.Id}");
            using var house = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"), Timeout = TimeSpan.FromMinutes(5) };
            house.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", auction.HouseToken());
            var (pauses, resumptions) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                pauses.Add(await AskAsync(house, "/v1/auction-pauses", new { reason = "系统维护" }, $"pause-{round}", auctions));
                resumptions.Add(await AskAsync(house, "/v1/auction-resumptions", null, $"resume-{round}", auctions));
            }
            Console.WriteLine($"pause  {Say(pauses)}\nresume {Say(resumptions)}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds until the answer, which names all the auctions.</summary>
    private static async Task<double> AskAsync(HttpClient house, string path, object? body, string key, int auctions)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
        var begun = Stopwatch.GetTimestamp();
        using var answer = await house.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(text);
        using var json = JsonDocument.Parse(text);
        var told = json.RootElement.GetProperty("auctions").GetArrayLength();
        return told == auctions ? took : throw new InvalidOperationException($"{told} of {auctions} auctions.");
    }

    private static string Say(List<double> milliseconds)
    {
        milliseconds.Sort();
        return $"{milliseconds[milliseconds.Count / 2]:0} ms (median of {milliseconds.Count}; {milliseconds[0]:0} to {milliseconds[^1]:0})";
    }
}
