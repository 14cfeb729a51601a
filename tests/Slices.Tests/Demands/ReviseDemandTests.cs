using System.Text.Json.Nodes;
using Marketplace.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Demands;

public sealed class ReviseDemandTests : DemandFixture
{
    [Test]
    public async Task What_was_read_is_changed_and_sent_back()
    {
        var demand = await Desk.PostedAsync();
        var read = (await Desk.Enterprise.Get($"/v1/demands/{demand.Id}")).Is(200);
        var content = JsonNode.Parse(read["content"].GetRawText())!.AsObject();
        content["budgetMax"] = DemandDesk.Wan(200);
        var revised = (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", content.ToJsonString(), read.ETag)).Is(200);
        Assert.That(revised["version"].GetInt64(), Is.EqualTo(2));
        Assert.That((await Desk.Stranger.Get($"/v1/demands/{demand.Id}"))["content"].GetProperty("budgetMax").GetProperty("amount").GetInt64(), Is.EqualTo(200_000_000));
    }

    [Test]
    public async Task An_unchanged_contact_keeps_its_seal_and_another_person_gets_another_key()
    {
        var demand = await Desk.PostedAsync();
        await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("titleEn", null)).ToJsonString(), "\"1-full-zh\"");
        var other = JsonNode.Parse("""{"name": "吴昊"}""");
        (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("contact", other)).ToJsonString(), "\"2-full-zh\"")).Is(200);
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(demand.Id, 0, 10, CancellationToken.None);
        string[] contacts = [.. stored.Select(e => JsonNode.Parse(e.Data)!["content"]!["contact"]!["id"]!.GetValue<string>())];
        Assert.That(contacts[1], Is.EqualTo(contacts[0]));
        Assert.That(contacts[2], Is.Not.EqualTo(contacts[0]));
    }

    [Test]
    public async Task The_version_that_was_read_is_named_and_is_the_one_in_force()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content().ToJsonString(), null)).Refused(428, "version.required");
        (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content().ToJsonString(), "\"7-full-zh\"")).Refused(412, "version.gone");
    }

    [Test]
    public async Task A_deadline_is_moved_before_it_comes_and_not_after()
    {
        await using var desk = await DemandDesk.OpenAsync();
        var demand = await desk.PostedAsync();
        (await desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("deadline", "2027-01-31T16:00:00.000Z")).ToJsonString(), demand.ETag)).Is(200);
        await desk.Market.AdvanceToAsync(DemandDesk.Deadline.AddDays(1));
        Assert.That((await desk.Stranger.Get($"/v1/demands/{demand.Id}")).Text("state"), Is.EqualTo("open"));
        await desk.Market.AdvanceToAsync(DemandDesk.Deadline.AddDays(32));
        (await desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("deadline", "2027-06-30T16:00:00.000Z")).ToJsonString(), "\"3-full-zh\"")).Refused(409, "demand.not_open");
    }

    [Test]
    public async Task Others_may_not()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Other.Put($"/v1/demands/{demand.Id}", DemandDesk.Content().ToJsonString(), demand.ETag)).Refused(403, "demand.not_owner");
        (await Desk.Enterprise.Put("/v1/demands/dmd_0198d3a1b2c37000800000000000a001", DemandDesk.Content().ToJsonString(), demand.ETag)).Refused(404, "demand.not_found");
        (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("field", null)).ToJsonString(), demand.ETag)).Refused(422, "demand.content_invalid");
    }
}
