namespace Marketplace.Slices.Tests.Deals;

public sealed class DeclineOfferTests : TradeFixture
{
    [Test]
    public async Task A_declined_offer_leaves_the_deal_open_and_its_reason_to_the_two_sides()
    {
        var deal = await Desk.OpenedAsync((await Desk.ListedAsync()).Id);
        var offer = await Desk.OfferedAsync(deal, Desk.Buyer, 300);
        (await Desk.Buyer.Post($"/v1/deals/{deal}/offers/{offer}/refusal")).Refused(403, "offer.own");
        (await Desk.Other.Post($"/v1/deals/{deal}/offers/{offer}/refusal")).Refused(404, "deal.not_found");
        var declined = (await Desk.Seller.Post($"/v1/deals/{deal}/offers/{offer}/refusal", new { reason = "低于评估价。" })).Is(200);
        Assert.That((declined.Text("state"), declined.Text("offers.0.state"), declined.Text("offers.0.reason")), Is.EqualTo(("open", "declined", "低于评估价。")));
        (await Desk.Seller.Post($"/v1/deals/{deal}/offers/{offer}/refusal")).Refused(409, "offer.not_standing");
        await Desk.OfferedAsync(deal, Desk.Buyer, 480);
    }
}
