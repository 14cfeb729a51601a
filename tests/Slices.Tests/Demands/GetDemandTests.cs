namespace Marketplace.Slices.Tests.Demands;

public sealed class GetDemandTests : DemandFixture
{
    [Test]
    public async Task The_contact_is_for_whoever_is_signed_in()
    {
        var demand = await Desk.PostedAsync();
        Assert.That((await Desk.Stranger.Get($"/v1/demands/{demand.Id}")).Is(200).Body, Does.Not.Contain("周敏"));
        Assert.That((await Desk.Other.Get($"/v1/demands/{demand.Id}")).Is(200).Text("content.contact.name"), Is.EqualTo("周敏"));
    }

    [Test]
    public async Task A_withheld_contact_is_its_owner_s_alone()
    {
        var demand = await Desk.PostedAsync(("contactVisibility", "withheld"));
        foreach (var reader in new[] { Desk.Stranger, Desk.Other, Desk.Operator })
            Assert.That((await reader.Get($"/v1/demands/{demand.Id}")).Is(200).Body, Does.Not.Contain("周敏"));
        Assert.That((await Desk.Enterprise.Get($"/v1/demands/{demand.Id}")).Is(200).Text("content.contact.phone"), Is.EqualTo("0574-87654321"));
    }

    [Test]
    public async Task Who_sees_the_contact_reads_another_representation_with_another_tag()
    {
        var demand = await Desk.PostedAsync();
        var (masked, full) = (await Desk.Stranger.Get($"/v1/demands/{demand.Id}"), await Desk.Other.Get($"/v1/demands/{demand.Id}"));
        Assert.That(full.ETag, Is.Not.EqualTo(masked.ETag));
        (await Desk.Stranger.Get($"/v1/demands/{demand.Id}", ("If-None-Match", masked.ETag!))).Is(304);
        (await Desk.Other.Get($"/v1/demands/{demand.Id}", ("If-None-Match", masked.ETag!))).Is(200);
    }

    [Test]
    public async Task An_id_of_another_kind_names_nothing()
    {
        (await Desk.Stranger.Get($"/v1/demands/{Desk.Enterprise.Organization}")).Refused(404, "resource.not_found");
        (await Desk.Stranger.Get("/v1/demands/dmd_0198d3a1b2c37000800000000000a001")).Refused(404, "demand.not_found");
    }

    [Test]
    public async Task Proposals_do_not_change_what_anybody_reads_of_the_demand()
    {
        var demand = await Desk.PostedAsync();
        var before = await Desk.Stranger.Get($"/v1/demands/{demand.Id}");
        (await Desk.ProposeAsync(demand.Id)).Is(201);
        (await Desk.ProposeAsync(demand.Id, Desk.Rival)).Is(201);
        var after = await Desk.Stranger.Get($"/v1/demands/{demand.Id}");
        Assert.That((after.ETag, after.Body), Is.EqualTo((before.ETag, before.Body)));
    }

    [Test]
    public async Task At_its_deadline_it_closes_by_itself()
    {
        await using var desk = await DemandDesk.OpenAsync();
        var demand = await desk.PostedAsync();
        await desk.Market.AdvanceToAsync(DemandDesk.Deadline.AddMilliseconds(-1));
        (await desk.ProposeAsync(demand.Id)).Is(201);
        Assert.That((await desk.Stranger.Get($"/v1/demands/{demand.Id}")).Text("state"), Is.EqualTo("open"));
        await desk.Market.AdvanceToAsync(DemandDesk.Deadline.AddHours(1));
        var closed = await desk.Stranger.Get($"/v1/demands/{demand.Id}");
        Assert.That((closed.Text("state"), closed.Text("closure.reason"), closed.Time("closure.closedAt")), Is.EqualTo(("closed", "deadline_passed", DemandDesk.Deadline)));
        (await desk.ProposeAsync(demand.Id, desk.Rival)).Refused(409, "demand.not_open");
    }
}
