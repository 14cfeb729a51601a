using Marketplace.Slices.Tests.Deals;

namespace Marketplace.Slices.Tests.Mandates;

public sealed class RevokeMandateTests : TradeFixture
{
    [Test]
    public async Task The_principal_takes_it_back_once_and_the_agent_does_nothing_more()
    {
        var mandate = await Desk.MandatedAsync(Desk.Buyer);
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        (await Desk.Broker.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Is(200);
        (await Desk.Other.Post($"/v1/mandates/{mandate}/revocation")).Refused(404, "mandate.not_found");
        (await Desk.Buyer.Post($"/v1/mandates/{mandate}/revocation", null, null, ("If-Match", "\"9-full-zh\""))).Refused(412, "version.gone");
        var revoked = (await Desk.Buyer.Post($"/v1/mandates/{mandate}/revocation", new { reason = "委托事项已办结。" })).Is(200);
        Assert.That(revoked.Text("revocationReason"), Is.EqualTo("委托事项已办结。"));
        (await Desk.Broker.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Refused(404, "deal.not_found");
        (await Desk.Buyer.Post($"/v1/mandates/{mandate}/revocation")).Refused(409, "mandate.over");
        (await Desk.Buyer.Post("/v1/mandates/mdt_0198d3a1b2c37000800000000000a001/revocation")).Refused(404, "mandate.not_found");
    }

    [Test]
    public async Task An_agent_does_not_revoke_it()
    {
        var mandate = (await Desk.Buyer.Post("/v1/mandates", new { agent = Desk.Other.Organization, scopes = new[] { "deals" }, reference = "授权委托书", validUntil = Marketplace.Tests.Deal.At(Desk.Market.Now.AddDays(9)) })).Is(201).Id;
        (await Desk.Other.Post($"/v1/mandates/{mandate}/revocation")).Refused(403, "mandate.not_principal");
    }
}
