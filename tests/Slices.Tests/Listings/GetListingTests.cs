using Marketplace.Slices.Tests.Achievements;

namespace Marketplace.Slices.Tests.Listings;

public sealed class GetListingTests : AchievementFixture
{
    [Test]
    public async Task An_open_listing_is_public_and_nothing_new_is_304()
    {
        var listing = await Desk.ListedAsync();
        var read = (await Desk.Stranger.Get($"/v1/listings/{listing.Id}")).Is(200);
        (await Desk.Stranger.Get($"/v1/listings/{listing.Id}", ("If-None-Match", read.ETag!))).Is(304);
    }

    [Test]
    public async Task A_withdrawn_one_is_left_to_those_concerned()
    {
        var listing = await Desk.ListedAsync();
        (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal")).Is(200);
        (await Desk.University.Get($"/v1/listings/{listing.Id}")).Is(200);
        (await Desk.Operator.Get($"/v1/listings/{listing.Id}")).Is(200);
        (await Desk.Other.Get($"/v1/listings/{listing.Id}")).Refused(404, "listing.not_found");
        (await Desk.Stranger.Get($"/v1/listings/{listing.Id}")).Refused(404, "listing.not_found");
    }

    [Test]
    public async Task An_id_of_another_kind_names_nothing()
    {
        (await Desk.Stranger.Get($"/v1/listings/{Desk.University.Organization}")).Refused(404, "resource.not_found");
        (await Desk.Stranger.Get("/v1/listings/lst_0198d3a1b2c37000800000000000a001")).Refused(404, "listing.not_found");
    }
}
