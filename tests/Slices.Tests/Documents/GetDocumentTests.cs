using System.Net.Http.Headers;
using System.Net;
using System.Security.Cryptography;
using Marketplace.Log;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Documents;

public sealed class GetDocumentTests : ContractFixture
{
    private static readonly byte[] Content = ContractDesk.Pdf("玻璃窑炉环保治理技术转让合同正文");

    private async Task<string> AttachedAsync()
    {
        var draft = await Desk.DraftAsync();
        return (await Desk.AttachAsync(draft.Id, Content)).Is(201).Header("Location")!;
    }

    private static async Task<HttpResponseMessage> Download(Client client, string path, Action<HttpRequestHeaders>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with?.Invoke(request.Headers);
        return await client.Http.SendAsync(request);
    }

    [Test]
    public async Task The_bytes_come_back_with_their_hash_as_ETag_and_are_not_opened_in_the_page()
    {
        using var response = await Download(Desk.Buyer, await AttachedAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(Content));
            Assert.That(response.Headers.ETag!.Tag, Is.EqualTo($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))}\""));
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(response.Content.Headers.ContentDisposition!.FileNameStar, Is.EqualTo("技术转让合同.pdf"));
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(response.Headers.GetValues("Repr-Digest"), Is.EqualTo(new[] { $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Content))}:" }));
        }
    }

    [Test]
    public async Task A_range_and_what_is_known_already()
    {
        var path = await AttachedAsync();
        using var range = await Download(Desk.Seller, path, headers => headers.Range = new RangeHeaderValue(0, 4));
        Assert.That((range.StatusCode, await range.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.PartialContent, "%PDF-")));
        using var tail = await Download(Desk.Seller, path, headers => headers.Range = new RangeHeaderValue(null, 6));
        Assert.That(await tail.Content.ReadAsStringAsync(), Is.EqualTo("%%EOF\n"));
        using var beyond = await Download(Desk.Seller, path, headers => headers.Range = new RangeHeaderValue(10_000, null));
        Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
        using var known = await Download(Desk.Seller, path, headers => headers.IfNoneMatch.Add(range.Headers.ETag!));
        Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    /// <summary>Who writes 张伟身份证.pdf writes a name into the name; the log keeps it for ever.</summary>
    [Test]
    public async Task The_file_s_name_is_in_no_event_and_in_no_contract()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("授权"), kind: "authorization", name: "沈嘉树的授权书.pdf")).Is(201);
        var store = Desk.Market.Services.GetRequiredService<ILogStore>();
        var events = await store.ReadStreamAsync(draft.Id, 0, 100, CancellationToken.None);
        Assert.That(events.Select(e => System.Text.Encoding.UTF8.GetString(e.Data)), Has.None.Contains("沈嘉树"));
        Assert.That((await Desk.ReadAsync(draft.Id)).Body, Does.Not.Contain("沈嘉树"));
        Assert.That((await Desk.Seller.Get($"/v1/documents/{draft.Id}")).Text("items.0.name"), Is.EqualTo("沈嘉树的授权书.pdf"));
    }

    [Test]
    public async Task It_is_reached_through_its_contract_alone()
    {
        var (path, other) = (await AttachedAsync(), await Desk.DraftAsync());
        var document = path[path.IndexOf("doc_", StringComparison.Ordinal)..];
        (await Desk.Other.Get(path)).Refused(404, "contract.not_found");
        (await Desk.Reviewer.Get(path)).Refused(404, "contract.not_found");
        (await Desk.Market.Stranger.Get(path)).Refused(401, "token.missing");
        (await Desk.Seller.Get($"/v1/documents/{other.Id}/{document}")).Refused(404, "document.not_found");
        (await Desk.Seller.Get($"/v1/documents/{other.Id}/{other.Id}")).Refused(404, "resource.not_found");
    }

    [Test]
    public async Task The_office_downloads_what_was_filed()
    {
        var filed = await Desk.FiledAsync();
        using var response = await Download(Desk.Reviewer, $"/v1/documents/{filed.Id}/{(await Desk.Reviewer.Get($"/v1/documents/{filed.Id}")).Text("items.0.id")}");
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(ContractDesk.Pdf()));
    }

    [Test]
    public async Task A_file_that_is_gone_from_the_disk_is_503_and_not_a_bug()
    {
        var draft = await Desk.DraftAsync();
        var attached = (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("将被删除"))).Is(201);
        var hash = attached.Text("sha256");
        File.Delete(Path.Combine(Desk.Market.Folder, "documents", hash[..2], hash[2..]));
        (await Desk.Seller.Get(attached.Header("Location")!)).Refused(503, "document.unavailable");
    }
}
