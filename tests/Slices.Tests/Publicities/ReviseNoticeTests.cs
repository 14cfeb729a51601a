using Marketplace.Slices.Tests.Deals;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class ReviseNoticeTests : TradeFixture
{
    private Task<Reply> ReviseAsync(string listing, string? version, decimal wan, Client? by = null) => (by ?? Desk.Seller).Put($"/v1/listings/{listing}/publicity", Desk.Notice(wan), version);

    [Test]
    public async Task Another_price_begins_the_days_anew_and_the_same_one_changes_nothing()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var posted = (await Desk.PublishAsync(listing)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(10));
        Assert.That((await ReviseAsync(listing, posted.ETag, 480)).Is(200).Time("endsAt"), Is.EqualTo(posted.Time("endsAt")));
        var revised = (await ReviseAsync(listing, posted.ETag, 500)).Is(200);
        Assert.That(revised.Time("endsAt"), Is.EqualTo(posted.Time("endsAt").AddDays(10)));
        Assert.That(revised.Text("contentHash"), Is.Not.EqualTo(posted.Text("contentHash")));
        (await ReviseAsync(listing, posted.ETag, 520)).Refused(412, "version.gone");
        (await ReviseAsync(listing, null, 520)).Refused(428, "version.required");
    }

    [Test]
    public async Task Only_while_it_runs_and_by_the_seller()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await ReviseAsync(listing, "\"1-full-zh\"", 500)).Refused(404, "publicity.not_found");
        var posted = (await Desk.PublishAsync(listing)).Is(201);
        (await ReviseAsync(listing, posted.ETag, 500, Desk.Other)).Refused(403, "listing.not_seller");
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(17));
        (await ReviseAsync(listing, "\"2-full-zh\"", 500)).Refused(409, "publicity.not_under_way");
        (await Desk.Seller.Put($"{NoListing}/publicity", Desk.Notice(), posted.ETag)).Refused(404, "listing.not_found");
    }
}
