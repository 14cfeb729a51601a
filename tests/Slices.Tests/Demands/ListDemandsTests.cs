using System.Text.Json.Nodes;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Demands;

public sealed class ListDemandsTests
{
    private DemandDesk desk = null!;
    private string kiln = "", chip = "", weaving = "", gone = "";

    [OneTimeSetUp]
    public async Task Open()
    {
        desk = await DemandDesk.OpenAsync();
        kiln = (await desk.PostedAsync()).Id;
        chip = (await desk.Other.Post("/v1/demands", DemandDesk.Content(("titleZh", "射频芯片封装散热"), ("field", "electronic_information"), ("region", "330100"),
            ("budgetMin", null), ("budgetMax", DemandDesk.Wan(500)), ("deadline", "2026-10-31T16:00:00.000Z"), ("industry", null)).ToJsonString())).Is(201).Id;
        weaving = (await desk.PostedAsync(("titleZh", "织造车间瑕疵在线检测"), ("field", "advanced_manufacturing"), ("budgetMin", null), ("budgetMax", null), ("budgetNegotiable", true),
            ("cooperationModes", JsonNode.Parse("""["technical_service"]""")), ("deadline", "2026-11-30T16:00:00.000Z"))).Id;
        gone = (await desk.PostedAsync(("titleZh", "虚假需求"))).Id;
        (await desk.Operator.Post($"/v1/demands/{gone}/takedown", new { reason = "false_information", statement = "经核查不实。" })).Is(200);
    }

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    private Task<Reply> Ask(string query) => desk.Stranger.Get($"/v1/demands{query}", ("Marketplace-Position", $"{desk.Market.Position}"));

    private async Task<string[]> List(string query) => [.. (await Ask(query)).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task Newest_first_for_everybody() => Assert.That(await List(""), Is.EqualTo(new[] { gone, weaving, chip, kiln }));

    [Test]
    public async Task Filters_narrow_the_list()
    {
        Assert.That(await List("?state=open&region=330000"), Is.EqualTo(new[] { weaving, chip, kiln }));
        Assert.That(await List("?state=open&region=330200"), Is.EqualTo(new[] { weaving, kiln }));
        Assert.That(await List("?field=electronic_information,environment&state=open"), Is.EqualTo(new[] { chip, kiln }));
        Assert.That(await List("?cooperationMode=technical_service"), Is.EqualTo(new[] { weaving }));
        Assert.That(await List($"?owner={desk.Other.Organization}"), Is.EqualTo(new[] { chip }));
        Assert.That(await List("?industry=manufacturing&state=open"), Is.EqualTo(new[] { weaving, kiln }));
        Assert.That(await List("?deadlineFrom=2026-10-31T16:00:00.000Z&deadlineBefore=2026-12-31T16:00:00.000Z"), Is.EqualTo(new[] { weaving, chip }));
        Assert.That(await List("?updatedSince=2026-08-04T00:00:00.000Z"), Is.Empty);
    }

    [Test]
    public async Task A_budget_fits_when_the_stated_bounds_meet_it()
    {
        Assert.That(await List("?state=open&budgetFrom=150000000"), Is.EqualTo(new[] { chip, kiln }));
        Assert.That(await List("?state=open&budgetFrom=150000001"), Is.EqualTo(new[] { chip }));
        Assert.That(await List("?state=open&budgetTo=79999999"), Is.EqualTo(new[] { chip }));
        (await Ask("?budgetFrom=-1")).Refused(422, "request.invalid");
    }

    [Test]
    public async Task It_is_sorted_by_deadline_or_budget_and_pages_in_that_order()
    {
        Assert.That(await List("?state=open&sort=deadline"), Is.EqualTo(new[] { chip, weaving, kiln }));
        Assert.That(await List("?state=open&sort=budget"), Is.EqualTo(new[] { chip, kiln, weaving }));
        var page = (await Ask("?state=open&sort=deadline&limit=2")).Is(200);
        Assert.That(await List($"?state=open&sort=deadline&limit=2&cursor={page.Text("next")}"), Is.EqualTo(new[] { kiln }));
        (await Ask($"?state=open&sort=budget&limit=2&cursor={page.Text("next")}")).Refused(400, "cursor.mismatch");
        (await Ask("?sort=price")).Refused(422, "request.invalid");
    }

    [Test]
    public async Task Of_what_was_taken_down_only_the_reason_is_listed()
    {
        var page = (await Ask("?state=taken_down")).Is(200);
        Assert.That(page.Body, Does.Not.Contain("虚假需求").And.Contain("false_information"));
    }

    [Test]
    public async Task Contacts_are_in_no_list() =>
        Assert.That((await desk.Enterprise.Get("/v1/demands", ("Marketplace-Position", $"{desk.Market.Position}"))).Is(200).Body, Does.Not.Contain("周敏"));
}
