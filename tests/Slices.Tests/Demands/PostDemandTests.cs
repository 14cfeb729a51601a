using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Demands;

public sealed class PostDemandTests : DemandFixture
{
    private Task<Reply> Post(params (string Member, JsonNode? Value)[] changes) => Desk.Enterprise.Post("/v1/demands", DemandDesk.Content(changes).ToJsonString());

    [Test]
    public async Task A_demand_is_public_from_its_posting_on()
    {
        var posted = (await Post()).Is(201);
        var read = (await Desk.Stranger.Get($"/v1/demands/{posted.Id}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(posted.Header("Location"), Is.EqualTo($"/v1/demands/{posted.Id}"));
            Assert.That(read.Text("state"), Is.EqualTo("open"));
            Assert.That(read.Text("owner"), Is.EqualTo(Desk.Enterprise.Organization));
            Assert.That(read.Text("content.acceptanceTest"), Does.Contain("168小时"));
            Assert.That(read.Text("content.budgetSource"), Is.EqualTo("own_funds"));
            Assert.That(read.Text("content.deadline"), Is.EqualTo("2026-12-31T16:00:00.000Z"));
        }
    }

    [Test]
    public async Task The_contact_is_sealed_before_it_reaches_the_log()
    {
        var posted = (await Post()).Is(201);
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(posted.Id, 0, 10, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(stored.Single().Data), Does.Not.Contain("周敏").And.Not.Contain("87654321").And.Not.Contain("zhou@").And.Contain("contact"));
    }

    [Test]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var refused = (await Desk.Enterprise.Post("/v1/demands", new { titleZh = "求低温脱硝催化剂" })).Refused(422, "demand.content_invalid");
        Assert.That(refused.Pointers, Is.EqualTo(new[]
        {
            "/descriptionZh", "/field", "/keywords", "/region", "/budgetMax", "/budgetSource", "/deadline", "/acceptanceTest", "/cooperationModes", "/secrecy", "/contactVisibility",
        }));
    }

    [Test]
    public async Task What_is_wrong_is_pointed_at()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Post(("budgetMin", DemandDesk.Wan(151)))).Refused(422, "demand.content_invalid").Pointers, Is.EqualTo(new[] { "/budgetMax" }));
            Assert.That((await Post(("budgetNegotiable", true))).Refused(422, "demand.content_invalid").Pointers, Is.EqualTo(new[] { "/budgetNegotiable" }));
            Assert.That((await Post(("deadline", "2026-08-03T01:00:00.000Z"))).Refused(422, "demand.content_invalid").Pointers, Is.EqualTo(new[] { "/deadline" }));
            Assert.That((await Post(("contact", null))).Refused(422, "demand.content_invalid").Pointers, Is.EqualTo(new[] { "/contact" }));
            Assert.That((await Post(("region", "339999"))).Refused(422, "demand.content_invalid").Pointers, Is.EqualTo(new[] { "/region" }));
            Assert.That((await Post(("contact", JsonNode.Parse("""{"name": "周敏", "email": "没有"}""")))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/contact/email" }));
            Assert.That((await Post(("contact", JsonNode.Parse("""{"name": "周敏", "phone": "不详"}""")))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/contact/phone" }));
            Assert.That((await Post(("cooperationModes", JsonNode.Parse("""["other", "other"]""")))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/cooperationModes" }));
            Assert.That((await Post(("budgetMax", DemandDesk.Wan(-1)))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/budgetMax" }));
        }
        (await Post(("secrecy", "state_secret"))).Refused(422, "demand.secret");
        (await Post(("acceptancetest", "小写"))).Is(400);
    }

    [Test]
    public async Task Only_an_enterprise_posts_and_only_a_verified_one()
    {
        var body = DemandDesk.Content().ToJsonString();
        (await Desk.Solver.Post("/v1/demands", body)).Refused(403, "demand.not_enterprise");
        (await Desk.Operator.Post("/v1/demands", body)).Refused(403, "role.missing");
        (await Desk.Stranger.Post("/v1/demands", body)).Refused(401, "token.missing");
        var suspended = await Desk.Market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.Publisher);
        (await Desk.Operator.Post($"/v1/organizations/{suspended.Organization}/suspension", new { reason = "整改" })).Is(200);
        (await suspended.Post("/v1/demands", body)).Refused(403, "organization.suspended");
    }

    [Test]
    public async Task The_same_key_posts_once()
    {
        var first = (await Desk.Enterprise.Post("/v1/demands", DemandDesk.Content().ToJsonString(), "demand-1")).Is(201);
        var second = (await Desk.Enterprise.Post("/v1/demands", DemandDesk.Content().ToJsonString(), "demand-1")).Is(201);
        Assert.That((second.Id, second.Header("Idempotency-Replayed")), Is.EqualTo((first.Id, "true")));
    }
}
