using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Faults.Tests.Store;
using Marketplace.Log;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Marketplace.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Faults.Tests.Http;

/// <summary>What clients are told while a real disk is full, that reading goes on, and that nobody has to restart anything.</summary>
public sealed class FullDiskTests
{
    private static readonly object Draft = new { titleZh = "钙钛矿太阳能电池封装工艺" };

    [Test]
    public async Task Everything_on_a_full_disk_answers_503_to_commands_reads_on_and_recovers_by_itself()
    {
        if (TestServer.IsNamed) Assert.Ignore("The log is on a server, and not on the disk that is filled here.");
        using var disk = SmallDisk.Mount("24m");
        await using var market = TestMarket.Open(disk.Folder);
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var first = (await university.Post("/v1/achievements", Draft)).Is(201);
        (await university.List("/v1/achievements")).Is(200);

        var other = disk.Fill();
        var refused = (await university.Post("/v1/achievements", Draft, "draft-2")).Refused(503, "log.unavailable");
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That(await FaultAsync(market), Is.AnyOf("The disk that holds the keys is full.", "The disk that holds the log is full."), "a draft needs a key of its own");
        (await university.Post($"/v1/achievements/{first.Id}/withdrawal", new { reason = "技术已更新" }, "withdrawal-1")).Refused(503, "log.unavailable");
        Assert.That(await FaultAsync(market), Is.EqualTo("The disk that holds the log is full."));
        Assert.That((await university.Get($"/v1/achievements/{first.Id}")).Is(200).Id, Is.EqualTo(first.Id));
        Assert.That((await university.List("/v1/achievements")).Is(200)["items"].GetArrayLength(), Is.EqualTo(1));

        File.Delete(other);
        var taken = (await university.Post("/v1/achievements", Draft, "draft-2")).Is(201);
        Assert.That(taken.Replayed, Is.False, "nothing of it was written before");
        Assert.That((await university.List("/v1/achievements")).Is(200)["items"].GetArrayLength(), Is.EqualTo(2));
        Assert.That((await market.Stranger.Get("/health/ready")).Is(200).Text("status"), Is.EqualTo("ready"));
    }

    /// <summary>What health says while it is degraded.</summary>
    private static async Task<string> FaultAsync(TestMarket market)
    {
        var health = (await market.Stranger.Get("/health/ready")).Is(200);
        Assert.That(health.Text("status"), Is.EqualTo("degraded"));
        return health.Text("writer.fault");
    }

    [Test]
    public async Task What_falls_due_while_the_disk_is_full_is_done_when_there_is_room_without_anybody_asking()
    {
        if (TestServer.IsNamed) Assert.Ignore("The log is on a server, and not on the disk that is filled here.");
        using var disk = SmallDisk.Mount("24m");
        await using var market = TestMarket.Open(disk.Folder);
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var end = market.Now.AddMinutes(10);
        await market.AppendAsync(university.Organization, new OrganizationSuspended("提供虚假材料", Instant.From(end)));

        var other = disk.Fill();
        market.Clock.Advance(TimeSpan.FromMinutes(11));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Reply health;
        do
        {
            health = (await market.Stranger.Get("/health/ready")).Is(200);
            patience.Token.ThrowIfCancellationRequested();
        }
        while (!health["reactions"].TryGetProperty("fault", out _));
        Assert.That(health.Text("status"), Is.EqualTo("degraded"));
        var (feed, position) = (market.Services.GetRequiredService<Feed>(), market.Position);

        File.Delete(other);
        await feed.WaitAsync(position, patience.Token);
        var done = (await feed.ReadAsync(position, 1, patience.Token))[0];
        Assert.That((done.Content, done.At), Is.EqualTo(((object)new OrganizationReinstated(), end.ToUnixTimeMilliseconds())));
    }

    [Test]
    public async Task An_attachment_that_finds_no_room_is_503_leaves_nothing_and_is_taken_when_there_is_room()
    {
        using var disk = SmallDisk.Mount("256k");
        await using var desk = await ContractDesk.OpenAsync();
        Directory.CreateSymbolicLink(Path.Combine(desk.Market.Folder, "documents"), disk.Folder);
        var (draft, content) = (await desk.DraftAsync(), ContractDesk.Pdf(new string('文', 20_000)));

        var other = disk.Fill();
        var refused = (await desk.AttachAsync(draft.Id, content, key: "attach-1")).Refused(503, "log.unavailable");
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That((await desk.Seller.Get($"/v1/documents/{draft.Id}")).Is(200)["items"].GetArrayLength(), Is.Zero);
        (await desk.ReviseAsync(draft, ContractDesk.Form())).Is(200);
        Assert.That((await desk.Market.Stranger.Get("/health/ready")).Is(200).Text("status"), Is.EqualTo("ready"), "the log itself has room");

        // Room for the first half of it.
        using (var shorter = new FileStream(other, FileMode.Open)) shorter.SetLength(shorter.Length - 32_768);
        (await desk.AttachAsync(draft.Id, content, key: "attach-1")).Refused(503, "log.unavailable");
        Assert.That(Directory.GetFiles(Path.Combine(disk.Folder, "incoming")), Is.Empty, "what had come in is gone again");

        File.Delete(other);
        var attached = (await desk.AttachAsync(draft.Id, content, key: "attach-1")).Is(201);
        Assert.That(attached.Replayed, Is.False);
        Assert.That(await desk.Seller.Http.GetByteArrayAsync(new Uri(attached.Header("Location")!, UriKind.Relative)), Is.EqualTo(content));
        Directory.Delete(Path.Combine(desk.Market.Folder, "documents"));
    }
}
