using System.Text;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Deals;

public sealed class MakeOfferTests : TradeFixture
{
    [Test]
    public async Task A_counter_offer_replaces_the_other_side_s()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        await Desk.OfferedAsync(deal, Desk.Buyer, 450);
        var countered = (await Desk.Seller.Post($"/v1/deals/{deal}/offers", Desk.Offer(520))).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(countered["offers"].EnumerateArray().Select(offer => (offer.GetProperty("by").GetString(), offer.GetProperty("state").GetString(), offer.GetProperty("price").GetProperty("amount").GetInt64())),
                Is.EqualTo(new[] { ("buyer", "replaced", 450 * Deal.Wan), ("seller", "standing", 520 * Deal.Wan) }));
            Assert.That(countered.Text("offers.1.terms"), Is.EqualTo("分三期支付。"));
        }
    }

    [Test]
    public async Task The_log_holds_neither_the_price_nor_the_words_of_an_offer()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        await Desk.OfferedAsync(deal, Desk.Buyer, 471);
        var events = await Desk.Market.Services.GetRequiredService<Feed>().ReadAsync(0, 100_000, CancellationToken.None);
        var bytes = events.Where(e => e.Stream == deal).Select(e => Encoding.UTF8.GetString(EventCatalogue.Encode((Event)e.Content).Data)).ToList();
        Assert.That(bytes, Has.Count.EqualTo(2));
        Assert.That(bytes, Has.None.Contains("471000000").And.None.Contains("分三期支付").And.None.Contains("拟受让"));
    }

    [Test]
    public async Task An_offer_fits_the_listing_and_the_time()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        Task<Reply> OfferAsync(object body) => Desk.Buyer.Post($"/v1/deals/{deal}/offers", body);
        (await OfferAsync(Desk.Offer(mode: "licence", scope: "sole"))).Refused(422, "offer.mode_differs");
        (await OfferAsync(Desk.Offer(scope: "sole"))).Refused(422, "offer.scope_missing");
        (await OfferAsync(Desk.Offer(until: Desk.Market.Now))).Refused(422, "offer.ends_in_past");
        (await OfferAsync(new { price = Deal.InWan(480), validUntil = Deal.At(Desk.Market.Now.AddDays(9)), transferMode = "transfer", contractType = "service" })).Refused(422, "offer.type_not_asked");
        (await OfferAsync(Desk.Offer(wan: 0))).Refused(422, "request.invalid");
        var fixedPrice = await Desk.OpenedAsync((await Desk.ListedAsync("listing", askWan: 480)).Id);
        (await Desk.Buyer.Post($"/v1/deals/{fixedPrice}/offers", Desk.Offer(470))).Refused(422, "offer.price_fixed");
    }

    [Test]
    public async Task Only_the_sides_offer_and_strangers_know_nothing()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        (await Desk.Other.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Refused(404, "deal.not_found");
        (await Desk.Operator.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Refused(403, "role.missing");
        (await Desk.Buyer.Post($"{NoDeal}/offers", Desk.Offer())).Refused(404, "deal.not_found");
        (await Desk.Buyer.Post($"/v1/deals/{deal}/closure")).Is(200);
        (await Desk.Buyer.Post($"/v1/deals/{deal}/offers", Desk.Offer())).Refused(409, "deal.phase_forbids");
    }
}
