using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Domain.Achievements;
using Marketplace.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Achievements;

public sealed class DraftAchievementTests : AchievementFixture
{
    [Test]
    public async Task A_university_drafts_what_it_has_and_reads_it_back()
    {
        var created = (await Desk.University.Post("/v1/achievements", AchievementDesk.Content().ToJsonString())).Is(201);
        var read = (await Desk.University.Get($"/v1/achievements/{created.Id}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Body, Is.EqualTo(created.Body));
            Assert.That(created.Header("Location"), Is.EqualTo($"/v1/achievements/{created.Id}"));
            Assert.That(read.Text("state"), Is.EqualTo("draft"));
            Assert.That(read.Text("owner"), Is.EqualTo(Desk.University.Organization));
            Assert.That(read.Text("content.completers.0.name"), Is.EqualTo("沈文渊"));
            Assert.That(read.Text("content.completers.0.id"), Does.StartWith("cmp_"));
            Assert.That(read.Text("content.ipRights.0.number"), Is.EqualTo("201710601862.3"), "a patent number is kept in its normal form");
            Assert.That(read["content.priceIntention.amount"].GetInt64(), Is.EqualTo(300_000_000));
        }
    }

    [Test]
    public async Task Anything_may_be_missing_from_a_draft()
    {
        var created = (await Desk.University.Post("/v1/achievements", "{}")).Is(201);
        Assert.That(created.Json.GetProperty("content").EnumerateObject().Where(member => member.Value.ValueKind is not System.Text.Json.JsonValueKind.Array), Is.Empty);
    }

    [Test]
    public async Task No_name_of_a_completer_stands_in_the_log()
    {
        var created = await Desk.DraftAsync(("completers", new JsonArray(new JsonObject { ["name"] = "欧阳承泽" })));
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(created.Id, 0, 10, CancellationToken.None);
        var json = Encoding.UTF8.GetString(stored.Single().Data);
        Assert.That(json, Does.Not.Contain("欧阳").And.Contain(created.Text("content.completers.0.id")));
    }

    [Test]
    public async Task The_same_key_gives_the_same_achievement()
    {
        var content = AchievementDesk.Content().ToJsonString();
        var first = (await Desk.University.Post("/v1/achievements", content, "draft-glass-1")).Is(201);
        var second = (await Desk.University.Post("/v1/achievements", content, "draft-glass-1")).Is(201);
        Assert.That((second.Body, second.Replayed), Is.EqualTo((first.Body, true)));
    }

    [Test]
    public async Task State_secrets_are_not_stored()
    {
        var before = Desk.Market.Position;
        var refused = (await Desk.University.Post("/v1/achievements", AchievementDesk.Content(("secrecy", "state_secret")).ToJsonString())).Refused(422, "achievement.secret");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/secrecy" }));
        Assert.That(Desk.Market.Position, Is.EqualTo(before));
    }

    [Test]
    public async Task All_faults_of_the_content_are_named_at_once()
    {
        var refused = (await Desk.University.Post("/v1/achievements", AchievementDesk.Content(
            ("keywords", new JsonArray("一", "二", "三", "四")), ("region", "999999"), ("researchFrom", "2014-01"), ("researchTo", "2013-13"),
            ("ipRights", JsonNode.Parse("""[{"type":"invention_patent","number":"201710601862.4"},{"type":"none"},{"type":"design_patent","number":"201710601862.3"}]"""))).ToJsonString()))
            .Refused(422, "achievement.content_invalid");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/keywords", "/region", "/researchTo", "/researchTo", "/ipRights", "/ipRights/0/number", "/ipRights/2/number" }));
    }

    [TestCase("""{"titleZh":" "}""", 422, "request.invalid", "/titleZh")]
    [TestCase("""{"keywords":["玻璃",null]}""", 422, "request.invalid", "/keywords/1")]
    [TestCase("""{"keywords":["玻\u0007璃"]}""", 422, "request.invalid", "/keywords/0")]
    [TestCase("""{"completers":[{"organization":"浙江大学"}]}""", 422, "request.invalid", "/completers/0/name")]
    [TestCase("""{"completers":[null]}""", 422, "request.invalid", "/completers/0")]
    [TestCase("""{"completers":[{"id":"usr_0198d3a1b2c37000800000000000a001"}]}""", 422, "request.invalid", "/completers/0/id")]
    [TestCase("""{"completers":[{"id":"cmp_0198d3a1b2c37000800000000000a001"}]}""", 422, "achievement.completer_unknown", "/completers/0/id")]
    [TestCase("""{"transferModes":["transfer","transfer"]}""", 422, "request.invalid", "/transferModes")]
    [TestCase("""{"priceIntention":{"amount":0,"currency":"CNY"}}""", 422, "request.invalid", "/priceIntention")]
    [TestCase("""{"field":"magic"}""", 400, "request.unreadable", "/field")]
    [TestCase("""{"titel":"玻璃"}""", 400, "request.unreadable", "/titel")]
    [TestCase("""{"priceIntention":{"amount":1.5,"currency":"CNY"}}""", 400, "request.unreadable", "/priceIntention")]
    [TestCase("""{"ipRights":null}""", 400, "request.unreadable", "/ipRights")]
    [TestCase("""[]""", 400, "request.unreadable", "")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await Desk.University.Post("/v1/achievements", body)).Refused(status, code);
        Assert.That(reply.Pointers, Does.Contain(pointer));
    }

    [Test]
    public async Task A_stranger_and_an_operator_may_not()
    {
        (await Desk.Stranger.Post("/v1/achievements", "{}")).Refused(401, "token.missing");
        (await Desk.Operator.Post("/v1/achievements", "{}")).Refused(403, "role.missing");
    }

    [Test]
    public void The_description_and_the_event_have_the_same_members() =>
        Assert.That(typeof(Api.Achievements.AchievementDescription).GetProperties().Where(p => p.GetMethod!.IsPublic).Select(p => p.Name),
            Is.EquivalentTo(typeof(AchievementContent).GetProperties().Select(p => p.Name)));
}
