using System.Text;
using Marketplace.Slices.Tests.Contracts;

namespace Marketplace.Slices.Tests.Http;

/// <summary>How much a request may carry, asked of the real server.</summary>
public sealed class BodySizeTests
{
    private ContractDesk desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await ContractDesk.OpenAsync(overTcp: true);

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    private static byte[] Pdf(int size)
    {
        var content = new byte[size];
        ContractDesk.Pdf().CopyTo(content, 0);
        return content;
    }

    [Test]
    public async Task A_json_body_of_a_mebibyte_is_read_and_one_byte_more_is_refused_with_the_limit()
    {
        var draft = await desk.DraftAsync();
        static string Json(int size) => $$"""{"title":"{{new string('x', size - 12)}}"}""";
        Assert.That(Encoding.UTF8.GetByteCount(Json(1 << 20)), Is.EqualTo(1 << 20));
        (await desk.Seller.Put($"/v1/contracts/{draft.Id}", Json(1 << 20), draft.ETag)).Refused(422, "request.invalid");
        var refused = (await desk.Seller.Put($"/v1/contracts/{draft.Id}", Json((1 << 20) + 1), draft.ETag)).Refused(413, "request.too_large");
        Assert.That(refused.Text("detail"), Does.Contain("1048576"));
    }

    [Test]
    public async Task A_document_has_a_limit_of_its_own()
    {
        var draft = await desk.DraftAsync();
        (await desk.AttachAsync(draft.Id, Pdf(5_000_000))).Is(201);
        using var large = new ByteArrayContent(Pdf((20 << 20) + 1));
        large.Headers.ContentType = new("application/pdf");
        // A client that asks first is told before it sends; another one may find the connection closed while it is sending.
        var refused = (await desk.Seller.Post($"/v1/documents/{draft.Id}?kind=other&secrecy=not_secret&name=x.pdf", large, null, ("Expect", "100-continue"))).Refused(413, "request.too_large");
        Assert.That(refused.Text("detail"), Does.Contain("20971520"));
    }

    [Test]
    public async Task Another_media_type_than_json_is_refused_with_the_one_that_is_taken()
    {
        using var xml = new StringContent("<x/>", Encoding.UTF8, "application/xml");
        var refused = (await desk.Seller.Send(HttpMethod.Post, "/v1/contracts/ctr_0198d3a1b2c37000800000000000a001/filing", xml, "k-1")).Refused(415, "media_type.unsupported");
        Assert.That(refused.Text("detail"), Does.Contain("application/json"));
    }
}
