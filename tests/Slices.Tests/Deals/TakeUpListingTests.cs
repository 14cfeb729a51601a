using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class TakeUpListingTests : TradeFixture
{
    [Test]
    public async Task Taken_up_at_its_price_it_is_a_deal_without_a_notice_and_drafts_its_contract()
    {
        var listing = (await Desk.ListedAsync("listing", askWan: 480)).Id;
        var taken = (await Desk.Buyer.Post($"/v1/listings/{listing}/take-ups", new { paymentMethod = "lump_sum" })).Is(201);
        Assert.That((taken.Text("state"), taken["terms.price.amount"].GetInt64(), taken["terms.needsPublicity"].GetBoolean()), Is.EqualTo(("agreed", 480 * Deal.Wan, false)));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("deal"), Is.EqualTo(taken.Id));
        var contract = await Desk.ContractOfAsync(taken.Id);
        Assert.That((contract.Text("form.paymentMethod"), contract.Text("buyer.organization")), Is.EqualTo(("lump_sum", Desk.Buyer.Organization)));
        (await Desk.Other.Post($"/v1/listings/{listing}/take-ups")).Refused(409, "listing.phase_forbids");
    }

    [Test]
    public async Task Of_fifty_who_take_it_up_at_once_one_has_it()
    {
        var listing = (await Desk.ListedAsync("listing", askWan: 480)).Id;
        var takers = new List<Client>();
        for (var i = 0; i < 50; i++) takers.Add(await Desk.Market.JoinAsync(OrganizationKind.Enterprise, $"宁波第{i + 1}玻璃厂", Role.Bidder));
        var replies = await Task.WhenAll(takers.Select(taker => Task.Run(() => taker.Post($"/v1/listings/{listing}/take-ups"))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(replies.Count(reply => reply.Status == 201), Is.EqualTo(1));
            Assert.That(replies.Count(reply => reply.Code == "listing.phase_forbids"), Is.EqualTo(49));
        }
        var won = replies.Single(reply => reply.Status == 201).Id;
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("deal"), Is.EqualTo(won));
        await Desk.ContractOfAsync(won);
    }

    [Test]
    public async Task An_ordinary_licence_is_taken_up_by_everyone()
    {
        var listing = (await Desk.ListedAsync("listing", "licence", 60)).Id;
        foreach (var taker in new[] { Desk.Buyer, Desk.Other })
            Assert.That((await taker.Post($"/v1/listings/{listing}/take-ups")).Is(201).Text("terms.licenceScope"), Is.EqualTo("ordinary"));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("open"));
    }

    [Test]
    public async Task Only_what_has_a_price_and_belongs_to_another()
    {
        (await Desk.Buyer.Post($"/v1/listings/{(await Desk.ListedAsync()).Id}/take-ups")).Refused(409, "deal.not_taken_up");
        (await Desk.Buyer.Post($"{NoListing}/take-ups")).Refused(404, "listing.not_found");
        var listing = (await Desk.ListedAsync("listing", askWan: 480)).Id;
        var own = await Desk.Market.JoinAsync(Desk.Seller.Organization, Role.Bidder);
        (await own.Post($"/v1/listings/{listing}/take-ups")).Refused(422, "deal.with_oneself");
        (await Desk.Broker.Post($"/v1/listings/{listing}/take-ups", new { onBehalfOf = Desk.Buyer.Organization })).Refused(403, "mandate.missing");
        await Desk.MandatedAsync(Desk.Buyer);
        Assert.That((await Desk.Broker.Post($"/v1/listings/{listing}/take-ups", new { onBehalfOf = Desk.Buyer.Organization })).Is(201).Text("buyer"), Is.EqualTo(Desk.Buyer.Organization));
    }
}
