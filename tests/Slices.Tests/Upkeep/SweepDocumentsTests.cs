using System.Security.Cryptography;
using Marketplace.Api.Documents;
using Marketplace.Api.Upkeep;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Upkeep;

public sealed class SweepDocumentsTests
{
    private ContractDesk desk = null!;

    [SetUp]
    public async Task Open() => desk = await ContractDesk.OpenAsync();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    private string Documents => Path.Combine(desk.Market.Folder, "documents");

    private SweepDocuments Sweep => desk.Market.Services.GetServices<IUpkeep>().OfType<SweepDocuments>().Single();

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string PathOf(byte[] content) => Path.Combine(Documents, HashOf(content)[..2], HashOf(content)[2..]);

    /// <summary>The seller with a token of this hour.</summary>
    private Task<Client> SellerAsync() => desk.Market.SignInAsync(desk.Seller.Organization, desk.Seller.Subject, desk.Seller.Secret);

    /// <summary>A file that was taken in and then refused. With a key, that comes before the contract's phase is looked at.</summary>
    private async Task<byte[]> OrphanAsync(string text = "没有人引用")
    {
        var content = ContractDesk.Pdf(text);
        (await desk.AttachAsync((await desk.FiledAsync()).Id, content, key: "refused")).Refused(409, "contract.phase_forbids");
        Assert.That(File.Exists(PathOf(content)), "it was taken in before it was refused");
        return content;
    }

