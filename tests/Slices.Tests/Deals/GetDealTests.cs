using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class GetDealTests : TradeFixture
{
    [Test]
    public async Task The_sides_and_the_market_see_it_and_for_all_others_it_does_not_exist()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        await Desk.OfferedAsync(deal, Desk.Buyer);
        foreach (var reader in new[] { Desk.Seller, Desk.Colleague, Desk.Buyer, Desk.Operator })
            Assert.That((await Desk.ReadAsync(deal, reader))["offers"].GetArrayLength(), Is.EqualTo(1), reader.Subject);
        foreach (var stranger in new[] { Desk.Other, Desk.Broker, Desk.Institute }) (await stranger.Get($"/v1/deals/{deal}")).Refused(404, "deal.not_found");
        (await Desk.Market.Stranger.Get($"/v1/deals/{deal}")).Refused(401, "token.missing");
        (await Desk.Seller.Get(NoDeal)).Refused(404, "deal.not_found");
        (await Desk.Seller.Get("/v1/deals/lst_0198d3a1b2c37000800000000000a001")).Refused(404, "resource.not_found");
    }

    [Test]
    public async Task An_agent_sees_it_while_its_mandate_lasts()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        var mandate = await Desk.MandatedAsync(Desk.Buyer);
        Assert.That((await Desk.ReadAsync(deal, Desk.Broker)).Text("message"), Is.Not.Empty);
        (await Desk.Buyer.Post($"/v1/mandates/{mandate}/revocation")).Is(200);
        (await Desk.Broker.Get($"/v1/deals/{deal}")).Refused(404, "deal.not_found");
    }

    [Test]
    public async Task A_co_owner_sees_the_terms_it_is_asked_about_and_not_what_was_said()
    {
        var listing = (await Desk.ListedAsync(changes: Desk.CoOwners)).Id;
        var deal = await Desk.OpenedAsync(listing);
        (await Desk.Institute.Get($"/v1/deals/{deal}")).Refused(404, "deal.not_found");
        var offer = await Desk.OfferedAsync(deal, Desk.Buyer);
        (await Desk.Seller.Post($"/v1/deals/{deal}/offers/{offer}/acceptance")).Is(200);
        var seen = await Desk.ReadAsync(deal, Desk.Institute);
        Assert.That((seen["terms.price.amount"].GetInt64(), seen["offers"].GetArrayLength(), seen.Json.TryGetProperty("message", out _)), Is.EqualTo((480 * Deal.Wan, 0, false)));
        Assert.That(seen.ETag, Does.EndWith("-holder-zh\""));
    }
}
