using Marketplace.Slices.Tests.Deals;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class RaiseObjectionTests : TradeFixture
{
    [Test]
    public async Task An_objection_stops_the_count_for_as_long_as_it_is_open()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(5));
        var stopped = (await Desk.Other.Post($"/v1/listings/{listing}/publicity/objections", new { text = "该成果权属存在争议。" })).Is(200);
        Assert.That((stopped.Text("state"), stopped["countedDays"].GetInt32(), stopped.Json.TryGetProperty("endsAt", out _)), Is.EqualTo(("suspended", 4, false)));
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}/publicity")).Is(200).Text("state"), Is.EqualTo("suspended"));
        (await Desk.Other.Post($"/v1/listings/{listing}/publicity/objections", new { text = "再次提出异议。" })).Refused(409, "publicity.objection_open");
    }

    [Test]
    public async Task Whoever_is_signed_in_may_until_the_notice_ends()
    {
        var listing = (await Desk.ListedAsync()).Id;
        Task<Reply> ObjectAsync(Client by, string? at = null) => by.Post($"{at ?? $"/v1/listings/{listing}"}/publicity/objections", new { text = "价格明显偏低。" });
        (await ObjectAsync(Desk.Other)).Refused(404, "publicity.not_found");
        (await ObjectAsync(Desk.Other, NoListing)).Refused(404, "listing.not_found");
        (await Desk.PublishAsync(listing)).Is(201);
        (await ObjectAsync(Desk.Market.Stranger)).Refused(401, "token.missing");
        (await Desk.Other.Post($"/v1/listings/{listing}/publicity/objections", new { text = " " })).Refused(422, "request.invalid");
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(17));
        (await ObjectAsync(Desk.Other)).Refused(409, "publicity.not_under_way");
    }
}
