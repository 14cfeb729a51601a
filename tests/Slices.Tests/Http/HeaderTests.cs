using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Http;

public sealed class HeaderTests : AuctionFixture
{
    private Deal deal = null!;

    [SetUp]
    public async Task Announce() => deal ??= await Deal.OpenAsync(Market, bidders: 1);

    private Task<Reply> BidAsync(params (string, string)[] headers) =>
        deal.Bidders[0].Send(HttpMethod.Post, $"{deal.Path}/bids", new { amount = Deal.InWan(300) }, null, headers);

    [TestCase("")]
    [TestCase("with blank")]
    [TestCase("键")]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_key_has_1_to_64_visible_ASCII_characters(string key)
    {
        var reply = await BidAsync(("Idempotency-Key", key));
        Assert.That((reply.Status, reply.Code), Is.EqualTo((400, "idempotency.key_invalid")).Or.EqualTo((400, "idempotency.key_required")), reply.Body);
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.Zero);
    }

    [Test]
    public async Task Two_keys_are_no_key() =>
        (await BidAsync(("Idempotency-Key", "a"), ("Idempotency-Key", "b"))).Refused(400, "idempotency.key_required");

    [Test]
    public async Task A_key_of_64_characters_is_a_key()
    {
        var other = await Deal.OpenAsync(Market, bidders: 1);
        (await other.BidAsync(1, 300, new string('k', 64))).Is(201);
    }

    [Test]
    public async Task Who_has_the_version_already_gets_304_without_a_body()
    {
        var read = await deal.ReadAsync();
        foreach (var seen in (string[])[read.ETag!, $"W/{read.ETag}", $"\"0-full-zh\", {read.ETag}", "*"])
        {
            var reply = await Market.Stranger.Get(deal.Path, ("If-None-Match", seen));
            Assert.That((reply.Status, reply.Body, reply.ETag), Is.EqualTo((304, "", read.ETag)), seen);
            Assert.That(reply.Header("Vary"), Does.Contain("Accept-Language").And.Contain("Authorization"));
        }
        foreach (var other in (string[])["\"0-full-zh\"", read.ETag!.Trim('"'), "\"", ""])
            Assert.That((await Market.Stranger.Get(deal.Path, ("If-None-Match", other))).Status, Is.EqualTo(200), other);
    }

    [Test]
    public async Task The_tag_differs_by_language_so_that_nobody_is_told_that_he_has_the_other_one()
    {
        var chinese = await Market.Stranger.Get(deal.Path, ("Accept-Language", "zh-CN"));
        var english = await Market.Stranger.Get(deal.Path, ("Accept-Language", "en"));
        Assert.That(english.ETag, Is.Not.EqualTo(chinese.ETag));
        Assert.That((await Market.Stranger.Get(deal.Path, ("Accept-Language", "en"), ("If-None-Match", chinese.ETag!))).Status, Is.EqualTo(200));
    }

    [TestCase(null, "没有该场竞价")]
    [TestCase("zh-CN", "没有该场竞价")]
    [TestCase("zh-TW, en;q=0.5", "没有该场竞价")]
    [TestCase("en", "There is no such auction")]
    [TestCase("en-GB, zh;q=0.8", "There is no such auction")]
    [TestCase("de, en;q=0.1", "There is no such auction")]
    [TestCase("de", "没有该场竞价")]
    [TestCase("*", "没有该场竞价")]
    [TestCase("en;q=0, zh", "没有该场竞价")]
    [TestCase(";;;q=ü", "没有该场竞价")]
    public async Task A_problem_speaks_the_readers_language_and_its_code_never_changes(string? language, string title)
    {
        var reply = (await Market.Stranger.Get($"/v1/auctions/{NoAuction}", language is null ? [] : [("Accept-Language", language)])).Refused(404, "auction.not_found");
        Assert.That((reply.Text("title"), reply.Text("type")), Is.EqualTo((title, "/problems/auction.not_found")));
    }

    [Test]
    public async Task A_problem_says_which_request_it_answers()
    {
        var reply = (await Market.Stranger.Get($"/v1/auctions/{NoAuction}?")).Refused(404, "auction.not_found");
        Assert.That((reply.Text("instance"), reply["status"].GetInt32()), Is.EqualTo(($"/v1/auctions/{NoAuction}", 404)));
        Assert.That(reply.Text("traceId"), Is.Not.Empty);
    }

    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999999")]
    [TestCase("soon")]
    public async Task A_position_that_is_none_is_not_waited_for(string position) =>
        (await Market.Stranger.Get("/v1/auctions", ("Marketplace-Position", position))).Is(200);
}
