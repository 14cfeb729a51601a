using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>Agents with a power of attorney (拍卖法 34), and whom they may not act for (民法典 168).</summary>
public sealed class BiddingByAgentTests : AuctionFixture
{
    private Client agent = null!;

    [OneTimeSetUp]
    public async Task Hire() => agent = await Market.JoinAsync(OrganizationKind.BrokerAgency, "浙江知联技术转移有限公司", Role.OrgAdmin, Role.Broker, Role.Bidder);

    private async Task<string> MandateAsync(string principal, string scope = "auctions", Client? to = null)
    {
        var admin = await Market.JoinAsync(principal, Role.OrgAdmin);
        return (await admin.Post("/v1/mandates", new { agent = (to ?? agent).Organization, scopes = new[] { scope }, reference = "授权委托书〔2026〕31号", validUntil = Deal.At(Market.Now.AddDays(365)) })).Is(201).Id;
    }

    private static Task<Reply> Register(Client by, Deal deal, Client? bidder = null) => by.Post($"{deal.Path}/bidders", new { onBehalfOf = bidder?.Organization });

    private static Task<Reply> Bid(Client by, Deal deal, decimal wan, Client bidder) => by.Post($"{deal.Path}/bids", new { amount = Deal.InWan(wan), onBehalfOf = bidder.Organization });

    [Test]
    public async Task An_agent_registers_and_bids_for_its_principal_until_the_mandate_is_revoked()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var principal = await deal.EnterpriseAsync();
        (await Register(agent, deal, principal)).Refused(403, "mandate.missing");
        var mandate = await MandateAsync(principal.Organization);
        var registered = (await Register(agent, deal, principal)).Is(201);
        Assert.That((registered.Text("organization"), registered.Text("agent"), registered["related"].GetBoolean()), Is.EqualTo((principal.Organization, agent.Organization, false)));
        (await deal.QualifyAsync("1")).Is(200);
        (await deal.DepositAsync("1")).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt);
        var receipt = (await Bid(agent, deal, 300, principal)).Is(201);
        Assert.That((await agent.Get($"{deal.Path}/receipts/{receipt.Text("bidId")}", ("Marketplace-Position", $"{Market.Position}"))).Is(200).Text("label"), Is.EqualTo("1"));
        Assert.That((await agent.Get($"{deal.Path}/bidders/1")).Is(200).Text("label"), Is.EqualTo("1"));
        (await deal.BidAsync(principal, 310)).Is(201);
        (await (await Market.JoinAsync(principal.Organization, Role.OrgAdmin)).Post($"/v1/mandates/{mandate}/revocation", new { reason = "委托事项已办结。" })).Is(200);
        (await Bid(agent, deal, 320, principal)).Refused(403, "mandate.missing");
    }

    [Test]
    public async Task Nobody_acts_for_the_seller_and_a_bidder_nor_for_two_bidders_of_a_lot()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var broker = await Market.JoinAsync(OrganizationKind.BrokerAgency, "宁波汇智技术转移有限公司", Role.OrgAdmin, Role.Broker, Role.Bidder);
        var (first, second) = (await deal.EnterpriseAsync(), await deal.EnterpriseAsync());
        await MandateAsync(first.Organization, to: broker);
        await MandateAsync(second.Organization, to: broker);
        (await Register(broker, deal, first)).Is(201);
        (await Register(broker, deal, second)).Refused(403, "bidder.agent_of_another");
        (await Register(broker, deal)).Refused(403, "bidder.agent_of_another");
        (await Register(second, deal)).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt);
        (await Bid(broker, deal, 300, second)).Refused(403, "bidder.not_its_agent");

        var other = await Deal.AnnouncedAsync(Market);
        await MandateAsync(other.University.Organization, "deals", broker);
        (await Register(broker, other, first)).Refused(403, "bidder.for_seller");
        (await Register(broker, other)).Refused(403, "bidder.for_seller");
        Assert.That((await broker.Post($"{other.Path}/bidders", new { onBehalfOf = "usr_1" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/onBehalfOf" }));
        Assert.That((await broker.Post($"{other.Path}/bids", new { amount = Deal.InWan(300), onBehalfOf = "usr_1" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/onBehalfOf" }));
    }
}
