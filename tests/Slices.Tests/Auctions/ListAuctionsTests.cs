using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ListAuctionsTests : AuctionFixture
{
    private Task<Reply> ListAsync(string query) => Market.Stranger.Get($"/v1/auctions{query}", ("Marketplace-Position", $"{Market.Position}"));

    private static IEnumerable<string> Ids(Reply page) => page["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!);

    [Test]
    public async Task A_bid_shows_in_the_list_from_its_own_position_on()
    {
        var deal = await Deal.OpenAsync(Market);
        var receipt = (await deal.BidAsync(2, 350)).Is(201);
        var page = (await Market.Stranger.Get($"/v1/auctions?seller={deal.University.Organization}", ("Marketplace-Position", $"{receipt.Position}"))).Is(200);
        var item = page["items.0"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Position, Is.GreaterThanOrEqualTo(receipt.Position));
            Assert.That(item.GetProperty("id").GetString(), Is.EqualTo(deal.Auction));
            Assert.That(item.GetProperty("phase").GetString(), Is.EqualTo("open"));
            Assert.That(item.GetProperty("field").GetString(), Is.EqualTo("environment"));
            Assert.That(item.GetProperty("sellerName").GetString(), Is.EqualTo("浙江理工大学"));
            Assert.That(item.GetProperty("leadingLabel").GetString(), Is.EqualTo("2"));
            Assert.That(item.GetProperty("leadingAmount").GetProperty("amount").GetInt64(), Is.EqualTo(350 * Deal.Wan));
            Assert.That(item.GetProperty("closesAt").GetDateTimeOffset(), Is.EqualTo(deal.ClosesAt));
            Assert.That(page.Body, Does.Not.Contain(deal.Bidders[1].Organization));
        }
    }

    [Test]
    public async Task Each_filter_narrows_the_list_to_the_one_that_is_meant()
    {
        var deal = await Deal.ListedAsync(Market);
        var opensAt = (string)deal.Announcement()["opensAt"]!;
        var session = (await deal.Operator.Post("/v1/auction-sessions", new { title = "浙江理工大学专场", procedure = "competitive_bidding", opensAt, closesAt = opensAt.Replace("T01", "T03", StringComparison.Ordinal), place = "网上竞价大厅", formalities = "凭营业执照报名。" })).Is(201).Id;
        (await deal.AnnounceAsync(body => body["session"] = session)).Is(201);
        var other = await Deal.AnnouncedAsync(Market, change: body => body["closesAt"] = Deal.At(DateTimeOffset.Parse((string)body["closesAt"]!, System.Globalization.CultureInfo.InvariantCulture).AddHours(1)));
        var (mine, both) = ($"?seller={deal.University.Organization}", $"?seller={deal.University.Organization},{other.University.Organization}");
        Assert.That(Ids(await ListAsync(mine)), Is.EqualTo(new[] { deal.Auction }));
        Assert.That(Ids(await ListAsync(both)), Is.EqualTo(new[] { other.Auction, deal.Auction }), "newest first");
        Assert.That(Ids(await ListAsync($"{both}&orderBy=closing_soonest")), Is.EqualTo(new[] { deal.Auction, other.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&session={session}")), Is.EqualTo(new[] { deal.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&listing={other.Listing}")), Is.EqualTo(new[] { other.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&operator={other.Operator.Organization}")), Is.EqualTo(new[] { other.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&closesBefore={Deal.At(other.ClosesAt)}")), Is.EqualTo(new[] { deal.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&closesAfter={Deal.At(other.ClosesAt)}")), Is.EqualTo(new[] { other.Auction }));
        Assert.That(Ids(await ListAsync($"{both}&field=environment,new_energy&region=330100&phase=announced&procedure=competitive_bidding")).Count(), Is.EqualTo(2));
        foreach (var none in (string[])["field=aerospace", "region=310000", "phase=sold,unsold", "procedure=auction"])
            Assert.That(Ids(await ListAsync($"{both}&{none}")), Is.Empty, none);
    }

    [Test]
    public async Task Three_auctions_come_one_by_one_and_each_once()
    {
        var deals = new[] { await Deal.AnnouncedAsync(Market), await Deal.AnnouncedAsync(Market), await Deal.AnnouncedAsync(Market) };
        var filter = $"?seller={string.Join(',', deals.Select(deal => deal.University.Organization))}&limit=1";
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await ListAsync(filter + cursor)).Is(200);
            seen.AddRange(Ids(page));
            cursor = page.Json.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : null;
        }
        Assert.That(seen, Is.EqualTo(deals.Reverse().Select(deal => deal.Auction)));
    }

    [TestCase("?phase=opened", "/phase")]
    [TestCase("?procedure=dutch", "/procedure")]
    [TestCase("?seller=lst_00000000000070008000000000000bad", "/seller")]
    [TestCase("?field=alchemy", "/field")]
    [TestCase("?region=999999", "/region")]
    [TestCase("?closesAfter=2026-08-20", "/closesAfter")]
    [TestCase("?closesBefore=2026-08-20T09:00:00", "/closesBefore")]
    [TestCase("?orderBy=price", "/orderBy")]
    [TestCase("?limit=0", "/limit")]
    public async Task A_filter_that_cannot_be_meant_is_refused(string query, string pointer) =>
        Assert.That((await ListAsync(query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task A_cursor_belongs_to_its_filters_and_a_typo_is_told()
    {
        await Deal.AnnouncedAsync(Market);
        await Deal.AnnouncedAsync(Market);
        var next = (await ListAsync("?phase=announced&limit=1")).Is(200).Text("next");
        (await ListAsync($"?phase=open&limit=1&cursor={next}")).Refused(400, "cursor.mismatch");
        var typo = (await ListAsync("?phse=announced")).Refused(400, "query.unknown_parameter");
        Assert.That(typo.Text("detail"), Does.Contain("closesAfter").And.Not.Contain("sender"));
    }
}
