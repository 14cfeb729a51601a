using Marketplace.Slices.Tests.Deals;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Mandates;

public sealed class GrantMandateTests : TradeFixture
{
    private object Body(string? agent = null, DateTimeOffset? until = null, params string[] scopes) => new
    {
        agent = agent ?? Desk.Broker.Organization, scopes = scopes.Length > 0 ? scopes : ["deals", "listings"], reference = "授权委托书〔2026〕31号", validUntil = Deal.At(until ?? Desk.Market.Now.AddDays(90)),
    };

    [Test]
    public async Task A_mandate_makes_a_broker_one_side_of_a_deal_and_the_log_names_the_broker()
    {
        var granted = (await Desk.Buyer.Post("/v1/mandates", Body())).Is(201);
        Assert.That((granted.Text("principal"), granted.Text("agent"), granted.Text("scopes.1")), Is.EqualTo((Desk.Buyer.Organization, Desk.Broker.Organization, "listings")));
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        var offered = (await Desk.Broker.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Is(200);
        Assert.That((offered.Text("offers.0.by"), offered.Text("offers.0.agent")), Is.EqualTo(("buyer", Desk.Broker.Organization)));
        await Desk.MandatedAsync(Desk.Seller);
        (await Desk.Broker.Post($"/v1/deals/{deal}/offers/{offered.Text("offers.0.id")}/acceptance")).Refused(403, "deal.agent_of_both_sides");
    }

    [Test]
    public async Task An_agent_is_a_verified_organization_that_decides_nothing_and_the_end_lies_ahead()
    {
        (await Desk.Buyer.Post("/v1/mandates", Body(Desk.Buyer.Organization))).Refused(422, "mandate.agent_unknown");
        (await Desk.Buyer.Post("/v1/mandates", Body(Desk.Operator.Organization))).Refused(422, "mandate.agent_unknown");
        (await Desk.Buyer.Post("/v1/mandates", Body("org_0198d3a1b2c37000800000000000a001"))).Refused(422, "mandate.agent_unknown");
        (await Desk.Buyer.Post("/v1/mandates", Body(until: Desk.Market.Now))).Refused(422, "mandate.ends_in_past");
        (await Desk.Buyer.Post("/v1/mandates", Body(scopes: ["deals", "deals"]))).Refused(422, "request.invalid");
        (await Desk.Broker.Post("/v1/mandates", Body())).Refused(403, "role.missing");
    }
}
