using System.Diagnostics;
using System.Security.Cryptography;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.ReadModel;
using Marketplace.ReadModel.Reports;

namespace Marketplace.Benchmarks;

/// <summary>
/// How fast the read model follows: <c>projection [events] [rate]</c>. Bids of one hot auction and of a hundred, then
/// contracts from draft to ledger, each folded from a stored log; then bids that arrive at a steady rate, and how late the
/// rows have them; then the month's report over the contracts.
/// </summary>
static class ProjectionBenchmark
{
    private static readonly Instant Now = new(1_785_722_400_000);

    public static async Task RunAsync(string[] args)
    {
        var events = args.Length > 0 ? int.Parse(args[0]) : 300_000;
        var rate = args.Length > 1 ? int.Parse(args[1]) : 20_000;
        Console.WriteLine($"{Environment.ProcessorCount} processors, {events:n0} events");
        await FoldAsync("bids, one auction", Bids(1).Take(events));
        await FoldAsync("bids, 100 auctions", Bids(100).Take(events));
        await FoldAsync("contracts", Contracts().Take(events), ReportAsync);
        await FollowAsync(rate, TimeSpan.FromSeconds(10));
    }

    private static async Task FoldAsync(string name, IEnumerable<(string Stream, Event Event)> history, Func<MarketViews, Task>? then = null)
    {
        var folder = Directory.CreateTempSubdirectory("projection-").FullName;
        await using (var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db")))
        {
            var count = await FillAsync(store, history);
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await using var views = await MarketViews.OpenAsync(new MarketViewsOptions(folder), Views.All, store, new Feed(store, new Events()), TimeProvider.System, CancellationToken.None);
            await views.WaitForAsync(count, TimeSpan.FromHours(1), CancellationToken.None);
            var (seconds, busy) = (clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - before);
            var size = new FileInfo(Directory.GetFiles(folder, "read-model-0.*.db").Single()).Length;
            Console.WriteLine($"{name,-20} {count / seconds,10:n0} events/s   {busy.TotalMicroseconds / count,5:n1} µs of processor/event   {(double)size / count,6:n0} bytes/event   {views.Status.ParkedStreams} parked");
            if (then is not null) await then(views);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FollowAsync(int rate, TimeSpan length)
    {
        var folder = Directory.CreateTempSubdirectory("projection-").FullName;
        await using (var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db")))
        {
            var feed = new Feed(store, new Events());
            await using var views = await MarketViews.OpenAsync(new MarketViewsOptions(folder), Views.All, store, feed, TimeProvider.System, CancellationToken.None);
            var lags = new List<double>();
            var waiting = new List<Task>();
            var clock = Stopwatch.StartNew();
            long position = 0;
            // In steps of a millisecond, as a writer commits them.
            foreach (var commit in Bids(10).Chunk(rate / 1000))
            {
                var at = TimeSpan.FromMilliseconds(position * 1000d / rate);
                if (at > length) break;
                while (clock.Elapsed < at) Thread.Yield();
                feed.Publish([.. commit.Select(e => new LogEvent(Stored(++position, e.Stream, "", []), e.Event))]);
                if (waiting.Count * 5 < at.TotalMilliseconds) waiting.Add(LagAsync(views, position, clock, lags));
            }
            await Task.WhenAll(waiting);
            lags.Sort();
            Console.WriteLine($"{$"bids at {rate:n0}/s",-20} rows late by {lags[lags.Count / 2]:n1} ms (median), {lags[lags.Count * 99 / 100]:n1} ms (99th percentile), {lags[^1]:n1} ms (worst)");
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task LagAsync(MarketViews views, long position, Stopwatch clock, List<double> lags)
    {
        var from = clock.Elapsed;
        await views.WaitForAsync(position, TimeSpan.FromMinutes(1), CancellationToken.None);
        lock (lags) lags.Add((clock.Elapsed - from).TotalMilliseconds);
    }

    private static Task ReportAsync(MarketViews views)
    {
        var months = Enumerable.Range(1, 12).Select(m => new Month(2023, m)).ToList();
        var times = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var clock = Stopwatch.StartNew();
            var answer = views.Ask(new MonthlyReport { Period = months[i % 12], Base = (ReportBase)(i % 3), Region = i % 2 == 0 ? null : "330000" });
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (answer.Figures is null) throw new InvalidOperationException(answer.IncompleteBecause);
        }
        times.Sort();
        Console.WriteLine($"{"  monthly report",-20} {times[times.Count / 2]:n2} ms (median), {times[times.Count * 99 / 100]:n2} ms (99th percentile)");
        return Task.CompletedTask;
    }

    private static async Task<long> FillAsync(SqliteLogStore store, IEnumerable<(string Stream, Event Event)> history)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var head = LogHead.Empty;
        foreach (var commit in history.Chunk(10_000))
        {
            await using var batch = await store.BeginAsync(LookUp.From(head.Position), CancellationToken.None);
            var stored = new List<StoredEvent>();
            foreach (var (stream, e) in commit)
            {
                var (type, _, data) = EventCatalogue.Encode(e);
                var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
                stored.Add(Stored(head.Position + stored.Count + 1, stream, type, data, version));
            }
            head = head with { Position = head.Position + stored.Count, At = Now.UnixMilliseconds };
            await batch.CommitAsync(new BatchWrite(head, stored, [], [], []), CancellationToken.None);
        }
        return head.Position;
    }

    private static StoredEvent Stored(long position, string stream, string type, byte[] data, long version = 1) => new()
    {
        Position = position, Stream = stream, Version = version, Type = type, TypeVersion = 1, At = Now.UnixMilliseconds, Actor = "", Salt = RandomNumberGenerator.GetBytes(32), Data = data,
    };

    private static IEnumerable<(string Stream, Event Event)> Bids(int auctions)
    {
        var ids = Enumerable.Range(1, auctions).Select(i => Id(Ids.Auction, i)).ToArray();
        foreach (var id in ids)
            yield return (id, new AuctionAnnounced(id, new AuctionTerms(Id(Ids.Listing, 1), Id(Ids.Achievement, 1), Id(Ids.Organization, 1), Id(Ids.Organization, 2), "玻璃窑炉环保治理技术",
                AuctionProcedure.CompetitiveBidding, null, null, null, Money.WanYuan(300), null, [new LadderBand(Money.Zero, Money.Yuan(1))], false, Money.WanYuan(30), Now, Now, Now, null, Format: new FormatTerms(new SoftClose(300))),
                "cn-2026-01", 24, true, Now));
        for (var n = 0; ; n++)
        {
            var bid = new BidPlaced(Ids.New(Ids.Bid, Now.ToDateTimeOffset() + TimeSpan.FromMilliseconds(n / 20)), $"{n % 64 + 1}", Money.WanYuan(300) + Money.Yuan(n), Now, Now, n / auctions + 1, Now, false);
            yield return (ids[n % auctions], bid);
        }
    }

    private static IEnumerable<(string Stream, Event Event)> Contracts()
    {
        var random = new Random(2023);
        var places = Regions.ReportRows.Where(r => r.Length == 6).SelectMany(p => Enumerable.Range(1, 11).Select(c => $"{p[..2]}{c:00}00")).Where(c => Regions.Find(c) is not null).ToArray();
        var form = new ContractForm { Title = "技术开发合同", Turnover = Money.WanYuan(65), TechnologyAmount = Money.WanYuan(60) };
        for (var n = 1; ; n++)
        {
            var contract = Id(Ids.Contract, n);
            var (seller, buyer, subtype) = (places[random.Next(places.Length)], places[random.Next(places.Length)], (ContractSubtype)random.Next(22));
            yield return (contract, new ContractDrafted("", "cn-2026-01", "", new ContractParty(Id(Ids.Organization, n % 5000), "某大学", "", seller), new ContractParty(Id(Ids.Organization, 5000 + n % 20_000), "某公司", "", buyer), form));
            yield return (contract, new ContractRegistered($"{n:0000000000000000}", new DateOnly(2023, 1, 1).AddDays(n / 2600 % 365), Id(Ids.Organization, 1), seller, "技术开发合同",
                subtype.MainType(), subtype, (TechnicalField)random.Next(11), [IpType.InventionPatent], new Money(random.NextInt64(1_0000_00, 1000_0000_00)), Money.WanYuan(60), Money.WanYuan(50),
                new DateOnly(2023, 1, 1), PaymentMethod.LumpSum, false, PlanSource.OutsidePlan, SocialEconomicGoal.IndustryCommerce,
                Id(Ids.Organization, n % 5000), PartyKind.University, seller, Id(Ids.Organization, 5000 + n % 20_000), PartyKind.PrivateEnterprise, buyer));
        }
    }

    private static string Id(string kind, int number) => $"{kind}_{number:x32}";

    private sealed class Events : ILogModel
    {
        public EncodedEvent Encode(object @event) => throw new NotSupportedException("Nothing is decided here.");
        public object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data) => EventCatalogue.Decode(type, typeVersion, data.Span)!;
        public object Initial(string stream) => stream;
        public object Apply(object state, object @event) => state;
        public long? Due(object state) => null;
    }
}
