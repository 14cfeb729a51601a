using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reference;

public sealed class GetCodelistTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public void Open() => market = TestMarket.Open();

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task Labels_are_in_both_languages_and_the_label_in_the_readers()
    {
        var zh = (await market.Stranger.Get("/v1/codelists/contract_type")).Is(200);
        var en = (await market.Stranger.Get("/v1/codelists/contract_type", ("Accept-Language", "en-GB,en;q=0.9,zh;q=0.1"))).Is(200);
        Assert.That((zh.Text("entries.0.code"), zh.Text("entries.0.label"), zh.Text("entries.0.zh"), zh.Text("entries.0.en")), Is.EqualTo(("development", "技术开发", "技术开发", "Technology development")));
        Assert.That(en.Text("entries.0.label"), Is.EqualTo("Technology development"));
    }

    [Test]
    public async Task A_code_says_from_when_it_may_be_used()
    {
        var types = (await market.Stranger.Get("/v1/codelists/contract_type")).Is(200);
        var licence = types["entries"].EnumerateArray().Single(entry => entry.GetProperty("code").GetString() == "licence");
        Assert.That(licence.GetProperty("since").GetString(), Is.EqualTo("2021-01-01"));
        Assert.That(licence.TryGetProperty("retired", out _), Is.False);
    }

    [Test]
    public async Task A_region_names_the_one_above_it()
    {
        var regions = (await market.Stranger.Get("/v1/codelists/region")).Is(200);
        var xihu = regions["entries"].EnumerateArray().Single(entry => entry.GetProperty("code").GetString() == "330106");
        Assert.That((xihu.GetProperty("label").GetString(), xihu.GetProperty("parent").GetString()), Is.EqualTo(("西湖区", "330100")));
    }

    [Test]
    public async Task Who_has_the_list_already_is_not_sent_it_again_but_in_another_language()
    {
        var zh = (await market.Stranger.Get("/v1/codelists/role")).Is(200);
        (await market.Stranger.Get("/v1/codelists/role", ("If-None-Match", zh.ETag!))).Is(304);
        (await market.Stranger.Get("/v1/codelists/role", ("If-None-Match", zh.ETag!), ("Accept-Language", "en"))).Is(200);
        Assert.That((await market.Stranger.Get("/v1/codelists/organization_kind")).ETag, Is.Not.EqualTo(zh.ETag));
    }

    [TestCase("roles")]
    [TestCase("Role")]
    [TestCase("..%2Fpermissions")]
    public async Task An_unknown_name_is_not_found(string name) => (await market.Stranger.Get($"/v1/codelists/{name}")).Refused(404, "codelist.not_found");
}
