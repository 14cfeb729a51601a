using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

public sealed class RoutingTests : AuctionFixture
{
    [TestCase("/")]
    [TestCase("/v1")]
    [TestCase("/v1/auction")]
    [TestCase("/v2/auctions")]
    [TestCase("/v1/auctions/x/y/z")]
    public async Task An_address_that_names_nothing_is_a_problem_document(string path)
    {
        var reply = (await Market.Stranger.Get(path)).Refused(404, "resource.not_found");
        Assert.That(reply.ContentType, Is.EqualTo("application/problem+json"));
        Assert.That((await Market.Stranger.Post(path)).Code, Is.EqualTo("resource.not_found"));
    }

    [TestCase("DELETE", "/v1/auctions", "GET, POST")]
    [TestCase("PUT", "/v1/auctions/auc_00000000000070008000000000000bad", "GET")]
    [TestCase("GET", "/oauth/token", "POST")]
    [TestCase("POST", "/v1/codelists", "GET")]
    public async Task A_method_that_is_not_there_is_a_problem_document_with_those_that_are(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Market.Stranger.Http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(405));
        Assert.That(string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)), Is.EqualTo(allowed));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("method.not_allowed"));
    }

    [TestCase("lst_019fc5227e8071d2b03798ed9c8c5c2c")]
    [TestCase("AUC_019fc5227e8071d2b03798ed9c8c5c2c")]
    [TestCase("auc_019FC5227E8071D2B03798ED9C8C5C2C")]
    [TestCase("auc_019fc5227e8071d2b03798ed9c8c5c2")]
    [TestCase("auc_019fc5227e8071d2b03798ed9c8c5c2cc")]
    [TestCase("auc_019fc5227e8071d2b03798ed9c8c5c2g")]
    [TestCase("auc_019fc5227e8071d2b03798ed9c8c5c2c-bidders")]
    [TestCase("clock")]
    public async Task An_id_of_another_kind_names_nothing(string id)
    {
        (await Market.Stranger.Get($"/v1/auctions/{id}")).Refused(404, "resource.not_found");
        (await Market.Stranger.Get($"/v1/auctions/{id}/result")).Refused(404, "resource.not_found");
    }

    [TestCase("/v1/auctions?pahse=open", "pahse")]
    [TestCase("/v1/auctions?http=1", "http")]
    [TestCase("/v1/auctions?sender=1", "sender")]
    [TestCase("/v1/auctions?phase=open&x", "x")]
    [TestCase("/v1/auctions/auc_00000000000070008000000000000bad?auctionId=1", "auctionId")]
    [TestCase("/v1/auctions/auc_00000000000070008000000000000bad/stream?time=1", "time")]
    public async Task An_unknown_parameter_is_named(string path, string name)
    {
        var reply = (await Market.Stranger.Get(path)).Refused(400, "query.unknown_parameter");
        Assert.That(reply.Text("detail"), Does.Contain($"“{name}”").And.Not.Contain("sender,").And.Not.Contain("http,"));
    }

    [TestCase("?limit=ten", "/limit")]
    [TestCase("?limit=99999999999", "/limit")]
    [TestCase("?limit=1&limit=x", "/limit")]
    public async Task A_parameter_of_another_kind_is_pointed_at(string query, string pointer)
    {
        var reply = (await Market.Stranger.Get($"/v1/auctions{query}")).Refused(400, "request.unreadable");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
        Assert.That(reply.Body, Does.Not.Contain("Nullable").And.Not.Contain("Failed to bind"));
    }

    [Test]
    public async Task HEAD_is_GET_without_its_body()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var get = (await Market.Stranger.Get(deal.Path)).Is(200);
        var head = await Market.Stranger.Send(HttpMethod.Head, deal.Path, null, null);
        Assert.That((head.Status, head.ETag, head.ContentType, head.Body), Is.EqualTo((200, get.ETag, get.ContentType, "")));
        var seen = await Market.Stranger.Send(HttpMethod.Head, deal.Path, null, null, ("If-None-Match", get.ETag!));
        Assert.That((seen.Status, seen.Body), Is.EqualTo((304, "")));
        var absent = await Market.Stranger.Send(HttpMethod.Head, $"/v1/auctions/{NoAuction}", null, null);
        Assert.That((absent.Status, absent.ContentType, absent.Body), Is.EqualTo((404, "application/problem+json", "")));
    }
}
