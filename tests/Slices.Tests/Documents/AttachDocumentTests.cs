using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Contracts;

namespace Marketplace.Slices.Tests.Documents;

public sealed class AttachDocumentTests : ContractFixture
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Ofd = "application/ofd";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];

    private static byte[] Package(params string[] parts)
    {
        using var memory = new MemoryStream();
        using (var package = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in parts)
                using (var writer = new StreamWriter(package.CreateEntry(part).Open())) writer.Write("<x/>");
        return memory.ToArray();
    }

    private static IEnumerable<TestCaseData> Taken()
    {
        yield return new TestCaseData(ContractDesk.Pdf("甲"), "application/pdf");
        yield return new TestCaseData(Png, "image/png");
        yield return new TestCaseData(Jpeg, "image/jpeg");
        yield return new TestCaseData(Encoding.UTF8.GetBytes("授权书:\r\n\t兹授权课题组签订本合同。"), "text/plain; charset=utf-8");
        yield return new TestCaseData(Package("[Content_Types].xml", "word/document.xml"), Word);
        yield return new TestCaseData(Package("OFD.xml", "Doc_0/Document.xml"), Ofd);
    }

    private static IEnumerable<TestCaseData> Disguised()
    {
        yield return new TestCaseData("MZ\u0090\0"u8.ToArray(), "application/pdf");
        yield return new TestCaseData(Png, "image/jpeg");
        yield return new TestCaseData(ContractDesk.Pdf("甲"), "text/plain");
        yield return new TestCaseData(new byte[] { 0xC4, 0xE3 }, "text/plain");
        yield return new TestCaseData("a\0b"u8.ToArray(), "text/plain");
        yield return new TestCaseData(Package("xl/workbook.xml", "[Content_Types].xml"), Word);
        yield return new TestCaseData(Package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), Word);
        yield return new TestCaseData("PK\u0003\u0004not a package"u8.ToArray(), Word);
        yield return new TestCaseData("\n%PDF-1.7"u8.ToArray(), "application/pdf");
    }

    [TestCaseSource(nameof(Taken))]
    public async Task A_file_is_what_its_bytes_say(byte[] content, string type)
    {
        var draft = await Desk.DraftAsync();
        var attached = (await Desk.AttachAsync(draft.Id, content, type, "authorization", "授权书")).Is(201);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(attached.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(content))));
            Assert.That((attached["size"].GetInt64(), attached.Text("mediaType"), attached.Text("kind"), attached.Text("name")),
                Is.EqualTo(((long)content.Length, type.Split(';')[0], "authorization", "授权书")));
            Assert.That(attached.Header("Location"), Is.EqualTo($"/v1/documents/{draft.Id}/{attached.Id}"));
        }
    }

    [TestCaseSource(nameof(Disguised))]
    public async Task A_file_that_is_something_else_is_refused_and_leaves_nothing(byte[] content, string type)
    {
        var draft = await Desk.DraftAsync();
        (await Desk.AttachAsync(draft.Id, content, type)).Refused(422, "document.content_differs");
        Assert.That((await Desk.Seller.Get($"/v1/documents/{draft.Id}"))["items"].GetArrayLength(), Is.Zero);
        Assert.That(Directory.GetFiles(Path.Combine(Desk.Market.Folder, "documents", "incoming")), Is.Empty);
    }

    [TestCase("application/x-msdownload")]
    [TestCase("application/octet-stream")]
    [TestCase("text/html")]
    public async Task Other_kinds_of_file_are_not_taken(string type)
    {
        var draft = await Desk.DraftAsync();
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), type)).Refused(415, "media_type.unsupported");
    }

    [Test]
    public async Task A_file_of_20_MiB_is_taken_and_a_byte_more_is_not()
    {
        var draft = await Desk.DraftAsync();
        var content = new byte[20 << 20];
        ContractDesk.Pdf().CopyTo(content, 0);
        (await Desk.AttachAsync(draft.Id, content)).Is(201);
        (await Desk.AttachAsync(draft.Id, [.. content, 0])).Refused(413, "request.too_large");
        Assert.That(Directory.GetFiles(Path.Combine(Desk.Market.Folder, "documents", "incoming")), Is.Empty);
    }

    [Test]
    public async Task The_limit_is_the_operator_s_to_set()
    {
        await using var desk = await ContractDesk.OpenAsync(configure: host => host.UseSetting("Documents:LargestBytes", "100"));
        var draft = await desk.DraftAsync();
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf(new string('x', 50)))).Is(201);
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf(new string('x', 100)))).Refused(413, "request.too_large");
    }

    [Test]
    public async Task The_same_file_is_attached_once_to_a_contract_and_lies_once_on_the_disk()
    {
        var (one, other) = (await Desk.DraftAsync(), await Desk.DraftAsync());
        var content = ContractDesk.Pdf("两份合同共用的附件");
        (await Desk.AttachAsync(one.Id, content)).Is(201);
        (await Desk.AttachAsync(one.Id, content, name: "另一个名字.pdf")).Refused(409, "document.attached_already");
        (await Desk.AttachAsync(other.Id, content)).Is(201);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.That(File.ReadAllBytes(Path.Combine(Desk.Market.Folder, "documents", hash[..2], hash[2..])), Is.EqualTo(content));
    }

    [Test]
    public async Task A_repeated_key_gets_the_first_document_even_when_the_contract_has_gone_on()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.ReviseAsync(draft, ContractDesk.Form())).Is(200);
        var key = $"attach-{draft.Id}";
        var first = (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), key: key)).Is(201);
        (await Desk.FileAsync(draft.Id)).Is(200);
        var second = (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), key: key)).Is(201);
        Assert.That((second.Body, second.Replayed), Is.EqualTo((first.Body, true)));
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("别的内容"), key: key)).Refused(422, "idempotency.key_reused");
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("别的内容"))).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Name_and_kind_are_asked_for_and_an_empty_file_is_none()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.AttachAsync(draft.Id, [])).Refused(422, "document.empty");
        Assert.That((await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), kind: "poem")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/kind" }));
        Assert.That((await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), name: "../../log.db")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/name" }));
        Assert.That((await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), name: "a\u202Efdp.exe")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/name" }));
        Assert.That((await Desk.Seller.Post($"/v1/documents/{draft.Id}")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/name", "/kind", "/secrecy" }));
        Assert.That((await Desk.Seller.Post($"/v1/documents/{draft.Id}?public=maybe")).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/public" }));
        (await Desk.Seller.Post($"/v1/documents/{draft.Id}?nmae=x")).Refused(400, "query.unknown_parameter");
    }

    [Test]
    public async Task A_disk_that_does_not_take_it_is_503_and_nothing_is_written()
    {
        await using var desk = await ContractDesk.OpenAsync();
        var draft = await desk.DraftAsync();
        var incoming = Path.Combine(desk.Market.Folder, "documents", "incoming");
        Directory.CreateDirectory(Path.GetDirectoryName(incoming)!);
        await File.WriteAllTextAsync(incoming, "in the way");
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf())).Refused(503, "log.unavailable");
        File.Delete(incoming);
        (await desk.AttachAsync(draft.Id, ContractDesk.Pdf())).Is(201);
    }

    [Test]
    public async Task What_is_declared_secret_is_not_taken_and_nothing_of_it_stays()
    {
        var draft = await Desk.DraftAsync();
        var content = ContractDesk.Pdf("涉密");
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new("application/pdf");
        var refused = (await Desk.Seller.Post($"/v1/documents/{draft.Id}?kind=other&name=x.pdf&secrecy=state_secret", body)).Refused(422, "document.secret");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/secrecy" }));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.That(File.Exists(Path.Combine(Desk.Market.Folder, "documents", hash[..2], hash[2..])), Is.False);
        Assert.That((await Desk.Seller.Post($"/v1/documents/{draft.Id}?kind=other&name=x.pdf&secrecy=Not_Secret")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/secrecy" }));
    }

    [Test]
    public async Task A_contract_s_documents_are_never_public() =>
        Assert.That((await Desk.Seller.Post($"/v1/documents/{(await Desk.DraftAsync()).Id}?kind=other&name=x.pdf&secrecy=not_secret&public=true")).Refused(422, "document.never_public").Pointers, Is.EqualTo(new[] { "/public" }));

    [Test]
    public async Task The_fifty_first_is_one_too_many()
    {
        var draft = await Desk.DraftAsync();
        for (var i = 0; i < 50; i++) (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf($"第{i}份"))).Is(201);
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("第五十一份"))).Refused(409, "document.too_many");
    }

    [Test]
    public async Task Only_the_seller_may() =>
        await OnlyTheSellerMay((await Desk.DraftAsync()).Id, (client, path) => Desk.AttachAsync(path["/v1/contracts/".Length..], ContractDesk.Pdf(), by: client));

    /// <summary>Publishers write achievements and filers contracts; a document follows what it belongs to.</summary>
    [Test]
    public async Task A_publisher_of_the_seller_attaches_nothing_to_its_contract()
    {
        var draft = await Desk.DraftAsync();
        var publisher = await Desk.Market.JoinAsync(Desk.Seller.Organization, Role.Publisher);
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(), by: publisher)).Refused(403, "role.missing");
    }

    [Test]
    public async Task Things_without_documents_name_nothing_here() =>
        (await Desk.Seller.Get($"/v1/documents/{Desk.Office}")).Refused(404, "resource.not_found");
}
