using Marketplace.Slices.Tests.Deals;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class ListPublicitiesTests : TradeFixture
{
    [Test]
    public async Task Everybody_finds_what_is_public_now_by_state_seller_and_relation()
    {
        var (running, suspended, marked) = ((await Desk.ListedAsync()).Id, (await Desk.ListedAsync()).Id, (await Desk.ListedAsync()).Id);
        (await Desk.PublishAsync(running)).Is(201);
        (await Desk.PublishAsync(suspended, 300)).Is(201);
        await Desk.ObjectedAsync(suspended, Desk.Other);
        (await Desk.PublishAsync(marked, change: n => (n["buyer"], n["relation"], n["relationStatement"]) = (Desk.Buyer.Organization, "related", "受让方为学校控股企业。"))).Is(201);
        async Task<string[]> FoundAsync(string filter) =>
            [.. (await Desk.Market.Stranger.Get($"/v1/publicities?{filter}", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("listing").GetString()!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FoundAsync($"seller={Desk.Seller.Organization}"), Is.EqualTo(new[] { marked, suspended, running }));
            Assert.That(await FoundAsync("state=suspended"), Is.EqualTo(new[] { suspended }));
            Assert.That(await FoundAsync("relation=related,completer"), Is.EqualTo(new[] { marked }));
            Assert.That(await FoundAsync($"market={Desk.Operator.Organization}&state=running"), Is.EqualTo(new[] { marked, running }));
        }
        var page = (await Desk.Market.Stranger.Get("/v1/publicities?limit=2", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200);
        Assert.That((await Desk.Market.Stranger.Get($"/v1/publicities?limit=2&cursor={page.Text("next")}")).Is(200)["items"].GetArrayLength(), Is.EqualTo(1));
        (await Desk.Market.Stranger.Get($"/v1/publicities?state=ended&cursor={page.Text("next")}")).Refused(400, "cursor.mismatch");
        (await Desk.Market.Stranger.Get("/v1/publicities?state=gone")).Refused(422, "request.invalid");
    }
}
