using System.Text;
using System.Text.Json;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Search;

public sealed class SearchMarketTests
{
    private TestMarket market = null!;
    private Deal listed = null!, announced = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        listed = await Deal.ListedAsync(market, reserveWan: 400);
        announced = await Deal.AnnouncedAsync(market);
        var withdrawn = await Deal.ListedAsync(market);
        (await withdrawn.University.Post($"/v1/listings/{withdrawn.Listing}/withdrawal")).Is(200);
        (await withdrawn.University.Post($"/v1/achievements/{withdrawn.Achievement}/withdrawal", new { reason = "权属变更" })).Is(200);
        (await listed.University.Post("/v1/achievements", new { titleZh = "玻璃窑炉余热利用装置" })).Is(201);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> SearchAsync(string query, Client? by = null) => (by ?? market.Stranger).Get($"/v1/search{query}", ("Marketplace-Position", $"{market.Position}"));

    private static string[] Ids(Reply page) => [.. page["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static string Q(string text) => Uri.EscapeDataString(text);

    [TestCase("窑炉")]
    [TestCase("窯爐")]
    [TestCase("炉")]
    [TestCase("环保 治理")]
    [TestCase("玻璃窑炉环保治理技术")]
    public async Task What_stands_on_the_market_is_found_in_either_script_from_one_character_on(string text)
    {
        var answer = (await SearchAsync($"?q={Q(text)}")).Is(200);
        Assert.That(Ids(answer), Is.EquivalentTo(new[] { listed.Achievement, listed.Listing, announced.Achievement, announced.Listing, announced.Auction }));
        Assert.That(answer.Json.GetProperty("count").GetInt64(), Is.EqualTo(5));
        Assert.That(answer.Json.GetProperty("countIsExact").GetBoolean(), Is.True);
    }

    [Test]
    public async Task A_hit_says_what_it_is_and_where_it_was_met()
    {
        var item = (await SearchAsync($"?q={Q("窯爐")}&kind=auction")).Is(200)["items.0"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(item.GetProperty("kind").GetString(), Is.EqualTo("auction"));
            Assert.That(item.GetProperty("id").GetString(), Is.EqualTo(announced.Auction));
            Assert.That(item.GetProperty("status").GetString(), Is.EqualTo("announced"));
            Assert.That(item.GetProperty("field").GetString(), Is.EqualTo("environment"));
            Assert.That(item.GetProperty("price").GetProperty("amount").GetInt64(), Is.EqualTo(300 * Deal.Wan));
            var highlight = item.GetProperty("highlights")[0];
            Assert.That(highlight.GetProperty("field").GetString(), Is.EqualTo("title"));
            Assert.That(highlight.GetProperty("text").GetString(), Is.EqualTo("玻璃窑炉环保治理技术"));
            Assert.That((highlight.GetProperty("ranges")[0].GetProperty("from").GetInt32(), highlight.GetProperty("ranges")[0].GetProperty("to").GetInt32()), Is.EqualTo((2, 4)));
        }
    }

    [Test]
    public async Task Facets_tell_how_much_there_is_of_each_in_the_readers_language()
    {
        var facets = (await market.Stranger.Get($"/v1/search?q={Q("窑炉")}", ("Marketplace-Position", $"{market.Position}"), ("Accept-Language", "en"))).Is(200).Json.GetProperty("facets");
        string[] Rows(string facet) => [.. facets.GetProperty(facet).EnumerateArray().Select(row => $"{row.GetProperty("code").GetString()} {row.GetProperty("label").GetString()} {row.GetProperty("count").GetInt64()}")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rows("kinds"), Is.EqualTo(new[] { "achievement Achievements 2", "listing Listings 2", "auction Auctions 1" }));
            Assert.That(Rows("regions"), Is.EqualTo(new[] { "330000 Zhejiang 5" }));
            Assert.That(Rows("fields").Single(), Does.StartWith("environment ").And.EndsWith(" 5"));
            Assert.That(Rows("stages").Single(), Does.StartWith("mature ").And.EndsWith(" 5"));
        }
    }

    [TestCase("&kind=listing", 2)]
    [TestCase("&kind=listing,auction", 3)]
    [TestCase("&kind=demand", 0)]
    [TestCase("&field=environment&stage=mature&region=330100", 5)]
    [TestCase("&region=310000", 0)]
    [TestCase("&status=open", 1)]
    [TestCase("&status=in_auction,announced", 2)]
    [TestCase("&kind=auction&priceMin=300000000&priceMax=300000000", 1)]
    [TestCase("&kind=auction&priceMin=300000001", 0)]
    [TestCase("&publishedAfter=2026-08-03T00:00:00Z", 5)]
    [TestCase("&publishedBefore=2026-08-01T00:00:00Z", 0)]
    public async Task Filters_narrow_what_is_found(string filter, int count)
    {
        var answer = (await SearchAsync($"?q={Q("窑炉")}{filter}")).Is(200);
        Assert.That((Ids(answer).Length, answer.Json.GetProperty("count").GetInt64()), Is.EqualTo((count, (long)count)));
    }

    /// <summary>Neither a draft nor what was withdrawn is found, also by those who may read it elsewhere: a search is the same for all.</summary>
    [Test]
    public async Task What_a_stranger_may_not_know_is_in_no_answer_and_no_count()
    {
        foreach (var reader in (Client[])[market.Stranger, listed.University, listed.Operator])
        {
            var answer = (await SearchAsync($"?q={Q("玻璃")}", reader)).Is(200);
            Assert.That(answer.Json.GetProperty("count").GetInt64(), Is.EqualTo(5));
            Assert.That(answer.Body, Does.Not.Contain("余热").And.Not.Contain("400000000").And.Not.Contain("reserve"));
        }
        Assert.That((await SearchAsync($"?q={Q("余热")}")).Is(200).Json.GetProperty("facets").GetProperty("kinds").GetArrayLength(), Is.Zero);
    }

    [TestCase("")]
    [TestCase("&sort=newest")]
    [TestCase("&sort=price")]
    [TestCase("&sort=-price")]
    public async Task Pages_of_two_hold_each_hit_once(string sort)
    {
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await SearchAsync($"?q={Q("窑炉")}&limit=2{sort}{cursor}")).Is(200);
            Assert.That(page.Json.TryGetProperty("count", out _), Is.EqualTo(cursor == ""), "how many there are is told once");
            seen.AddRange(Ids(page));
            cursor = page.Json.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : null;
        }
        Assert.That(seen, Is.EquivalentTo(new[] { listed.Achievement, listed.Listing, announced.Achievement, announced.Listing, announced.Auction }));
        Assert.That(seen, Is.Unique);
    }

    [Test]
    public async Task A_cursor_belongs_to_its_question_and_a_forged_one_is_refused()
    {
        var next = (await SearchAsync($"?q={Q("窑炉")}&limit=2")).Is(200).Text("next");
        (await SearchAsync($"?q={Q("玻璃")}&limit=2&cursor={next}")).Refused(400, "cursor.mismatch");
        var parts = JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(next.Replace('-', '+').Replace('_', '/').PadRight((next.Length + 3) / 4 * 4, '=')))!;
        for (var i = 1; i < parts.Length; i++)
            foreach (var forged in (string[])["", "x", "-9", "99999999999999999999", "9,9,9"])
            {
                string[] changed = [.. parts[..i], forged, .. parts[(i + 1)..]];
                var cursor = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(changed)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
                Assert.That((await SearchAsync($"?q={Q("窑炉")}&limit=2&cursor={cursor}")).Refused(400, "cursor.mismatch").Status, Is.EqualTo(400), $"{i}: {forged}");
            }
    }

    [TestCase("?q=", "/q")]
    [TestCase("?q=%00", "/q")]
    [TestCase("?kind=contract", "/kind")]
    [TestCase("?field=alchemy", "/field")]
    [TestCase("?region=33", "/region")]
    [TestCase("?stage=ripe", "/stage")]
    [TestCase("?status=withdrawn", "/status")]
    [TestCase("?priceMin=-1", "/priceMin")]
    [TestCase("?priceMax=-1", "/priceMax")]
    [TestCase("?publishedAfter=2026-08-20", "/publishedAfter")]
    [TestCase("?publishedBefore=yesterday", "/publishedBefore")]
    [TestCase("?sort=best", "/sort")]
    [TestCase("?limit=0", "/limit")]
    public async Task What_is_no_question_is_pointed_at(string query, string pointer) =>
        Assert.That((await SearchAsync(query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task The_syntax_of_the_engine_is_text_like_any_other()
    {
        foreach (var text in (string[])["\"", "窑炉\"", "窑炉*", "\" OR \"", "marks:窑", "NEAR(窑 炉)", "^窑炉", "窑炉 -玻璃", "' or 1=1 --", "{marks phrases}:窑", "<script>窑</script>", "\u202B窑", "窑\uFEFF炉"])
        {
            var answer = await SearchAsync($"?q={Q(text)}");
            Assert.That(answer.Status, Is.EqualTo(200).Or.EqualTo(422), text);
        }
        (await SearchAsync($"?q=%ED%A0%80%C3%28")).Is(200);
        Assert.That((await SearchAsync($"?q={new StringBuilder().Insert(0, Q("窑"), 201)}")).Status, Is.EqualTo(422));
    }
}
