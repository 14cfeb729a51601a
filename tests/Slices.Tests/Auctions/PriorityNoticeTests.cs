using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>That those who hold a priority (民法典 847, 859, 860) were told before the lot is put up (法释〔2016〕18号 16).</summary>
public sealed class PriorityNoticeTests : AuctionFixture
{
    private string Today(int and = 0) => $"{Market.Now.ToOffset(Instant.ShanghaiOffset).AddDays(and):yyyy-MM-dd}";

    private static object Notice(string holder, int number, string notifiedOn, string reference = "EMS 1098765432109") => new { holder, number, notifiedOn, reference };

    private static Task<Reply> AnnounceAsync(Deal deal, params object[] notices) => deal.AnnounceAsync(body => body["priority"] = new { notices });

    [Test]
    public async Task What_passes_ownership_is_announced_once_its_completer_was_told()
    {
        var deal = await Deal.ListedAsync(Market);
        var untold = (await deal.AnnounceAsync(body => body.Remove("priority"))).Refused(422, "priority.notice_missing");
        Assert.That(untold.Pointers, Is.EqualTo(new[] { "/priority/notices" }));
        Assert.That(untold.Text("detail"), Does.Contain("completer").And.Contain("cn-2026-01"));
        (await AnnounceAsync(deal)).Refused(422, "priority.notice_missing");
        Assert.That((await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("state"), Is.EqualTo("open"));
        (await AnnounceAsync(deal, Notice("completer", 1, Today(-40)))).Is(201);
    }

    [Test]
    public async Task Everybody_reads_that_a_holder_was_told_and_when_and_nobody_who_it_is_or_by_which_letter()
    {
        var deal = await Deal.ListedAsync(Market);
        var announced = (await AnnounceAsync(deal, Notice("completer", 1, Today(), "EMS 5554443332221"))).Is(201);
        var read = await deal.ReadAsync();
        Assert.That((read.Text("priority.holders.0.holder"), read["priority.holders.0.number"].GetInt32(), read["priority.holders.0.rank"].GetInt32(), read.Text("priority.holders.0.notifiedOn")),
            Is.EqualTo(("completer", 1, 3, Today())));
        Assert.That(read.Body, Is.EqualTo(announced.Body).And.Not.Contain("5554443332221").And.Not.Contain("沈嘉树"));
    }

    [Test]
    public async Task A_co_owner_the_client_and_each_completer_are_told_and_ranked_in_this_order()
    {
        await using var desk = await AchievementDesk.OpenAsync();
        var achievement = (await desk.DraftAsync(
            ("coOwners", new JsonArray(new JsonObject { ["name"] = "浙江省环境科学研究院" })), ("client", new JsonObject { ["name"] = "宁波东海玻璃有限公司" }))).Id;
        (await desk.University.Post($"/v1/achievements/{achievement}/submission")).Is(200);
        (await desk.Operator.Post($"/v1/achievements/{achievement}/review", new { decision = "approve" })).Is(200);
        var listing = (await desk.University.Post("/v1/listings", new { achievement, market = desk.Operator.Organization, transferMode = "transfer", priceMethod = "auction" })).Is(201).Id;
        var opensAt = desk.Market.Now.AddDays(10);
        Task<Reply> Announce(params object[] notices) => desk.Operator.Post("/v1/auctions", new
        {
            listing, procedure = "competitive_bidding", startPrice = Deal.InWan(50), deposit = Deal.InWan(5), ladder = new[] { new { from = Deal.InWan(0), step = Deal.InWan(1) } },
            registrationClosesAt = Deal.At(opensAt), opensAt = Deal.At(opensAt), closesAt = Deal.At(opensAt.AddDays(1)), priority = new { notices },
        });
        object[] all = [Notice("completer", 1, "2026-08-01"), Notice("completer", 2, "2026-08-02"), Notice("client", 1, "2026-08-03"), Notice("co_owner", 1, "2026-08-03")];
        foreach (var left in all) (await Announce([.. all.Where(each => each != left)])).Refused(422, "priority.notice_missing");
        var announced = (await Announce(all)).Is(201);
        Assert.That(announced["priority.holders"].EnumerateArray().Select(told => $"{told.GetProperty("holder").GetString()} {told.GetProperty("number")} ranks {told.GetProperty("rank")}"),
            Is.EqualTo(new[] { "completer 1 ranks 3", "completer 2 ranks 3", "client 1 ranks 2", "co_owner 1 ranks 1" }));
    }

    [Test]
    public async Task A_notice_is_of_a_holder_on_record_given_once_and_has_arrived()
    {
        var deal = await Deal.ListedAsync(Market);
        var told = Notice("completer", 1, Today());
        Assert.That((await AnnounceAsync(deal, told, told)).Refused(422, "priority.holder_unknown").Pointers, Is.EqualTo(new[] { "/priority/notices/1" }));
        (await AnnounceAsync(deal, told, Notice("completer", 2, Today()))).Refused(422, "priority.holder_unknown");
        (await AnnounceAsync(deal, told, Notice("client", 1, Today()))).Refused(422, "priority.holder_unknown");
        Assert.That((await AnnounceAsync(deal, Notice("completer", 1, Today(1)))).Refused(422, "priority.notice_to_come").Pointers, Is.EqualTo(new[] { "/priority/notices/0/notifiedOn" }));
        Assert.That((await AnnounceAsync(deal, Notice("completer", 1, Today(), " "))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/priority/notices/0/reference" }));
        Assert.That((await AnnounceAsync(deal, told, null!)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/priority/notices/1" }));
    }

    [Test]
    public async Task Under_rules_that_ask_for_ten_days_a_holder_told_yesterday_keeps_the_opening_off_for_nine()
    {
        await using var market = TestMarket.Open();
        var deal = await Deal.ListedAsync(market);
        var rules = JsonNode.Parse((await market.Stranger.Get("/v1/rule-sets/cn-2026-01")).Is(200).Body)!.AsObject();
        (rules["version"], rules["effectiveFrom"]) = ("cn-2026-09", "2026-08-12");
        rules["sales"]!["priorityNoticeDays"] = new JsonObject { ["value"] = 10, ["source"] = "The market's own parameter" };
        (await deal.Operator.Post("/v1/rule-sets", rules.ToJsonString())).Is(201);
        await market.AdvanceToAsync(new DateTimeOffset(2026, 8, 12, 9, 0, 0, TimeSpan.FromHours(8)));
        var late = (await AnnounceAsync(deal, Notice("completer", 1, "2026-08-11"))).Refused(422, "priority.notice_too_late");
        Assert.That(late.Pointers, Is.EqualTo(new[] { "/priority/notices/0/notifiedOn" }));
        Assert.That(late.Text("detail"), Does.Contain("2026-08-20T16:00:00.000Z"));
        (await AnnounceAsync(deal, Notice("completer", 1, "2026-08-10"))).Is(201);
    }

    [Test]
    public async Task Who_only_gets_a_licence_is_preceded_by_nobody()
    {
        await using var desk = await AchievementDesk.OpenAsync();
        var listing = (await desk.ListedAsync(mode: "licence")).Id;
        var opensAt = desk.Market.Now.AddDays(10);
        Task<Reply> Announce(object? priority) => desk.Operator.Post("/v1/auctions", new
        {
            listing, procedure = "competitive_bidding", startPrice = Deal.InWan(50), deposit = Deal.InWan(5), ladder = new[] { new { from = Deal.InWan(0), step = Deal.InWan(1) } },
            registrationClosesAt = Deal.At(opensAt), opensAt = Deal.At(opensAt), closesAt = Deal.At(opensAt.AddDays(1)), priority,
        });
        (await Announce(new { notices = new[] { Notice("completer", 1, "2026-08-03") } })).Refused(422, "priority.holder_unknown");
        Assert.That((await Announce(null)).Is(201).Json.TryGetProperty("priority", out _), Is.False);
    }
}