    private async Task SweepAfterAsync(TimeSpan age)
    {
        desk.Market.Clock.Advance(age);
        await Sweep.DoAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_refused_file_is_spared_for_a_day_and_then_swept()
    {
        var orphan = await OrphanAsync();
        await SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.That(File.Exists(PathOf(orphan)), "it is a day old and not older");
        await SweepAfterAsync(TimeSpan.FromMilliseconds(1));
        Assert.That(File.Exists(PathOf(orphan)), Is.False);
    }

    [Test]
    public async Task A_file_that_an_event_names_is_never_swept()
    {
        var (attached, later, orphan) = (ContractDesk.Pdf("合同附件"), ContractDesk.Pdf("后来的附件"), await OrphanAsync());
        var draft = await desk.DraftAsync();
        (await desk.AttachAsync(draft.Id, attached)).Is(201);
        await SweepAfterAsync(TimeSpan.FromDays(30));
        Assert.That((File.Exists(PathOf(attached)), File.Exists(PathOf(orphan))), Is.EqualTo((true, false)));
        // The second round knows it from the first, and an event that came since from the log.
        (await desk.AttachAsync(draft.Id, later, by: await SellerAsync())).Is(201);
        await SweepAfterAsync(TimeSpan.FromDays(2));
        Assert.That((File.Exists(PathOf(attached)), File.Exists(PathOf(later))), Is.EqualTo((true, true)));
    }

    private static async Task RemoveAsync(Client seller, string contract, string document) =>
        (await seller.Delete($"/v1/documents/{contract}/{document}", (await seller.Get($"/v1/documents/{contract}")).ETag)).Is(200);

    [Test]
    public async Task A_removed_document_s_file_is_swept_once_nobody_else_has_it()
    {
        var (own, shared) = (ContractDesk.Pdf("撤下的附件"), ContractDesk.Pdf("两份合同共有的附件"));
        var (draft, other) = (await desk.DraftAsync(), await desk.DraftAsync());
        string[] removed = [(await desk.AttachAsync(draft.Id, own)).Is(201).Id, (await desk.AttachAsync(draft.Id, shared)).Is(201).Id];
        var kept = (await desk.AttachAsync(other.Id, shared)).Is(201).Id;
        foreach (var document in removed) await RemoveAsync(desk.Seller, draft.Id, document);
        await SweepAfterAsync(TimeSpan.FromDays(2));
        Assert.That((File.Exists(PathOf(own)), File.Exists(PathOf(shared))), Is.EqualTo((false, true)));
        await RemoveAsync(await SellerAsync(), other.Id, kept);
        await SweepAfterAsync(TimeSpan.FromMinutes(1));
        Assert.That(File.Exists(PathOf(shared)), Is.False);
    }

    [Test]
    public async Task Who_sends_an_old_refused_file_again_has_it_spared_for_another_day()
    {
        var (orphan, filed) = (await OrphanAsync(), await desk.FiledAsync());
        // Not a day yet, or the rounds that come by themselves sweep it.
        desk.Market.Clock.Advance(TimeSpan.FromHours(23));
        (await desk.AttachAsync(filed.Id, orphan, key: "again", by: await SellerAsync())).Refused(409, "contract.phase_forbids");
        await SweepAfterAsync(TimeSpan.FromDays(1));
        Assert.That(File.Exists(PathOf(orphan)));
    }

    [Test]
    public async Task One_that_is_sent_while_the_sweep_looks_at_it_stays()
    {
        var (orphan, draft) = (await OrphanAsync(), await desk.DraftAsync());
        var documents = desk.Market.Services.GetRequiredService<DocumentStore>();
        desk.Market.Clock.Advance(TimeSpan.FromHours(2));
        var since = desk.Market.Clock.GetUtcNow().AddHours(-1);
        Assert.That(documents.NotSentSince(since), Does.Contain(HashOf(orphan)));
        // Between the listing and the deletion.
        (await desk.AttachAsync(draft.Id, orphan, by: await SellerAsync())).Is(201);
        Assert.That(documents.Discard(HashOf(orphan), since), Is.False);
        Assert.That(await File.ReadAllBytesAsync(PathOf(orphan)), Is.EqualTo(orphan));
    }

    [Test]
    public async Task What_a_killed_sweep_had_put_aside_comes_back_when_an_event_names_it()
    {
        var attached = ContractDesk.Pdf("合同附件");
        (await desk.AttachAsync((await desk.DraftAsync()).Id, attached)).Is(201);
        Directory.CreateDirectory(Path.Combine(Documents, "leaving"));
        File.Move(PathOf(attached), Path.Combine(Documents, "leaving", HashOf(attached)));
        await SweepAfterAsync(TimeSpan.FromDays(2));
        Assert.That(await File.ReadAllBytesAsync(PathOf(attached)), Is.EqualTo(attached));
        Assert.That(Directory.GetFiles(Path.Combine(Documents, "leaving")), Is.Empty);
    }

    [Test]
    public async Task What_is_left_of_a_broken_off_upload_is_swept_after_a_day()
    {
        var incoming = Directory.CreateDirectory(Path.Combine(Documents, "incoming")).FullName;
        await using var slow = new FileStream(Path.Combine(incoming, "slow"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        File.SetLastWriteTimeUtc(slow.Name, desk.Market.Clock.GetUtcNow().AddDays(-2).UtcDateTime);
        foreach (var (name, hours) in new[] { ("old", 25), ("young", 23) })
        {
            await File.WriteAllTextAsync(Path.Combine(incoming, name), "%PDF-1.7 …");
            File.SetLastWriteTimeUtc(Path.Combine(incoming, name), desk.Market.Clock.GetUtcNow().AddHours(-hours).UtcDateTime);
        }
        await Sweep.DoAsync(CancellationToken.None);
        Assert.That(Directory.GetFiles(incoming).Select(Path.GetFileName), Is.EquivalentTo(new[] { "young", "slow" }), "one that is still coming in is no rest, however slow");
    }

    [Test]
    public async Task Nobody_has_to_ask_for_it()
    {
        var orphan = await OrphanAsync();
        desk.Market.Clock.Advance(SweepDocuments.Spared);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (File.Exists(PathOf(orphan)))
        {
            patience.Token.ThrowIfCancellationRequested();
            desk.Market.Clock.Advance(Sweep.Every);
            await Task.Yield();
        }
    }
}
