using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class ListDealsTests : TradeFixture
{
    private async Task<string[]> FoundAsync(Client by, string filter = "") =>
        [.. (await by.Get($"/v1/deals?{filter}", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task Everyone_finds_his_own_and_an_agent_its_principal_s()
    {
        await using var desk = await TradeDesk.OpenAsync();
        async Task<string[]> SeenAsync(Client by, string filter = "") =>
            [.. (await by.Get($"/v1/deals?{filter}", ("Marketplace-Position", $"{desk.Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        var listing = (await desk.ListedAsync(changes: desk.CoOwners)).Id;
        var first = await desk.OpenedAsync(listing);
        var rival = (await desk.Other.Post("/v1/deals", new { listing })).Is(201).Id;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await SeenAsync(desk.Seller), Is.EqualTo(new[] { rival, first }));
            Assert.That(await SeenAsync(desk.Operator), Is.EqualTo(new[] { rival, first }));
            Assert.That(await SeenAsync(desk.Buyer), Is.EqualTo(new[] { first }));
            Assert.That(await SeenAsync(desk.Institute), Is.Empty);
            Assert.That(await SeenAsync(desk.Broker), Is.Empty);
        }
        var mandate = await desk.MandatedAsync(desk.Buyer);
        Assert.That(await SeenAsync(desk.Broker), Is.EqualTo(new[] { first }));
        (await desk.Buyer.Post($"/v1/mandates/{mandate}/revocation")).Is(200);
        Assert.That(await SeenAsync(desk.Broker), Is.Empty);
        (await desk.Seller.Post($"/v1/deals/{first}/offers/{await desk.OfferedAsync(first, desk.Buyer)}/acceptance")).Is(200);
        Assert.That(await SeenAsync(desk.Institute), Is.EqualTo(new[] { first }), "it has a say now");
        Assert.That(await SeenAsync(desk.Seller, "state=agreed_pending_consent"), Is.EqualTo(new[] { first }));
    }

    [Test]
    public async Task Filters_and_cursors()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var deals = new List<string>();
        for (var i = 0; i < 3; i++) deals.Insert(0, await Desk.OpenedAsync(listing));
        Assert.That(await FoundAsync(Desk.Buyer, $"listing={listing}&state=open&buyer={Desk.Buyer.Organization}"), Is.EqualTo(deals));
        Assert.That(await FoundAsync(Desk.Buyer, $"seller={Desk.Buyer.Organization}"), Is.Empty);
        Assert.That(await FoundAsync(Desk.Buyer, "demand=dmd_0198d3a1b2c37000800000000000a001"), Is.Empty);
        var page = (await Desk.Buyer.Get($"/v1/deals?listing={listing}&limit=2", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200);
        await Desk.Market.AdvanceAsync(TimeSpan.FromHours(1));
        var rest = (await Desk.Buyer.Get($"/v1/deals?listing={listing}&limit=2&cursor={page.Text("next")}")).Is(200);
        Assert.That(rest["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()), Is.EqualTo(new[] { deals[2] }), "time moving on does not spoil a cursor");
        (await Desk.Buyer.Get($"/v1/deals?cursor={page.Text("next")}")).Refused(400, "cursor.mismatch");
        (await Desk.Market.Stranger.Get("/v1/deals")).Refused(401, "token.missing");
    }
}
