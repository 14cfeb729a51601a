using Marketplace.Slices.Tests.Achievements;

namespace Marketplace.Slices.Tests.Listings;

public sealed class WithdrawListingTests : AchievementFixture
{
    [Test]
    public async Task The_seller_takes_an_open_listing_back_once()
    {
        var listing = await Desk.ListedAsync();
        var withdrawn = (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal", new { reason = "价格需重新评估。" })).Is(200);
        Assert.That(withdrawn.Text("state"), Is.EqualTo("withdrawn"));
        Assert.That((await Desk.University.Get($"/v1/listings/{listing.Id}")).Is(200).Text("withdrawalReason"), Is.EqualTo("价格需重新评估。"));
        (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal")).Refused(409, "listing.phase_forbids");
    }

    [Test]
    public async Task The_version_that_was_read_can_be_asked_for()
    {
        var listing = await Desk.ListedAsync();
        (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal", null, null, ("If-Match", "\"7-full-zh\""))).Refused(412, "version.gone");
        (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal", null, null, ("If-Match", listing.ETag!))).Is(200);
    }

    [Test]
    public async Task Others_may_not()
    {
        var listing = await Desk.ListedAsync();
        (await Desk.Other.Post($"/v1/listings/{listing.Id}/withdrawal")).Refused(403, "listing.not_seller");
        (await Desk.Operator.Post($"/v1/listings/{listing.Id}/withdrawal")).Refused(403, "role.missing");
        (await Desk.Stranger.Post($"/v1/listings/{listing.Id}/withdrawal")).Refused(401, "token.missing");
        (await Desk.University.Post("/v1/listings/lst_0198d3a1b2c37000800000000000a001/withdrawal")).Refused(404, "listing.not_found");
    }
}
