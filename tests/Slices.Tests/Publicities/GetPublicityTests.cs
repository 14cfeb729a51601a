using Marketplace.Slices.Tests.Deals;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class GetPublicityTests : TradeFixture
{
    [Test]
    public async Task Everybody_reads_the_notice_and_that_there_is_an_objection_but_not_whose()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.Market.Stranger.Get($"/v1/listings/{listing}/publicity")).Refused(404, "publicity.not_found");
        (await Desk.PublishAsync(listing)).Is(201);
        await Desk.ObjectedAsync(listing, Desk.Other);
        foreach (var (reader, sees) in new[] { (Desk.Market.Stranger, false), (Desk.Buyer, false), (Desk.Seller, true), (Desk.Operator, true), (Desk.Other, true) })
        {
            var notice = (await reader.Get($"/v1/listings/{listing}/publicity")).Is(200);
            var objection = notice["objections"].EnumerateArray().Single();
            Assert.That((notice.Text("state"), objection.TryGetProperty("organization", out _), objection.TryGetProperty("text", out _)), Is.EqualTo(("suspended", sees, sees)));
            Assert.That(notice.ETag, Is.EqualTo($"\"2-objectors{(sees ? 1 : 0)}-zh\""));
        }
    }

    [Test]
    public async Task Of_a_withdrawn_listing_it_is_as_hidden_as_the_listing()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing)).Is(201);
        (await Desk.Seller.Post($"/v1/listings/{listing}/withdrawal")).Is(200);
        (await Desk.Market.Stranger.Get($"/v1/listings/{listing}/publicity")).Refused(404, "listing.not_found");
        (await Desk.Market.Stranger.Get($"{NoListing}/publicity")).Refused(404, "listing.not_found");
        (await Desk.Seller.Get($"/v1/listings/{listing}/publicity")).Is(200);
    }
}
