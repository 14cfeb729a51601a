using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Listings;

public sealed class ListListingsTests
{
    private TestMarket market = null!;
    private Deal listed = null!, announced = null!, withdrawn = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        listed = await Deal.ListedAsync(market, reserveWan: 400);
        announced = await Deal.AnnouncedAsync(market);
        withdrawn = await Deal.ListedAsync(market);
        (await withdrawn.University.Post($"/v1/listings/{withdrawn.Listing}/withdrawal")).Is(200);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<string[]> List(Client client, string query) =>
        [.. (await client.Get($"/v1/listings{query}", ("Marketplace-Position", $"{market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task Newest_first_and_a_withdrawn_one_for_its_seller_alone()
    {
        Assert.That(await List(market.Stranger, ""), Is.EqualTo(new[] { announced.Listing, listed.Listing }));
        Assert.That(await List(withdrawn.University, "?state=withdrawn"), Is.EqualTo(new[] { withdrawn.Listing }));
        Assert.That(await List(listed.University, "?state=withdrawn"), Is.Empty);
    }

    [Test]
    public async Task Filters_narrow_the_list()
    {
        Assert.That(await List(market.Stranger, "?state=in_auction"), Is.EqualTo(new[] { announced.Listing }));
        Assert.That(await List(market.Stranger, $"?seller={listed.University.Organization}&priceMethod=auction&transferMode=transfer&field=environment&region=330100"), Is.EqualTo(new[] { listed.Listing }));
        Assert.That(await List(market.Stranger, $"?achievement={announced.Achievement}&market={announced.Operator.Organization}"), Is.EqualTo(new[] { announced.Listing }));
        Assert.That(await List(market.Stranger, "?priceMethod=agreement"), Is.Empty);
    }

    [Test]
    public async Task The_sealed_reserve_is_in_no_list()
    {
        var page = await listed.Operator.Get("/v1/listings", ("Marketplace-Position", $"{market.Position}"));
        Assert.That(page.Body, Does.Not.Contain("reserve").And.Not.Contain("400000000"));
    }
}
