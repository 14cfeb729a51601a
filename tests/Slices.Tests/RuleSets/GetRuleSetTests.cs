using Marketplace.Tests;

namespace Marketplace.Slices.Tests.RuleSets;

public sealed class GetRuleSetTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public void Open() => market = TestMarket.Open();

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task Every_number_comes_with_its_source()
    {
        var rules = (await market.Stranger.Get("/v1/rule-sets/cn-2026-01")).Is(200);
        Assert.That((rules["auction.noticeDays.value"].GetInt32(), rules.Text("auction.noticeDays.source")), Is.EqualTo((7, "拍卖法 art. 45")));
        Assert.That((rules["registration.secondReviewFrom.value.amount"].GetInt64(), rules.Text("registration.secondReviewFrom.value.currency")), Is.EqualTo((500_000_000L, "CNY")));
        Assert.That((rules.Text("effectiveFrom"), rules.Json.TryGetProperty("region", out _)), Is.EqualTo(("2026-01-01", false)));
        (await market.Stranger.Get("/v1/rule-sets/cn-2026-01", ("If-None-Match", rules.ETag!))).Is(304);
    }

    [Test]
    public async Task An_unknown_version_is_not_found() => (await market.Stranger.Get("/v1/rule-sets/cn-1999-01")).Refused(404, "rule_set.not_found");
}
