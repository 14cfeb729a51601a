using Marketplace.Slices.Tests.Deals;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Mandates;

public sealed class ListMandatesTests : TradeFixture
{
    [Test]
    public async Task Principals_find_what_they_gave_and_agents_what_they_hold()
    {
        var (first, second) = (await Desk.MandatedAsync(Desk.Buyer), await Desk.MandatedAsync(Desk.Seller, "listings"));
        (await Desk.Buyer.Post($"/v1/mandates/{first}/revocation")).Is(200);
        async Task<string[]> FoundAsync(Client by, string filter = "") =>
            [.. (await by.Get($"/v1/mandates?{filter}", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FoundAsync(Desk.Broker), Is.EqualTo(new[] { second, first }));
            Assert.That(await FoundAsync(Desk.Buyer), Is.EqualTo(new[] { first }));
            Assert.That(await FoundAsync(Desk.Other), Is.Empty);
            Assert.That(await FoundAsync(Desk.Broker, "scope=listings"), Is.EqualTo(new[] { second }));
            Assert.That(await FoundAsync(Desk.Broker, $"principal={Desk.Buyer.Organization}&agent={Desk.Broker.Organization}"), Is.EqualTo(new[] { first }));
        }
        (await Desk.Market.Stranger.Get("/v1/mandates")).Refused(401, "token.missing");
    }
}
