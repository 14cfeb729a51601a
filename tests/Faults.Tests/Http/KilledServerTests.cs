using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Marketplace.Api.Pipeline;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;
using Marketplace.ReadModel;
using Marketplace.Tests;
using Marketplace.Tests.Databases;

namespace Marketplace.Faults.Tests.Http;

/// <summary>
/// The whole server is killed (kill -9) while 32 bidders bid over HTTP, and started again. Two rounds here;
/// <c>MARKETPLACE_KILL_ROUNDS=50</c> makes a campaign of it.
/// </summary>
public sealed class KilledServerTests
{
    private const int Bidders = 32;

    private string prepared = null!;
    private string auction = null!;
    private IReadOnlyList<Client> bidders = null!;
    private long answers, counted, cut, stored;

    private static IEnumerable<int> Rounds => Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("MARKETPLACE_KILL_ROUNDS") ?? "2"));

    /// <param name="Bidder">Whose label is one more.</param>
    private sealed record Bid(int Bidder, string Key, long Wan)
    {
        public long Fen => Wan * Deal.Wan;
    }

    [OneTimeSetUp]
    public async Task Prepare()
    {
        prepared = Directory.CreateTempSubdirectory("marketplace-killed-").FullName;
        await using var market = TestMarket.Open(prepared);
        // The servers that go on with this folder go by the machine's clock.
        market.Clock.Advance(TimeProvider.System.GetUtcNow() - TestMarket.Start);
        var deal = await Deal.OpenAsync(market, Bidders, change: body =>
        {
            body["ladder"] = new object[] { new { from = Deal.InWan(0), step = Deal.InWan(1) } };
            body["wholeSteps"] = false;
        });
        (auction, bidders) = (deal.Auction, deal.Bidders);
    }

    [OneTimeTearDown]
    public void Forget()
    {
        Directory.Delete(prepared, recursive: true);
        TestContext.Progress.WriteLine($"{Rounds.Count()} kills: {answers} answers, {counted} of them bids that count; {cut} requests cut off, {stored} of them in the log all the same.");
    }

    [TestCaseSource(nameof(Rounds))]
    public async Task Every_acknowledged_bid_is_on_record_once_and_one_cut_off_is_not_doubled_by_its_key(int round)
    {
        if (TestServer.IsNamed) Assert.Ignore("It copies the log as a file, and reads its rows there.");
        var folder = Directory.CreateTempSubdirectory("marketplace-killed-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(prepared)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            var (answered, unanswered) = await BidAndKillAsync(folder, new Random(round).Next(1, 3000));
            Assert.That(unanswered, Has.Count.EqualTo(Bidders), "every bidder was cut off");
            var before = BidRecord.Read(folder, auction).Select(bid => bid.Fen).ToHashSet();

            using (var server = await ServerProcess.StartAsync(folder)) await AskAgainAsync(server, answered, unanswered, before);

            CheckRecord(BidRecord.Read(folder, auction), answered, unanswered);
            await CheckLogAndReadModelAsync(folder);
            answers += answered.Count;
            counted += answered.Values.Count(reply => reply.Status == 201);
            cut += unanswered.Count;
            stored += unanswered.Count(bid => before.Contains(bid.Fen));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>All bid as fast as they are answered, each higher than anybody has offered; after so many answers the server is killed.</summary>
    private async Task<(IReadOnlyDictionary<Bid, Reply> Answered, IReadOnlyCollection<Bid> Unanswered)> BidAndKillAsync(string folder, int count)
    {
        var (answered, unanswered) = (new ConcurrentDictionary<Bid, Reply>(), new ConcurrentBag<Bid>());
        var (highest, many) = (299L, 0);
        using var server = await ServerProcess.StartAsync(folder);
        var clients = await Task.WhenAll(bidders.Select(server.SignInAsync));
        await Task.WhenAll(clients.Select((client, bidder) => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var bid = new Bid(bidder, $"{bidder}-{i}", Interlocked.Increment(ref highest));
                if (await TryAsync(client, bid) is not { } reply)
                {
                    unanswered.Add(bid);
                    return;
                }
                answered[bid] = reply;
                if (Interlocked.Increment(ref many) == count) server.Kill();
            }
        })));
        return (answered, unanswered);
    }

    /// <summary>Null when the server was gone before it had answered.</summary>
    private async Task<Reply?> TryAsync(Client client, Bid bid)
    {
        try
        {
            return await PostAsync(client, bid);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private Task<Reply> PostAsync(Client client, Bid bid) => client.Post($"/v1/auctions/{auction}/bids", new { amount = Deal.InWan(bid.Wan) }, bid.Key);

    private async Task AskAgainAsync(ServerProcess server, IReadOnlyDictionary<Bid, Reply> answered, IReadOnlyCollection<Bid> unanswered, HashSet<long> before)
    {
        Assert.That((await server.Stranger.Get("/health/ready")).Is(200).Text("status"), Is.EqualTo("ready"));
        var clients = await Task.WhenAll(bidders.Select(server.SignInAsync));
        foreach (var bid in unanswered)
        {
            var first = await PostAsync(clients[bid.Bidder], bid);
            if (first.Status == 201) Assert.That(first.Replayed, Is.EqualTo(before.Contains(bid.Fen)), "it says whether it was there");
            var second = await PostAsync(clients[bid.Bidder], bid);
            Same(second, first);
        }
        foreach (var (bid, reply) in answered.TakeLast(100)) Same(await PostAsync(clients[bid.Bidder], bid), reply);
    }

    /// <summary>The first answer again. A problem names a trace of its own, and the tree's head is signed anew.</summary>
    private static void Same(Reply again, Reply first)
    {
        Assert.That((again.Status, again.Code), Is.EqualTo((first.Status, first.Code)));
        if (first.Status == 201) Assert.That((WithoutHead(again), again.Replayed), Is.EqualTo((WithoutHead(first), true)));
        else first.Refused(422, "bid.too_low");
    }

    private static string WithoutHead(Reply reply)
    {
        var receipt = JsonNode.Parse(reply.Body)!.AsObject();
        foreach (var member in new[] { "checkpoint", "path" }) Assert.That(receipt["proof"]!.AsObject().Remove(member), member);
        return receipt.ToJsonString();
    }

    private static void CheckRecord(IReadOnlyList<RecordedBid> record, IReadOnlyDictionary<Bid, Reply> answered, IReadOnlyCollection<Bid> unanswered)
    {
        // No two bids offer the same, so the amount tells them apart; and everything that was sent is there now.
        Assert.That(record.Select(bid => bid.Fen), Is.EquivalentTo(answered.Keys.Concat(unanswered).Select(bid => bid.Fen)), "each once and no other");
        var byAmount = record.ToDictionary(bid => bid.Fen);
        foreach (var (bid, reply) in answered)
        {
            var found = byAmount[bid.Fen];
            Assert.That((found.Counts, found.Label), Is.EqualTo((reply.Status == 201, $"{bid.Bidder + 1}")));
            if (reply.Status == 201)
                Assert.That((found.Position, found.Bid, found.Sequence), Is.EqualTo((reply["position"].GetInt64(), reply.Text("bidId"), reply["sequence"].GetInt64())));
        }
        var counting = record.Where(bid => bid.Counts).ToArray();
        Assert.That(counting.Select(bid => bid.Sequence), Is.EqualTo(Enumerable.Range(1, counting.Length)));
        Assert.That(counting.Select(bid => bid.Fen), Is.Ordered);
    }

    private static async Task CheckLogAndReadModelAsync(string folder)
    {
        await using var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db"));
        var events = await SoundLog.AssertAsync(store);
        await using var views = await MarketViews.OpenAsync(new MarketViewsOptions(folder), Views.All, store, new Feed(store, new DomainModel()), TimeProvider.System, CancellationToken.None);
        Assert.That(await views.WaitForAsync(events.Count, TimeSpan.FromSeconds(30), CancellationToken.None));
        var followed = await DumpAsync(views);
        await views.RebuildAsync(CancellationToken.None);
        Assert.That(await DumpAsync(views), Is.EqualTo(followed), "rebuilt from zero equals what both servers followed");
    }

    private static async Task<string> DumpAsync(MarketViews views)
    {
        await using var text = new StringWriter();
        await views.DumpAsync(text, CancellationToken.None);
        return text.ToString();
    }
}
