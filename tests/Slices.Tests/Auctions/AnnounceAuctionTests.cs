using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class AnnounceAuctionTests : AuctionFixture
{
    [Test]
    public async Task Announced_for_300_wan_it_is_public_with_the_rules_of_the_day()
    {
        var deal = await Deal.ListedAsync(Market);
        var created = (await deal.AnnounceAsync()).Is(201);
        Assert.That(created.Header("Location"), Is.EqualTo($"/v1/auctions/{created.Id}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Text("phase"), Is.EqualTo("announced"));
            Assert.That(created.Text("title"), Is.EqualTo("玻璃窑炉环保治理技术"));
            Assert.That(created.Text("seller"), Is.EqualTo(deal.University.Organization));
            Assert.That(created.Text("operator"), Is.EqualTo(deal.Operator.Organization));
            Assert.That(created.Text("ruleSet"), Is.EqualTo("cn-2026-01"));
            Assert.That(created["format.softClose.extensionSeconds"].GetInt32(), Is.EqualTo(300));
            Assert.That(created["minimumNext.amount"].GetInt64(), Is.EqualTo(300 * Deal.Wan));
            Assert.That(created["hasReserve"].GetBoolean(), Is.False);
        }
        var read = await Market.Stranger.Get(created.Header("Location")!);
        Assert.That((read.Body, read.ETag), Is.EqualTo((created.Body, created.ETag)));
    }

    [Test]
    public async Task The_listings_sealed_reserve_comes_along_and_only_its_existence_shows()
    {
        var deal = await Deal.ListedAsync(Market, reserveWan: 450);
        var created = (await deal.AnnounceAsync()).Is(201);
        Assert.That(created["hasReserve"].GetBoolean(), Is.True);
        Assert.That(created.Body, Does.Not.Contain("450000000").And.Not.Contain("cipher").And.Not.Contain("commitment"));
    }

    [Test]
    public async Task A_listing_goes_to_one_auction_at_a_time()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var again = (await deal.AnnounceAsync()).Refused(409, "listing.phase_forbids");
        Assert.That(again.Pointers, Is.EqualTo(new[] { "/listing" }));
    }

    [Test]
    public async Task The_same_key_announces_once()
    {
        var deal = await Deal.ListedAsync(Market);
        var body = deal.Announcement();
        var first = (await deal.Operator.Post("/v1/auctions", body, "announce-glass-kiln-1")).Is(201);
        var second = (await deal.Operator.Post("/v1/auctions", body, "announce-glass-kiln-1")).Is(201);
        Assert.That((second.Body, second.ETag, second.Header("Location"), second.Replayed),
            Is.EqualTo((first.Body, first.ETag, first.Header("Location"), true)));
    }

    [Test]
    public async Task Another_market_than_the_listings_may_not_nor_may_the_seller_nor_a_stranger()
    {
        var deal = await Deal.ListedAsync(Market);
        (await (await OtherOperatorAsync()).Post("/v1/auctions", deal.Announcement())).Refused(403, "listing.not_market");
        (await deal.University.Post("/v1/auctions", deal.Announcement())).Refused(403, "role.missing");
        (await Market.Stranger.Post("/v1/auctions", deal.Announcement())).Refused(401, "token.missing");
    }

    [Test]
    public async Task A_listing_that_is_not_there_or_not_priced_by_auction_is_refused()
    {
        var deal = await Deal.ListedAsync(Market);
        (await deal.AnnounceAsync(body => body["listing"] = "lst_00000000000070008000000000000bad")).Refused(404, "listing.not_found");
        var agreement = await Deal.ListedAsync(Market, priceMethod: Domain.Listings.PriceMethod.Agreement);
        (await agreement.AnnounceAsync()).Refused(409, "listing.not_for_auction");
    }

    [Test]
    public async Task It_opens_on_the_eighth_day_at_the_earliest_the_day_of_the_announcement_not_counted()
    {
        var deal = await Deal.ListedAsync(Market);
        var earliest = new DateTimeOffset(Market.Now.ToOffset(Instant.ShanghaiOffset).Date.AddDays(7), Instant.ShanghaiOffset);
        var early = (await deal.AnnounceAsync(body => body["opensAt"] = Deal.At(earliest.AddMilliseconds(-1)))).Refused(422, "auction.notice_too_short");
        Assert.That(early.Pointers, Is.EqualTo(new[] { "/opensAt" }));
        Assert.That(early.Text("detail"), Does.Contain(Deal.At(earliest)));
        (await deal.AnnounceAsync(body => body["opensAt"] = Deal.At(earliest))).Is(201);
    }

    [TestCase(14_999_900, 422)]
    [TestCase(15_000_000, 201)]
    [TestCase(60_000_000, 201)]
    [TestCase(60_000_100, 422)]
    public async Task A_deposit_for_300_wan_is_15_to_60_wan_which_are_5_to_20_percent(long fen, int status)
    {
        var deal = await Deal.ListedAsync(Market);
        var reply = await deal.AnnounceAsync(body => body["deposit"] = new { amount = fen, currency = "CNY" });
        if (status == 201) reply.Is(201);
        else Assert.That(reply.Refused(422, "auction.deposit_out_of_range").Pointers, Is.EqualTo(new[] { "/deposit" }));
    }

    [TestCase(299, 422)]
    [TestCase(300, 201)]
    [TestCase(3600, 201)]
    [TestCase(3601, 422)]
    public async Task A_late_bid_may_leave_more_time_than_the_rules_five_minutes_but_not_less(int seconds, int status)
    {
        var deal = await Deal.ListedAsync(Market);
        var reply = await deal.AnnounceAsync(body => body["format"] = new { softClose = new { extensionSeconds = seconds } });
        if (status == 201) Assert.That(reply.Is(201)["format.softClose.extensionSeconds"].GetInt32(), Is.EqualTo(seconds));
        else Assert.That(reply.Refused(422, "auction.extension_out_of_range").Pointers, Is.EqualTo(new[] { "/format/softClose/extensionSeconds" }));
    }

    [Test]
    public async Task An_announcement_may_ask_for_two_bidders_where_the_rules_would_take_one()
    {
        var deal = await Deal.ListedAsync(Market);
        Assert.That((await deal.AnnounceAsync(body => body["twoBiddersNeeded"] = true)).Is(201)["singleBidderSuffices"].GetBoolean(), Is.False);
    }

    [Test]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var deal = await Deal.ListedAsync(Market);
        var reply = (await deal.AnnounceAsync(body =>
        {
            body["ladder"] = new object[] { new { from = Deal.InWan(1), step = Deal.InWan(10) } };
            body["deposit"] = Deal.InWan(1);
            body["registrationClosesAt"] = Deal.At(Market.Now);
            body["closesAt"] = body["opensAt"];
            body["latestEndAt"] = Deal.At(Market.Now);
        })).Refused(422, "auction.ladder_malformed");
        var errors = reply["errors"].EnumerateArray().Select(e => $"{e.GetProperty("code").GetString()} {e.GetProperty("pointer").GetString()}");
        Assert.That(errors, Is.EqualTo(new[]
        {
            "auction.ladder_malformed /ladder", "auction.deposit_out_of_range /deposit", "auction.times_out_of_order /registrationClosesAt",
            "auction.times_out_of_order /latestEndAt", "auction.times_out_of_order /closesAt",
        }));
    }

    [Test]
    public async Task Competitive_bidding_stays_open_for_24_hours_to_the_millisecond()
    {
        var deal = await Deal.ListedAsync(Market);
        var opensAt = DateTimeOffset.Parse((string)deal.Announcement()["opensAt"]!, System.Globalization.CultureInfo.InvariantCulture);
        (await deal.AnnounceAsync(body => body["closesAt"] = Deal.At(opensAt.AddHours(24).AddMilliseconds(-1)))).Refused(422, "auction.open_too_short");
        (await deal.AnnounceAsync(body => body["closesAt"] = Deal.At(opensAt.AddHours(24)))).Is(201);
    }

    [TestCase(0)]
    [TestCase(-300)]
    public async Task A_start_price_is_above_zero(decimal wan)
    {
        var deal = await Deal.ListedAsync(Market);
        var reply = (await deal.AnnounceAsync(body => body["startPrice"] = Deal.InWan(wan))).Refused(422, "auction.start_price_out_of_range");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/startPrice" }));
    }

    [Test]
    public async Task An_auction_in_the_sense_of_the_law_needs_a_house_and_its_auctioneer()
    {
        var deal = await Deal.ListedAsync(Market);
        var house = await Market.JoinAsync(OrganizationKind.MarketOperator, "浙江国际商品拍卖中心", Role.Operator, Role.Auctioneer);
        var elsewhere = await OtherOperatorAsync();
        Task<Reply> Announce(string? auctionHouse, string? auctioneer) => deal.AnnounceAsync(body =>
        {
            body["procedure"] = "auction";
            body["exhibition"] = deal.Exhibition();
            body["auctionHouse"] = auctionHouse;
            body["auctioneer"] = auctioneer;
        });

        var neither = (await Announce(null, null)).Refused(422, "auction.house_required");
        Assert.That(neither.Pointers, Is.EqualTo(new[] { "/auctionHouse", "/auctioneer" }));
        (await Announce("org_00000000000070008000000000000bad", house.Subject)).Refused(422, "auction.house_unknown");
        (await Announce(house.Organization, deal.Operator.Subject)).Refused(422, "auction.auctioneer_unknown");
        (await Announce(house.Organization, elsewhere.Subject)).Refused(422, "auction.auctioneer_unknown");
        (await Announce(deal.University.Organization, house.Subject)).Refused(422, "auction.auctioneer_unknown");
        (await Announce(house.Organization, house.Subject)).Is(201);
    }

    [Test]
    public async Task A_house_does_not_put_up_its_own_lot()
    {
        var deal = await Deal.ListedAsync(Market);
        var auctioneer = await Market.JoinAsync(deal.Operator.Organization, Role.Auctioneer);
        var reply = (await deal.AnnounceAsync(body =>
        {
            body["procedure"] = "auction";
            body["exhibition"] = deal.Exhibition();
            body["auctionHouse"] = deal.University.Organization;
            body["auctioneer"] = auctioneer.Subject;
        })).Refused(422, "auction.house_is_seller");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { "/auctionHouse" }));
    }

    [Test]
    public async Task An_auction_proper_is_announced_with_its_exhibition_which_everybody_reads()
    {
        var deal = await Deal.ListedAsync(Market);
        var house = await Market.JoinAsync(OrganizationKind.Enterprise, "浙江国际商品拍卖中心", Role.OrgAdmin);
        var auctioneer = await Market.JoinAsync(deal.Operator.Organization, Role.Auctioneer);
        Task<Reply> Announce(object? exhibition) => deal.AnnounceAsync(body =>
        {
            (body["procedure"], body["auctionHouse"], body["auctioneer"], body["exhibition"]) = ("auction", house.Organization, auctioneer.Subject, exhibition);
        });

        Assert.That((await Announce(null)).Refused(422, "auction.exhibition_missing").Pointers, Is.EqualTo(new[] { "/exhibition" }));
        Assert.That((await Announce(deal.Exhibition(days: 1))).Refused(422, "auction.exhibition_too_short").Pointers, Is.EqualTo(new[] { "/exhibition/to" }));
        Assert.That((await Announce(deal.Exhibition(until: 0))).Refused(422, "auction.exhibition_out_of_time").Pointers, Is.EqualTo(new[] { "/exhibition/to" }));
        Assert.That((await Announce(deal.Exhibition(place: " "))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/exhibition/place" }));
        Assert.That((await Announce(new { from = "2026-08-32", to = "2026-08-33", place = "三楼展厅" })).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/exhibition/from" }));
        var announced = (await Announce(deal.Exhibition())).Is(201);
        Assert.That((await deal.ReadAsync()).Text("exhibition.place"), Is.EqualTo(announced.Text("exhibition.place")).And.EqualTo("浙江国际商品拍卖中心三楼展厅"));
    }

    [TestCase("ladder", "[{\"from\":{\"amount\":0,\"currency\":\"CNY\"}}]", "/ladder/0")]
    [TestCase("ladder", "10", "/ladder")]
    [TestCase("opensAt", "\"2026-08-20 09:00\"", "/opensAt")]
    [TestCase("opensAt", "\"2026-08-20T09:00:00\"", "/opensAt")]
    [TestCase("procedure", "\"dutch\"", "/procedure")]
    [TestCase("procedure", "0", "/procedure")]
    [TestCase("procedure", "\"Competitive_Bidding\"", "/procedure")]
    [TestCase("procedure", "\"CompetitiveBidding\"", "/procedure")]
    [TestCase("procedure", "\" competitive_bidding\"", "/procedure")]
    [TestCase("procedure", "\"auction,competitive_bidding\"", "/procedure")]
    [TestCase("deposit", "30000000", "/deposit")]
    [TestCase("deposit", "{\"amount\":30000000.5,\"currency\":\"CNY\"}", "/deposit")]
    [TestCase("deposit", "{\"amount\":30000000,\"currency\":\"USD\"}", "/deposit")]
    [TestCase("deposit", "{\"amount\":9223372036854775807,\"currency\":\"CNY\"}", "/deposit")]
    [TestCase("deposit", "{\"amount\":\"30000000\",\"currency\":\"CNY\"}", "/deposit")]
    public async Task What_cannot_be_read_is_pointed_at(string member, string json, string pointer)
    {
        var deal = await Deal.ListedAsync(Market);
        var reply = (await deal.AnnounceAsync(body => body[member] = System.Text.Json.JsonDocument.Parse(json).RootElement)).Refused(400, "request.unreadable");
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }
}
