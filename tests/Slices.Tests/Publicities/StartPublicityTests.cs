using System.Text.Json.Nodes;
using Marketplace.Slices.Tests.Deals;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class StartPublicityTests : TradeFixture
{
    [Test]
    public async Task A_notice_stands_fifteen_days_from_tomorrow_and_ends_at_midnight_of_the_last()
    {
        await using var desk = await TradeDesk.OpenAsync();
        var listing = (await desk.ListedAsync()).Id;
        var posted = (await desk.PublishAsync(listing)).Is(201);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(posted.Header("Location"), Is.EqualTo($"/v1/listings/{listing}/publicity"));
            Assert.That((posted.Text("state"), posted.Text("ruleSet"), posted["days"].GetInt32(), posted["round"].GetInt32()), Is.EqualTo(("running", "cn-2026-01", 15, 1)));
            Assert.That(posted.Time("endsAt"), Is.EqualTo(new DateTimeOffset(2026, 8, 19, 0, 0, 0, TimeSpan.FromHours(8))), "posted on the 3rd, day 15 is the 18th");
            Assert.That((posted.Text("content.title"), posted.Text("content.transferMode"), posted["marked"].GetBoolean()), Is.EqualTo(("玻璃窑炉环保治理技术", "transfer", false)));
            Assert.That(posted.Text("contentHash"), Does.Match("^[0-9a-f]{64}$"));
        }
        await desk.Market.AdvanceToAsync(posted.Time("endsAt").AddMilliseconds(-1));
        Assert.That((await desk.Market.Stranger.Get($"/v1/listings/{listing}/publicity")).Is(200).Text("state"), Is.EqualTo("running"));
        await desk.Market.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.That((await desk.Market.Stranger.Get($"/v1/listings/{listing}/publicity")).Is(200).Text("state"), Is.EqualTo("ended"));
    }

    [Test]
    public async Task A_listing_at_a_price_or_for_auction_needs_none()
    {
        (await Desk.PublishAsync((await Desk.ListedAsync("listing", askWan: 480)).Id)).Refused(409, "publicity.not_needed");
        (await Desk.PublishAsync((await Desk.ListedAsync("auction")).Id)).Refused(409, "publicity.not_needed");
    }

    [Test]
    public async Task A_buyer_where_a_completer_worked_is_marked_or_the_notice_is_refused()
    {
        var listing = (await Desk.ListedAsync(changes: ("completers", new JsonArray(new JsonObject { ["name"] = "沈文渊", ["organization"] = "宁波东海玻璃有限公司" })))).Id;
        (await Desk.PublishAsync(listing, change: n => n["buyer"] = Desk.Buyer.Organization)).Refused(422, "publicity.relation_undeclared");
        (await Desk.PublishAsync(listing, change: n => (n["buyer"], n["relation"]) = (Desk.Buyer.Organization, "completer"))).Refused(422, "publicity.statement_missing");
        var marked = (await Desk.PublishAsync(listing, change: n => (n["buyer"], n["relation"], n["relationStatement"]) = (Desk.Buyer.Organization, "completer", "受让方为完成人沈文渊任职企业。"))).Is(201);
        Assert.That((marked["marked"].GetBoolean(), marked.Text("content.relation")), Is.EqualTo((true, "completer")));
    }

    [Test]
    public async Task The_buyer_is_another_verified_organization()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing, change: n => n["buyer"] = Desk.Seller.Organization)).Refused(422, "publicity.buyer_is_seller");
        (await Desk.PublishAsync(listing, change: n => n["buyer"] = "org_0198d3a1b2c37000800000000000a001")).Refused(422, "publicity.buyer_unknown");
        (await Desk.PublishAsync(listing, change: n => n["places"] = Array.Empty<string>())).Refused(422, "request.invalid");
    }

    [Test]
    public async Task One_notice_at_a_time_of_the_seller_s_own_open_listing()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing, by: Desk.Other)).Refused(403, "listing.not_seller");
        (await Desk.PublishAsync(listing, by: Desk.Operator)).Refused(403, "role.missing");
        (await Desk.Seller.Post($"{NoListing}/publicity", Desk.Notice())).Refused(404, "listing.not_found");
        (await Desk.PublishAsync(listing)).Is(201);
        (await Desk.PublishAsync(listing)).Refused(409, "publicity.under_way");
        var withdrawn = (await Desk.ListedAsync()).Id;
        (await Desk.Seller.Post($"/v1/listings/{withdrawn}/withdrawal")).Is(200);
        (await Desk.PublishAsync(withdrawn)).Refused(409, "listing.phase_forbids");
    }

    [Test]
    public async Task A_broker_posts_it_for_the_seller_with_a_mandate_for_listings()
    {
        var listing = (await Desk.ListedAsync()).Id;
        Task<Reply> PostAsync() => Desk.PublishAsync(listing, change: n => n["onBehalfOf"] = Desk.Seller.Organization, by: Desk.Broker);
        (await PostAsync()).Refused(403, "mandate.missing");
        await Desk.MandatedAsync(Desk.Seller, "listings");
        Assert.That((await PostAsync()).Is(201).Text("seller"), Is.EqualTo(Desk.Seller.Organization));
    }
}
