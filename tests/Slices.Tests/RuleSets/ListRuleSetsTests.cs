using Marketplace.Tests;

namespace Marketplace.Slices.Tests.RuleSets;

public sealed class ListRuleSetsTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public void Open() => market = TestMarket.Open();

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task The_versions_that_come_with_the_market_are_listed_from_the_earliest_on()
    {
        var list = (await market.Stranger.Get("/v1/rule-sets")).Is(200);
        Assert.That(list["items"].EnumerateArray().Select(item => item.GetProperty("version").GetString()), Is.EqualTo(new[] { "cn-2010-01", "cn-2016-01", "cn-2017-01", "cn-2026-01" }));
        Assert.That(list.Json.TryGetProperty("next", out _), Is.False);
    }

    [Test]
    public async Task It_has_no_parameters() => (await market.Stranger.Get("/v1/rule-sets?region=330000")).Refused(400, "query.unknown_parameter");
}
