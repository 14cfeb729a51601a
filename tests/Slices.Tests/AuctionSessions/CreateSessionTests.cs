using Marketplace.Domain;

namespace Marketplace.Slices.Tests.AuctionSessions;

public sealed class CreateSessionTests : SessionFixture
{
    [Test]
    public async Task The_announcement_says_time_and_place_exhibition_formalities_and_what_else_there_is()
    {
        var @operator = await MarketAsync();
        var college = await Market.JoinAsync(OrganizationKind.University, "衢州学院", Role.Publisher);
        var day = DateOnly.FromDateTime(Opening.Date);
        var body = Plan(Opening, plan =>
        {
            (plan["procedure"], plan["field"], plan["host"], plan["region"], plan["other"]) = ("auction", "environment", college.Organization, "330800", "成交后五日内签订合同。");
            plan["exhibition"] = new { from = $"{day.AddDays(-2):yyyy-MM-dd}", to = $"{day.AddDays(-1):yyyy-MM-dd}", place = "衢州学院图书馆一楼" };
        });
        var created = (await @operator.Post("/v1/auction-sessions", body, "session-1")).Is(201);
        Assert.That((await @operator.Post("/v1/auction-sessions", body, "session-1")).Is(201).Replayed, Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((created.Text("operator"), created.Text("series"), created.Text("procedure"), created.Text("ruleSet")), Is.EqualTo((@operator.Organization, "autumn", "auction", "cn-2026-01")));
            Assert.That((created.Text("field"), created.Text("host"), created.Text("region"), created.Text("other")), Is.EqualTo(("environment", college.Organization, "330800", "成交后五日内签订合同。")));
            Assert.That((created.Text("place"), created.Text("exhibition.place"), created.Text("formalities")), Is.EqualTo(("浙江科技大市场网上竞价大厅", "衢州学院图书馆一楼", (string)body["formalities"]!)));
            Assert.That((created.Time("opensAt"), created["lots"].GetArrayLength()), Is.EqualTo((Opening, 0)));
        }
    }

    [Test]
    public async Task A_session_is_a_market_s_own_series_special_and_of_its_region_where_nothing_else_is_said()
    {
        var created = (await (await MarketAsync()).Post("/v1/auction-sessions", Plan(Opening, plan => plan.Remove("series")))).Is(201);
        Assert.That((created.Text("series"), created.Text("region"), created.Body.Contains("\"host\"", StringComparison.Ordinal), created.Body.Contains("\"exhibition\"", StringComparison.Ordinal)), Is.EqualTo(("special", "330100", false, false)));
    }

    [Test]
    public async Task What_does_not_stand_is_refused_with_all_its_faults()
    {
        var @operator = await MarketAsync();
        var unknown = "org_00000000000070008000000000000bad";
        var refused = (await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => (plan["procedure"], plan["host"], plan["closesAt"]) = ("auction", unknown, plan["opensAt"])))).Refused(422, "session.host_unknown");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/host", "/closesAt", "/exhibition" }));
        (await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => plan["closesAt"] = plan["opensAt"]))).Refused(422, "session.times_out_of_order");
        (await @operator.Post("/v1/auction-sessions", Plan(Market.Now.AddHours(-1)))).Refused(422, "auction.notice_too_short");
        (await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => plan["procedure"] = "auction"))).Refused(422, "auction.exhibition_missing");
        var day = DateOnly.FromDateTime(Opening.Date);
        (await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => (plan["procedure"], plan["exhibition"]) = ("auction", new { from = $"{day.AddDays(-1):yyyy-MM-dd}", to = $"{day.AddDays(-1):yyyy-MM-dd}", place = "一楼" })))).Refused(422, "auction.exhibition_too_short");
        (await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => (plan["procedure"], plan["exhibition"]) = ("auction", new { from = $"{day.AddDays(-1):yyyy-MM-dd}", to = $"{day:yyyy-MM-dd}", place = "一楼" })))).Refused(422, "auction.exhibition_out_of_time");
        Assert.That((await @operator.Post("/v1/auction-sessions", Plan(Opening, plan => (plan["title"], plan["place"], plan["formalities"], plan["region"], plan["host"]) = (" ", " ", " ", "999999", "usr_1")))).Refused(422, "request.invalid").Pointers,
            Is.EquivalentTo(new[] { "/title", "/place", "/formalities", "/region", "/host" }));
    }

    [Test]
    public async Task Only_the_people_of_a_market_announce_sessions()
    {
        var university = await Market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        (await university.Post("/v1/auction-sessions", Plan(Opening))).Refused(403, "role.missing");
        (await Market.Stranger.Post("/v1/auction-sessions", Plan(Opening))).Refused(401, "token.missing");
        var barred = await MarketAsync("台州科技大市场");
        var admin = await Market.JoinAsync(OrganizationKind.MarketOperator, "平台", Role.PlatformAdmin, Role.Operator);
        (await admin.Post($"/v1/organizations/{barred.Organization}/suspension", new { reason = "违规经营" })).Is(200);
        (await barred.Post("/v1/auction-sessions", Plan(Opening))).Refused(403, "organization.suspended");
    }
}
