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
        await RevokeAsync(principal, mandate);
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

    /// <summary>What an agent may send for its principal, beside open bids and priorities; the auction has the format and has just opened.</summary>
    private static readonly Dictionary<string, (object Format, Func<Client, Deal, string, Task<Reply>> Bid)> Ways = new()
    {
        ["maximum"] = (FormatDeal.WithMaxima, (by, deal, principal) => by.Post($"{deal.Path}/proxy-bids", new { maximum = Deal.InWan(400), onBehalfOf = principal })),
        ["acceptance"] = (FormatDeal.Dutch, (by, deal, principal) => by.Post($"{deal.Path}/acceptance", new { price = Deal.InWan(300), onBehalfOf = principal })),
        ["sealed bid"] = (FormatDeal.SealedFirstPrice, (by, deal, principal) =>
            by.Post($"{deal.Path}/sealed-bids", new { commitment = FormatDeal.Commit(deal.Auction, "1", 330 * Deal.Wan, FormatDeal.Salt(1)), onBehalfOf = principal })),
    };

    /// <summary>An open auction with bidder 1, who may bid and was registered by the agent.</summary>
    private async Task<(Deal Deal, Client Principal, string Mandate)> OpenAsync(object format)
    {
        var deal = await FormatDeal.AnnouncedAsync(Market, format);
        var principal = await deal.EnterpriseAsync();
        var mandate = await MandateAsync(principal.Organization);
        (await Register(agent, deal, principal)).Is(201);
        (await deal.QualifyAsync("1")).Is(200);
        (await deal.DepositAsync("1")).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt);
        return (deal, principal, mandate);
    }

    private async Task RevokeAsync(Client principal, string mandate) =>
        (await (await Market.JoinAsync(principal.Organization, Role.OrgAdmin)).Post($"/v1/mandates/{mandate}/revocation", new { reason = "委托事项已办结。" })).Is(200);

    [TestCase("maximum")]
    [TestCase("acceptance")]
    [TestCase("sealed bid")]
    public async Task An_agent_bids_in_every_way_for_whom_it_registered_and_nobody_else_does(string way)
    {
        var (format, bid) = Ways[way];
        var (deal, principal, _) = await OpenAsync(format);
        var other = await Market.JoinAsync(OrganizationKind.BrokerAgency, "温州恒信技术转移有限公司", Role.OrgAdmin, Role.Broker, Role.Bidder);
        Assert.That((await bid(other, deal, principal.Organization)).Refused(403, "mandate.missing").Pointers, Is.EqualTo(new[] { "/onBehalfOf" }));
        await MandateAsync(principal.Organization, to: other);
        (await bid(other, deal, principal.Organization)).Refused(403, "bidder.not_its_agent");
        Assert.That((await bid(agent, deal, "usr_1")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/onBehalfOf" }));
        (await bid(agent, deal, agent.Organization)).Refused(403, "bidder.not_registered");
        Assert.That((await bid(agent, deal, principal.Organization)).Is(201).Text("label"), Is.EqualTo("1"));
    }

    [TestCase("maximum")]
    [TestCase("acceptance")]
    [TestCase("sealed bid")]
    public async Task A_mandate_that_was_revoked_after_the_registration_is_no_power_to_bid(string way)
    {
        var (format, bid) = Ways[way];
        var (deal, principal, mandate) = await OpenAsync(format);
        await RevokeAsync(principal, mandate);
        Assert.That((await bid(agent, deal, principal.Organization)).Refused(403, "mandate.missing").Json.TryGetProperty("receipt", out _), Is.False);
        Assert.That((await bid(principal, deal, principal.Organization)).Is(201).Text("label"), Is.EqualTo("1"), "the bidder itself still may");
    }

    [Test]
    public async Task An_agent_reveals_what_it_sealed_and_without_its_mandate_only_the_bidder_does()
    {
        Task<Reply> Reveal(Client by, Deal deal, string bid, string principal) =>
            by.Post($"{deal.Path}/sealed-bids/{bid}/reveal", new { amount = Deal.InWan(330), salt = FormatDeal.Salt(1), onBehalfOf = principal });
        var (kept, first, _) = await OpenAsync(FormatDeal.SealedFirstPrice);
        var envelope = (await Ways["sealed bid"].Bid(agent, kept, first.Organization)).Is(201).Text("bidId");
        await Market.AdvanceToAsync(kept.ClosesAt.AddMinutes(-5));
        Assert.That((await Reveal(agent, kept, envelope, "usr_1")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/onBehalfOf" }));
        Assert.That((await Reveal(agent, kept, envelope, first.Organization)).Is(201)["amount.amount"].GetInt64(), Is.EqualTo(330 * Deal.Wan));

        var (lost, second, mandate) = await OpenAsync(FormatDeal.SealedFirstPrice);
        envelope = (await Ways["sealed bid"].Bid(agent, lost, second.Organization)).Is(201).Text("bidId");
        await RevokeAsync(second, mandate);
        await Market.AdvanceToAsync(lost.ClosesAt.AddMinutes(-5));
        (await Reveal(agent, lost, envelope, second.Organization)).Refused(403, "mandate.missing");
        (await Reveal(second, lost, envelope, second.Organization)).Is(201);
    }

    [Test]
    public async Task An_agent_claims_its_principal_s_priority_until_the_mandate_is_revoked()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (principal, rival) = (await deal.EnterpriseAsync(), await deal.EnterpriseAsync());
        var mandate = await MandateAsync(principal.Organization);
        (await Register(agent, deal, principal)).Is(201);
        (await Register(rival, deal)).Is(201);
        (await deal.Operator.Post($"{deal.Path}/bidders/1/qualification", new { decision = "qualified", priority = "completer", evidence = "营业执照与专利证书。" })).Is(200);
        (await deal.QualifyAsync("2")).Is(200);
        foreach (var label in new[] { "1", "2" }) (await deal.DepositAsync(label)).Is(201);
        await Market.AdvanceToAsync(deal.OpensAt);
        Task<Reply> Claim(decimal wan) => agent.Post($"{deal.Path}/priority-claims", new { amount = Deal.InWan(wan), onBehalfOf = principal.Organization });
        (await deal.BidAsync(rival, 300)).Is(201);
        Assert.That((await Claim(300)).Is(201).Text("label"), Is.EqualTo("1"));
        (await deal.BidAsync(rival, 310)).Is(201);
        await RevokeAsync(principal, mandate);
        (await Claim(310)).Refused(403, "mandate.missing");
    }
}
