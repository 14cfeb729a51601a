using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Reference;

public sealed class ListCodelistsTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public void Open() => market = TestMarket.Open();

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public async Task A_stranger_finds_every_list_by_its_name()
    {
        var lists = (await market.Stranger.Get("/v1/codelists")).Is(200);
        var names = lists["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString()!).ToList();
        Assert.That(names, Is.SupersetOf(new[] { "contract_type", "organization_kind", "region", "role", "technical_field" }).And.Ordered);
        Assert.That(lists["items"].EnumerateArray().Single(item => item.GetProperty("name").GetString() == "technical_field").GetProperty("entries").GetInt32(), Is.EqualTo(11));
        Assert.That(lists.Json.TryGetProperty("next", out _), Is.False);
        foreach (var name in names) (await market.Stranger.Get($"/v1/codelists/{name}")).Is(200);
    }

    [Test]
    public async Task It_has_no_parameters() => (await market.Stranger.Get("/v1/codelists?limit=5")).Refused(400, "query.unknown_parameter");
}
