using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class AcceptOfferTests : TradeFixture
{
    [Test]
    public async Task A_price_by_agreement_waits_for_its_fifteen_days_and_then_drafts_the_contract()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var accepted = await Desk.AcceptedAsync(listing);
        Assert.That(accepted.Text("state"), Is.EqualTo("agreed_pending_publicity"));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("taken"));

        (await Desk.PublishAsync(listing, change: n => n["buyer"] = Desk.Buyer.Organization)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(15));
        Assert.That((await Desk.ReadAsync(accepted.Id)).Text("state"), Is.EqualTo("agreed_pending_publicity"), "day fifteen is not over");
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(1));
        var agreed = await Desk.ReadAsync(accepted.Id);
        Assert.That((agreed.Text("state"), agreed.Time("agreedAt")), Is.EqualTo(("agreed", agreed.Time("terms.publicityEndedAt"))));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("sold"));

        var contract = await Desk.ContractOfAsync(accepted.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((contract.Text("dealOrigin"), contract.Text("state"), contract.Text("ruleSet"), contract.Text("market")), Is.EqualTo(("deal", "draft", "cn-2026-01", Desk.Operator.Organization)));
            Assert.That((contract["price.amount"].GetInt64(), contract.Text("form.type"), contract.Text("form.paymentMethod")), Is.EqualTo((480 * Deal.Wan, "transfer", "instalments")));
            Assert.That(contract["form.relatedParties"].GetBoolean(), Is.False);
            Assert.That(contract.Time("publicityEndedAt"), Is.EqualTo(agreed.Time("agreedAt")));
        }
        (await Desk.Seller.Post("/v1/listings", new { achievement = agreed.Text("achievement"), market = Desk.Operator.Organization, transferMode = "transfer", priceMethod = "agreement" })).Refused(409, "listing.achievement_taken");
    }

    [Test]
    public async Task Another_price_than_the_public_one_is_not_agreed_until_it_was_public_itself()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing, 470)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(17));
        var deal = (await Desk.AcceptedAsync(listing)).Id;
        Assert.That((await Desk.ReadAsync(deal)).Text("state"), Is.EqualTo("agreed_pending_publicity"));
        (await Desk.PublishAsync(listing)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(17));
        Assert.That((await Desk.ReadAsync(deal)).Text("state"), Is.EqualTo("agreed"));
    }

    [Test]
    public async Task A_price_that_has_stood_its_days_already_is_agreed_at_once()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(17));
        Assert.That((await Desk.AcceptedAsync(listing)).Text("state"), Is.EqualTo("agreed"));
    }

    [Test]
    public async Task Nothing_is_contracted_under_a_notice_that_failed()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var deal = (await Desk.AcceptedAsync(listing)).Id;
        (await Desk.PublishAsync(listing)).Is(201);
        (await Desk.DecideAsync(listing, await Desk.ObjectedAsync(listing, Desk.Other), "upheld")).Is(200);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(40));
        Assert.That((await Desk.ReadAsync(deal)).Text("state"), Is.EqualTo("agreed_pending_publicity"));
        Assert.That((await Desk.Seller.Get("/v1/contracts?limit=200", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200).Body, Does.Not.Contain(deal));
    }

    [Test]
    public async Task An_expired_offer_is_refused_and_so_is_one_s_own_or_one_that_was_replaced()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var deal = await Desk.OpenedAsync(listing);
        var first = await Desk.OfferedAsync(deal, Desk.Buyer, 450);
        Task<Reply> AcceptAsync(Client by, string offer) => by.Post($"/v1/deals/{deal}/offers/{offer}/acceptance");
        (await AcceptAsync(Desk.Buyer, first)).Refused(403, "offer.own");
        var second = await Desk.OfferedAsync(deal, Desk.Seller, 500);
        (await AcceptAsync(Desk.Seller, first)).Refused(409, "offer.not_standing");
        (await AcceptAsync(Desk.Buyer, "off_0198d3a1b2c37000800000000000a001")).Refused(409, "offer.not_standing");
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(30));
        (await AcceptAsync(Desk.Buyer, second)).Refused(409, "offer.expired");
        (await AcceptAsync(Desk.Other, second)).Refused(404, "deal.not_found");
    }

    [Test]
    public async Task Of_two_deals_on_one_listing_one_is_accepted()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var rival = (await Desk.Other.Post("/v1/deals", new { listing })).Is(201).Id;
        var offer = await Desk.OfferedAsync(rival, Desk.Other);
        var first = (await Desk.AcceptedAsync(listing)).Id;
        (await Desk.Seller.Post($"/v1/deals/{rival}/offers/{offer}/acceptance")).Refused(409, "listing.phase_forbids");
        (await Desk.Buyer.Post($"/v1/deals/{first}/closure")).Is(200);
        (await Desk.Seller.Post($"/v1/deals/{rival}/offers/{offer}/acceptance")).Is(200);
    }

    [Test]
    public async Task A_deal_on_a_demand_is_agreed_at_once_and_its_contract_answers_the_demand()
    {
        var demand = (await Desk.Buyer.Post("/v1/demands", DemandDesk.Content(("deadline", "2027-12-31T16:00:00.000Z")).ToJsonString())).Is(201).Id;
        var deal = (await Desk.Seller.Post("/v1/deals", new { demand })).Is(201).Id;
        var work = new { price = Deal.InWan(120), validUntil = Deal.At(Desk.Market.Now.AddDays(9)), contractType = "development", paymentMethod = "instalments", terms = "十二个月内交付样机。" };
        (await Desk.Seller.Post($"/v1/deals/{deal}/offers", new { work.price, work.validUntil })).Refused(422, "offer.type_missing");
        var offer = (await Desk.Seller.Post($"/v1/deals/{deal}/offers", work)).Is(200).Text("offers.0.id");
        Assert.That((await Desk.Buyer.Post($"/v1/deals/{deal}/offers/{offer}/acceptance")).Is(200).Text("state"), Is.EqualTo("agreed"));
        var contract = await Desk.ContractOfAsync(deal);
        Assert.That((contract.Text("demand"), contract.Text("form.type"), contract.Text("form.title"), contract.Text("form.field")), Is.EqualTo((demand, "development", "玻璃窑炉烟气低温脱硝", "environment")));
    }

    [Test]
    public async Task The_same_key_accepts_once_and_an_old_version_is_refused()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var deal = await Desk.OpenedAsync(listing);
        var offer = await Desk.OfferedAsync(deal, Desk.Buyer);
        var path = $"/v1/deals/{deal}/offers/{offer}/acceptance";
        (await Desk.Seller.Post(path, null, null, ("If-Match", "\"1-party-zh\""))).Refused(412, "version.gone");
        var accepted = (await Desk.Seller.Post(path, null, "key-accept")).Is(200);
        var again = (await Desk.Seller.Post(path, null, "key-accept")).Is(200);
        Assert.That((again.Replayed, again.Body), Is.EqualTo((true, accepted.Body)));
    }
}
