using System.Net.Sockets;
using System.Text;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

/// <summary>What only the real server does: limits, broken requests, bodies that are not sent.</summary>
public sealed class KestrelTests
{
    private TestMarket market = null!;
    private Deal deal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open(overTcp: true);
        deal = await Deal.OpenAsync(market, bidders: 1);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_body_of_more_than_a_megabyte_is_too_large(bool chunked)
    {
        using var body = new StringContent("{\"amount\":\"" + new string('9', 1 << 20) + "\"}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{deal.Path}/bids") { Content = body };
        request.Headers.Add("Idempotency-Key", $"too-large-{chunked}");
        request.Headers.TransferEncodingChunked = chunked;
        // The server may refuse before it has taken the body in; the client waits for that in place of writing into a closed connection.
        request.Headers.ExpectContinue = true;
        using var response = await deal.Bidders[0].Http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(413));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("request.too_large").And.Contain("1048576"));
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.Zero);
    }

    [Test]
    public async Task HEAD_has_the_headers_of_GET_and_no_byte_of_a_body()
    {
        var answer = await RawAsync($"HEAD {deal.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.StartWith("HTTP/1.1 200 ").And.Contain("ETag: \"").And.EndWith("\r\n\r\n"));
        var stream = await RawAsync($"HEAD {deal.Path}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.That(stream, Does.StartWith("HTTP/1.1 200 ").And.Contain("text/event-stream").And.EndWith("\r\n\r\n"));
    }

    [Test]
    public async Task A_body_that_breaks_off_is_no_bid_and_no_fault_of_ours()
    {
        var token = deal.Bidders[0].Http.DefaultRequestHeaders.Authorization;
        using (var client = await ConnectAsync())
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {deal.Path}/bids HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {token}\r\nIdempotency-Key: broken-off\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"amount\":"));
        }
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.Zero);
    }

    [Test]
    public async Task A_zero_byte_in_the_address_is_the_senders_fault() =>
        Assert.That(await RawAsync("GET /v1/auctions/auc_%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), Does.StartWith("HTTP/1.1 400 "));

    [Test]
    public async Task The_server_does_not_say_what_it_is()
    {
        var answer = await RawAsync("GET /v1/auctions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.That(answer, Does.Not.Contain("Server:").And.Not.Contain("X-Powered-By"));
    }

    /// <summary>Sends the bytes and gives back all that is answered, up to the end of the connection.</summary>
    private async Task<string> RawAsync(string request)
    {
        using var client = await ConnectAsync();
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var (client, address) = (new TcpClient(), market.Stranger.Http.BaseAddress!);
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }
}
