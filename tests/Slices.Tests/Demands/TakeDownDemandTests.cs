using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Demands;

public sealed class TakeDownDemandTests : DemandFixture
{
    private Task<Reply> TakeDown(Client by, string demand, string reason = "false_information") =>
        by.Post($"/v1/demands/{demand}/takedown", new { reason, statement = "经核查，验收条件与企业声明不符。" });

    [Test]
    public async Task The_content_goes_and_the_reason_stays_public()
    {
        var demand = await Desk.PostedAsync();
        (await TakeDown(Desk.Operator, demand.Id)).Is(200);
        foreach (var reader in new[] { Desk.Stranger, Desk.Other })
        {
            var read = (await reader.Get($"/v1/demands/{demand.Id}")).Is(200);
            Assert.That(read.Body, Does.Not.Contain("脱硝").And.Not.Contain("周敏"));
            Assert.That((read.Text("state"), read.Text("takedown.reason"), read.Text("takedown.operator")), Is.EqualTo(("taken_down", "false_information", Desk.Operator.Organization)));
        }
        Assert.That((await Desk.Enterprise.Get($"/v1/demands/{demand.Id}")).Text("content.titleZh"), Is.EqualTo("玻璃窑炉烟气低温脱硝"));
        Assert.That((await Desk.Operator.Get($"/v1/demands/{demand.Id}")).Text("content.titleZh"), Is.EqualTo("玻璃窑炉烟气低温脱硝"));
    }

    [Test]
    public async Task A_closed_one_can_still_go_and_none_goes_twice()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Enterprise.Post($"/v1/demands/{demand.Id}/closure", new { reason = "other", note = "详见某项目涉密附件。" })).Is(200);
        Assert.That((await Desk.Stranger.Get($"/v1/demands/{demand.Id}")).Body, Does.Contain("涉密附件"));
        (await TakeDown(Desk.Operator, demand.Id, "secrecy")).Is(200);
        Assert.That((await Desk.Stranger.Get($"/v1/demands/{demand.Id}")).Body, Does.Not.Contain("涉密附件"), "a note is text like the rest");
        (await TakeDown(Desk.Operator, demand.Id)).Refused(409, "demand.already_taken_down");
        (await TakeDown(Desk.Operator, "dmd_0198d3a1b2c37000800000000000a001")).Refused(404, "demand.not_found");
    }

    [Test]
    public async Task Only_an_operator_may_and_not_without_saying_why()
    {
        var demand = await Desk.PostedAsync();
        (await TakeDown(Desk.Enterprise, demand.Id)).Refused(403, "role.missing");
        (await Desk.Operator.Post($"/v1/demands/{demand.Id}/takedown", new { reason = "secrecy" })).Is(400);
        Assert.That((await Desk.Operator.Post($"/v1/demands/{demand.Id}/takedown", new { reason = "secrecy", statement = " " })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/statement" }));
    }
}
