using System.Collections.Immutable;
using Marketplace.Api.Documents;
using Marketplace.Api.Upkeep;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Documents;

/// <summary>Two processes with one folder of documents: they send the same, and sweep while the other sends.</summary>
public sealed class SharedFolderTests
{
    private string folder = null!, shared = null!;

    [SetUp]
    public void Make() => (folder, shared) = (Directory.CreateTempSubdirectory("marketplace-one-log-").FullName, Directory.CreateTempSubdirectory("marketplace-documents-").FullName);

    [TearDown]
    public void Delete()
    {
        foreach (var each in new[] { folder, shared }) Directory.Delete(each, recursive: true);
    }

    private TestMarket Open(string? data) => TestMarket.Open(data, host => host.UseSetting("Documents:Folder", shared));

    private static SweepDocuments Sweep(TestMarket market) => market.Services.GetServices<IUpkeep>().OfType<SweepDocuments>().Single();

    private string PathOf(string sha256) => Path.Combine(shared, sha256[..2], sha256[2..]);

    [Test]
    public async Task What_is_sent_while_three_sweep_as_if_each_held_the_lease_is_there_afterwards()
    {
        // Folders of their own for all else, as on two machines.
        await using TestMarket east = Open(null), west = Open(null);
        DocumentStore[] stores = [east.Services.GetRequiredService<DocumentStore>(), west.Services.GetRequiredService<DocumentStore>()];
        var files = Enumerable.Range(0, 4).Select(i => ContractDesk.Pdf($"两次发送的附件 {i}")).ToImmutableArray();
        var since = TestMarket.Start - SweepDocuments.Spared;
        var swept = 0;
        for (var round = 0; round < 60; round++)
        {
            // Left behind two days ago by a refused upload, and nobody names it.
            foreach (var file in files)
            {
                var kept = (await stores[0].KeepAsync(new MemoryStream(file), "application/pdf", CancellationToken.None)).Value!;
                File.SetLastWriteTimeUtc(PathOf(kept.Sha256), TestMarket.Start.UtcDateTime.AddDays(-2));
            }
            using var begin = new Barrier(7);
            var sweeping = Enumerable.Range(0, 3).Select(i => Task.Run(() =>
            {
                begin.SignalAndWait();
                stores[i % 2].TakeBack();
                return stores[i % 2].NotSentSince(since).ToList().Count(hash => stores[i % 2].Discard(hash, since));
            }));
            var sending = Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
            {
                begin.SignalAndWait();
                return (await stores[i % 2].KeepAsync(new MemoryStream(files[i / 2]), "application/pdf", CancellationToken.None)).Value!.Sha256;
            })).ToArray();
            swept += (await Task.WhenAll(sweeping)).Sum();
            foreach (var sent in await Task.WhenAll(sending))
            {
                Assert.That(stores[1].Find(sent), Is.Not.Null, $"round {round}");
                Assert.That(File.GetLastWriteTimeUtc(stores[1].Find(sent)!), Is.GreaterThanOrEqualTo(since.UtcDateTime), "or the next round would take it before its event is there");
            }
        }
        Assert.That(swept, Is.GreaterThan(60), "what nobody sent was swept");
        Assert.That(Directory.GetFiles(Path.Combine(shared, "leaving")), Is.Empty);
        Assert.That(Directory.GetFiles(Path.Combine(shared, "incoming")), Is.Empty);
    }

    [Test]
    public async Task The_same_file_sent_to_both_at_once_is_one_file_that_both_serve_and_neither_sweeps()
    {
        await using TestMarket east = Open(folder), west = Open(folder);
        var university = await east.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var elsewhere = await west.SignInAsync(university.Organization, university.Subject, university.Secret);
        var drafts = new List<string>();
        for (var i = 0; i < 6; i++) drafts.Add((await university.Post("/v1/achievements", new { titleZh = $"钙钛矿太阳能电池封装工艺（{i}）" })).Is(201).Id);

        var attached = await Task.WhenAll(drafts.Select((draft, i) => DocumentsOfAchievementsTests.AttachAsync(i % 2 == 0 ? university : elsewhere, draft, "检测报告", open: false)));
        foreach (var market in new[] { east, west })
        {
            market.Clock.Advance(TimeSpan.FromDays(2));
            await Sweep(market).DoAsync(CancellationToken.None);
        }

        Assert.That(Directory.EnumerateDirectories(shared, "??").SelectMany(Directory.GetFiles).Count(), Is.EqualTo(1));
        foreach (var (market, i) in new[] { (east, 1), (west, 0) })
        {
            await market.Services.GetRequiredService<Feed>().WaitAsync(attached.Max(reply => reply.Position) - 1, CancellationToken.None);
            var reader = await market.SignInAsync(university.Organization, university.Subject, university.Secret);
            Assert.That(await reader.Http.GetByteArrayAsync(new Uri(attached[i].Is(201).Header("Location")!, UriKind.Relative)), Is.EqualTo(ContractDesk.Pdf("检测报告")), "what came in at the other");
        }
    }

    [Test]
    public async Task A_file_that_a_killed_sweep_had_put_aside_is_served_when_somebody_asks_for_it()
    {
        await using var market = Open(null);
        var store = market.Services.GetRequiredService<DocumentStore>();
        var kept = (await store.KeepAsync(new MemoryStream(ContractDesk.Pdf("转让合同正文")), "application/pdf", CancellationToken.None)).Value!;
        Directory.CreateDirectory(Path.Combine(shared, "leaving"));
        File.Move(PathOf(kept.Sha256), Path.Combine(shared, "leaving", $"{kept.Sha256}.abc"));

        Assert.That(store.Find(kept.Sha256), Is.EqualTo(PathOf(kept.Sha256)));
        Assert.That(File.ReadAllBytes(PathOf(kept.Sha256)), Is.EqualTo(ContractDesk.Pdf("转让合同正文")));
    }
}
