using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Search;

public sealed class SuggestTermsTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        var deal = await Deal.ListedAsync(market);
        (await deal.University.Post("/v1/achievements", new { titleZh = "玻璃熔窑余热利用装置" })).Is(201);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> SuggestAsync(string query) => market.Stranger.Get($"/v1/search/suggestions{query}", ("Marketplace-Position", $"{market.Position}"));

    [TestCase("玻")]
    [TestCase("玻璃窯")]
    public async Task A_title_is_offered_to_who_has_begun_to_type_it_and_no_draft_is(string beginning)
    {
        var items = (await SuggestAsync($"?q={Uri.EscapeDataString(beginning)}")).Is(200)["items"];
        Assert.That(items.EnumerateArray().Select(item => (item.GetProperty("text").GetString(), item.GetProperty("documents").GetInt64())), Is.EqualTo(new[] { ("玻璃窑炉", 2L), ("玻璃窑炉环保治理技术", 2L) }));
    }

    [Test]
    public async Task What_nothing_begins_with_has_no_suggestion() =>
        Assert.That((await SuggestAsync($"?q={Uri.EscapeDataString("窑炉")}")).Is(200)["items"].GetArrayLength(), Is.Zero);

    [TestCase("?q=", "/q")]
    [TestCase("?q=a&limit=51", "/limit")]
    public async Task What_is_no_question_is_pointed_at(string query, string pointer) =>
        Assert.That((await SuggestAsync(query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));
}
