using System.Net.Http.Headers;
using System.Text;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

/// <summary>What can be wrong with a request's body: the problem points at it, and nothing is written.</summary>
public sealed class BodyTests : AuctionFixture
{
    private Deal deal = null!;

    [SetUp]
    public async Task Announce() => deal ??= await Deal.OpenAsync(Market, bidders: 1);

    private async Task<Reply> BidAsync(object body, int status, string code)
    {
        var before = Market.Position;
        var reply = (await deal.Bidders[0].Post($"{deal.Path}/bids", body)).Refused(status, code);
        Assert.That(Market.Position, Is.EqualTo(before), "nothing is written");
        Assert.That(reply.Body, Does.Not.Contain("System.").And.Not.Contain("Marketplace.Api").And.Not.Contain("reader options"), "nothing of the program shows");
        return reply;
    }

    [TestCase("", TestName = "An_empty_body_cannot_be_read")]
    [TestCase("{", TestName = "A_body_that_breaks_off_cannot_be_read")]
    [TestCase("null", TestName = "A_body_of_null_cannot_be_read")]
    [TestCase("[]", TestName = "A_list_is_no_bid")]
    [TestCase("\"300\"", TestName = "A_text_is_no_bid")]
    [TestCase("{\"amount\":{\"amount\":300,\"currency\":\"CNY\"},}", TestName = "A_comma_too_many_cannot_be_read")]
    [TestCase("{\"amount\":{\"amount\":300,\"currency\":\"CNY\"}}{}", TestName = "Two_bodies_cannot_be_read")]
    [TestCase("{/* 300 */\"amount\":null}", TestName = "A_comment_cannot_be_read")]
    [TestCase("{'amount':300}", TestName = "Single_quotes_cannot_be_read")]
    [TestCase("{\"amount\":{\"amount\":NaN,\"currency\":\"CNY\"}}", TestName = "What_is_not_a_number_cannot_be_read")]
    [TestCase("{\"amount\":{\"amount\":030,\"currency\":\"CNY\"}}", TestName = "A_leading_zero_cannot_be_read")]
    [TestCase("{}", TestName = "A_bid_without_an_amount_cannot_be_read")]
    public Task What_is_no_JSON_or_no_bid(string body) => BidAsync(body, 400, "request.unreadable");

    [TestCase("{\"amount\":null}", "/amount")]
    [TestCase("{\"amount\":300000000}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":\"300000000\",\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":3.5,\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":3e8,\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":1000000000000001,\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":99999999999999999999999,\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"cny\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":300000000}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\",\"tax\":0}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"amount\":1,\"currency\":\"CNY\"}}", "/amount")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"},\"note\":\"x\"}", "/note")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"},\"a/b.c~d\":1}", "/a~1b.c~0d")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"},\"a[0]\":1}", "/a[0]")]
    [TestCase("{\"Amount\":{\"amount\":300000000,\"currency\":\"CNY\"}}", "/Amount")]
    [TestCase("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"},\"amount\":{\"amount\":1,\"currency\":\"CNY\"}}", "/amount")]
    public async Task What_is_of_another_kind_unknown_or_doubled_is_pointed_at(string body, string pointer) =>
        Assert.That((await BidAsync(body, 400, "request.unreadable")).Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task Bytes_that_are_no_UTF_8_cannot_be_read()
    {
        using var body = new ByteArrayContent([.. "{\"amount\":\""u8, 0xFF, 0xFE, .. "\"}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        await BidAsync(body, 400, "request.unreadable");
    }

    [Test]
    public async Task A_thousand_brackets_cannot_be_read() =>
        await BidAsync("{\"amount\":" + new string('[', 1000) + new string(']', 1000) + "}", 400, "request.unreadable");

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_media_type_is_not_taken(string type)
    {
        using var body = new StringContent("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"}}", Encoding.UTF8, type);
        await BidAsync(body, 415, "media_type.unsupported");
    }

    [Test]
    public async Task A_body_without_a_media_type_is_not_taken()
    {
        using var body = new ByteArrayContent("{\"amount\":{\"amount\":300000000,\"currency\":\"CNY\"}}"u8.ToArray());
        await BidAsync(body, 415, "media_type.unsupported");
    }

    [TestCase("\\u0007")]
    [TestCase("\\u202E")]
    [TestCase("  \\n ")]
    [TestCase("")]
    public async Task Text_that_cannot_be_read_by_people_is_refused(string reason)
    {
        var other = await Deal.AnnouncedAsync(Market);
        var reply = (await other.University.Post($"{other.Path}/withdrawal", $"{{\"reason\":\"{reason}\"}}")).Refused(422, "request.invalid");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/reason" }));
    }

    [Test]
    public async Task Half_of_a_character_is_refused()
    {
        var other = await Deal.AnnouncedAsync(Market);
        var reply = await other.University.Post($"{other.Path}/withdrawal", "{\"reason\":\"\\uD83D\"}");
        Assert.That(reply.Status, Is.EqualTo(400).Or.EqualTo(422), reply.Body);
    }
}
