using Marketplace.Slices.Tests.Deals;

namespace Marketplace.Slices.Tests.Mandates;

public sealed class GetMandateTests : TradeFixture
{
    [Test]
    public async Task The_principal_and_the_agent_read_it_and_nobody_else()
    {
        var mandate = await Desk.MandatedAsync(Desk.Buyer);
        foreach (var reader in new[] { Desk.Buyer, Desk.Broker })
            Assert.That((await reader.Get($"/v1/mandates/{mandate}")).Is(200).Text("reference"), Is.EqualTo("授权委托书〔2026〕31号"));
        foreach (var stranger in new[] { Desk.Seller, Desk.Operator, Desk.Other }) (await stranger.Get($"/v1/mandates/{mandate}")).Refused(404, "mandate.not_found");
        (await Desk.Buyer.Get("/v1/mandates/mdt_0198d3a1b2c37000800000000000a001")).Refused(404, "mandate.not_found");
    }
}
