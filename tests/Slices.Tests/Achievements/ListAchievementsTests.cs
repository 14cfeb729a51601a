using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Achievements;

public sealed class ListAchievementsTests
{
    private TestMarket market = null!;
    private Deal deal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        deal = await Deal.ListedAsync(market);
        (await deal.University.Post("/v1/achievements", new { titleZh = "高温烟气余热利用装置" })).Is(201);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> List(Client client, string query) => client.Get($"/v1/achievements{query}", ("Marketplace-Position", $"{market.Position}"));

    private static string[] Titles(Reply page) => [.. page["items"].EnumerateArray().Select(item => item.GetProperty("titleZh").GetString()!)];

    [Test]
    public async Task A_draft_is_listed_for_its_own_organization_only()
    {
        Assert.That(Titles((await List(deal.University, "")).Is(200)), Is.EqualTo(new[] { "高温烟气余热利用装置", "玻璃窑炉环保治理技术" }));
        Assert.That(Titles((await List(market.Stranger, "")).Is(200)), Is.EqualTo(new[] { "玻璃窑炉环保治理技术" }));
    }

    [TestCase("?field=environment&stage=mature", 1)]
    [TestCase("?field=aerospace,environment", 1)]
    [TestCase("?region=330000", 1)]
    [TestCase("?region=310000", 0)]
    [TestCase("?transferMode=licence", 0)]
    [TestCase("?updatedSince=2026-08-03T01:00:00Z", 1)]
    [TestCase("?updatedSince=2026-08-04T01:00:00Z", 0)]
    public async Task Filters_narrow_the_list(string query, int expected) =>
        Assert.That(Titles((await List(market.Stranger, query)).Is(200)), Has.Length.EqualTo(expected));

    [TestCase("?field=magic", "/field")]
    [TestCase("?owner=usr_1", "/owner")]
    [TestCase("?region=33", "/region")]
    [TestCase("?updatedSince=yesterday", "/updatedSince")]
    public async Task What_is_no_filter_is_pointed_at(string query, string pointer) =>
        Assert.That((await List(market.Stranger, query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));
}
