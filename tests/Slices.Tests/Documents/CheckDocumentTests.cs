using System.Text;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Documents;

/// <summary>A marketplace whose operator has a scanner: a script that a file beside it makes find, miss or fail.</summary>
[Platform("Unix")]
public sealed class CheckDocumentTests
{
    private const string Virus = "X5O!P%@AP[4-TEST-FILE";

    private string folder = null!, script = null!;
    private ContractDesk desk = null!;

    [SetUp]
    public async Task Open()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-scanner-").FullName;
        script = Path.Combine(folder, "scan.sh");
        Scans("""grep -qF 'X5O!P%@AP' "$1" && exit 1; exit 0""");
        desk = await ContractDesk.OpenAsync(configure: Configure);
    }

    [TearDown]
    public async Task Close()
    {
        await desk.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void Configure(IWebHostBuilder host) => host
        .UseSetting("Documents:Scanner", "/bin/sh").UseSetting("Documents:ScannerArguments:0", script).UseSetting("Documents:ScannerArguments:1", "{file}")
        .UseSetting("Documents:ScannerSeconds", "1").UseSetting("Documents:AllowUnscanned", "false");

    private void Scans(string body) => File.WriteAllText(script, body + "\n", new UTF8Encoding(false));

    private string Stored(string sha256) => Path.Combine(desk.Market.Folder, "documents", sha256[..2], sha256[2..]);

    [Test]
    public async Task A_clean_file_is_served_to_all_who_may_read_it()
    {
        var draft = await desk.DraftAsync();
        var attached = (await desk.AttachAsync(draft.Id, ContractDesk.Pdf())).Is(201);
        Assert.That(attached.Text("check"), Is.EqualTo("clean"));
        (await desk.Buyer.Get(attached.Header("Location")!)).Is(200);
    }

    [Test]
    public async Task An_infected_file_is_refused_and_put_on_record_and_does_not_stay()
    {
        var draft = await desk.DraftAsync();
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf(Virus), key: $"virus-{draft.Id}")).Refused(422, "document.infected");
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf(Virus), key: $"virus-{draft.Id}")).Refused(422, "document.infected");
        Assert.That((await desk.ReadAsync(draft.Id))["version"].GetInt64(), Is.EqualTo(draft["version"].GetInt64()), "the contract is what it was");
        var record = await desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync($"{draft.Id}-refusals", 0, 10, CancellationToken.None);
        Assert.That(record.Select(e => e.Type), Is.EqualTo(new[] { "document_refused" }));
        Assert.That(Encoding.UTF8.GetString(record[0].Data), Does.Contain(desk.Seller.Subject));
        Assert.That(Directory.EnumerateFiles(Path.Combine(desk.Market.Folder, "documents"), "*", SearchOption.AllDirectories), Is.Empty);
    }

    [TestCase("exit 2")]
    [TestCase("sleep 60")]
    [TestCase("kill -9 $$")]
    public async Task What_the_scanner_came_to_no_end_with_is_its_uploader_s_alone_until_it_is_checked_again(string trouble)
    {
        var draft = await desk.DraftAsync();
        Scans(trouble);
        var attached = (await desk.AttachAsync(draft.Id, ContractDesk.Pdf())).Is(201);
        var path = attached.Header("Location")!;
        Assert.That(attached.Text("check"), Is.EqualTo("unchecked"));
        (await desk.Seller.Get(path)).Is(200);
        (await desk.Buyer.Get(path)).Refused(409, "document.unchecked");
        (await (await desk.Market.JoinAsync(desk.Seller.Organization, Role.Filer)).Get(path)).Refused(409, "document.unchecked");
        Assert.That((await desk.Seller.Post($"{path}/checks")).Is(200).Text("check"), Is.EqualTo("unchecked"));

        Scans("exit 0");
        Assert.That((await desk.Seller.Post($"{path}/checks")).Is(200).Text("check"), Is.EqualTo("clean"));
        (await desk.Buyer.Get(path)).Is(200);
    }

    [Test]
    public async Task What_is_found_infected_later_is_served_to_nobody_and_is_no_contract_text()
    {
        var complete = await desk.CompleteAsync();
        var path = $"/v1/documents/{complete.Id}/{(await desk.Seller.Get($"/v1/documents/{complete.Id}")).Text("items.0.id")}";
        Scans("exit 1");
        Assert.That((await desk.Seller.Post($"{path}/checks")).Is(200).Text("check"), Is.EqualTo("infected"));
        foreach (var reader in (Client[])[desk.Seller, desk.Buyer, desk.Supervisor]) (await reader.Get(path)).Refused(409, "document.quarantined");
        (await desk.FileAsync(complete.Id)).Refused(422, "contract.document_missing");
    }

    [Test]
    public async Task Its_owner_asks_also_after_the_filing_and_nobody_else()
    {
        Scans("exit 9");
        var filed = await desk.FiledAsync();
        var path = $"/v1/documents/{filed.Id}/{(await desk.Seller.Get($"/v1/documents/{filed.Id}")).Text("items.0.id")}";
        (await desk.Reviewer.Get(path)).Refused(409, "document.unchecked");
        (await desk.Market.Stranger.Post($"{path}/checks")).Refused(401, "token.missing");
        (await desk.Reviewer.Post($"{path}/checks")).Refused(403, "role.missing");
        (await desk.Buyer.Post($"{path}/checks")).Refused(403, "contract.not_seller");
        (await desk.Other.Post($"{path}/checks")).Refused(404, "contract.not_found");
        Scans("exit 0");
        (await desk.Seller.Post($"{path}/checks")).Is(200);
        (await desk.Reviewer.Get(path)).Is(200);
        (await desk.Seller.Post($"/v1/documents/{filed.Id}/doc_0198d3a1b2c37000800000000000a001/checks")).Refused(404, "document.not_found");
    }

    [Test]
    public async Task The_scanner_sees_nothing_of_this_process_s_environment()
    {
        Environment.SetEnvironmentVariable("MARKETPLACE_TEST_SECRET", "master key");
        Scans("""[ -z "$MARKETPLACE_TEST_SECRET" ] && exit 0; exit 1""");
        Assert.That((await desk.AttachAsync((await desk.DraftAsync()).Id, ContractDesk.Pdf())).Is(201).Text("check"), Is.EqualTo("clean"));
    }

    [Test]
    public async Task A_file_that_is_gone_cannot_be_checked()
    {
        var draft = await desk.DraftAsync();
        var attached = (await desk.AttachAsync(draft.Id, ContractDesk.Pdf("将被删除"))).Is(201);
        File.Delete(Stored(attached.Text("sha256")));
        (await desk.Seller.Post($"{attached.Header("Location")}/checks")).Refused(503, "document.unavailable");
    }

    [Test]
    public async Task Without_a_scanner_and_without_leave_to_do_without_a_file_stays_unchecked()
    {
        await using var bare = await ContractDesk.OpenAsync(configure: host => host.UseSetting("Documents:AllowUnscanned", "false"));
        var attached = (await bare.AttachAsync((await bare.DraftAsync()).Id, ContractDesk.Pdf())).Is(201);
        Assert.That(attached.Text("check"), Is.EqualTo("unchecked"));
        (await bare.Buyer.Get(attached.Header("Location")!)).Refused(409, "document.unchecked");
    }

    [Test]
    public async Task A_sandbox_that_may_do_without_says_so_of_each_file()
    {
        await using var sandbox = await ContractDesk.OpenAsync();
        var attached = (await sandbox.AttachAsync((await sandbox.DraftAsync()).Id, ContractDesk.Pdf())).Is(201);
        Assert.That(attached.Text("check"), Is.EqualTo("unscanned_allowed"));
        (await sandbox.Buyer.Get(attached.Header("Location")!)).Is(200);
    }
}
