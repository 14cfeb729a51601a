namespace Marketplace.Slices.Tests.Deals;

public sealed class CloseDealTests : TradeFixture
{
    [Test]
    public async Task Either_side_or_the_market_ends_a_deal_and_the_listing_is_free()
    {
        foreach (var (by, cause) in new[] { (Desk.Seller, "by_party"), (Desk.Buyer, "by_party"), (Desk.Operator, "by_operator") })
        {
            var listing = (await Desk.ListedAsync()).Id;
            var deal = (await Desk.AcceptedAsync(listing)).Id;
            (await Desk.Seller.Post($"/v1/listings/{listing}/withdrawal")).Refused(409, "listing.phase_forbids");
            var closed = (await by.Post($"/v1/deals/{deal}/closure", new { reason = "条件未能谈妥。" })).Is(200);
            Assert.That((closed.Text("state"), closed.Text("closure.cause"), closed.Text("closure.by"), closed.Text("closure.reason")), Is.EqualTo(("closed", cause, by.Organization, "条件未能谈妥。")));
            Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("open"));
            (await by.Post($"/v1/deals/{deal}/closure")).Refused(409, "deal.phase_forbids");
        }
    }

    [Test]
    public async Task An_agreed_deal_is_not_closed_and_strangers_know_of_none()
    {
        var listing = (await Desk.ListedAsync("listing", askWan: 480)).Id;
        var deal = (await Desk.Buyer.Post($"/v1/listings/{listing}/take-ups")).Is(201).Id;
        (await Desk.Buyer.Post($"/v1/deals/{deal}/closure")).Refused(409, "deal.phase_forbids");
        (await Desk.Other.Post($"/v1/deals/{deal}/closure")).Refused(404, "deal.not_found");
        (await Desk.Buyer.Post($"{NoDeal}/closure")).Refused(404, "deal.not_found");
    }
}
