namespace Marketplace.Slices.Tests.Demands;

public sealed class CloseDemandTests : DemandFixture
{
    [Test]
    public async Task The_owner_closes_it_once_and_for_all_to_see()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "solved", note = "已与浙江理工大学达成意向。" })).Is(200);
        var read = (await Desk.Stranger.Get($"/v1/demands/{demand.Id}")).Is(200);
        Assert.That((read.Text("state"), read.Text("closure.reason"), read.Text("closure.note")), Is.EqualTo(("closed", "solved", "已与浙江理工大学达成意向。")));
        (await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "other" })).Refused(409, "demand.not_open");
        (await Desk.ProposeAsync(demand.Id)).Refused(409, "demand.not_open");
    }

    [Test]
    public async Task That_the_deadline_passed_is_not_the_owner_s_to_say()
    {
        var demand = await Desk.PostedAsync();
        Assert.That((await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "deadline_passed" })).Refused(422, "demand.reason_reserved").Pointers, Is.EqualTo(new[] { "/reason" }));
        (await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "bored" })).Is(400);
    }

    [Test]
    public async Task Others_may_not()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Other.Post($"/v1/demands/{demand.Id}/closure", new { reason = "solved" })).Refused(403, "demand.not_owner");
        (await Desk.Enterprise.Post("/v1/demands/dmd_0198d3a1b2c37000800000000000a001/closure", new { reason = "solved" })).Refused(404, "demand.not_found");
        (await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "solved" }, null, ("If-Match", "\"7-full-zh\""))).Refused(412, "version.gone");
    }
}
