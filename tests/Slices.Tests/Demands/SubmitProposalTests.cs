using System.Text;
using Marketplace.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Demands;

public sealed class SubmitProposalTests : DemandFixture
{
    [Test]
    public async Task The_demand_s_owner_reads_it_at_once()
    {
        var demand = await Desk.PostedAsync();
        var submitted = (await Desk.ProposeAsync(demand.Id)).Is(201);
        Assert.That(submitted.Header("Location"), Is.EqualTo($"/v1/proposals/{submitted.Id}"));
        var read = (await Desk.Enterprise.Get($"/v1/proposals/{submitted.Id}")).Is(200);
        Assert.That(read.Body, Is.EqualTo(submitted.Body));
        Assert.That((read.Text("solver"), read["demandVersion"].GetInt64(), read["terms"].GetProperty("days").GetInt32()), Is.EqualTo((Desk.Solver.Organization, 1L, 240)));
    }

    [Test]
    public async Task Text_and_price_are_sealed_before_they_reach_the_log()
    {
        var submitted = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(submitted.Id, 0, 10, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(stored.Single().Data), Does.Not.Contain("锰铈").And.Not.Contain("123000000").And.Not.Contain("\"days\"").And.Contain("terms"));
    }

    [Test]
    public async Task One_stands_at_a_time_also_of_ten_at_once()
    {
        var demand = await Desk.PostedAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Desk.ProposeAsync(demand.Id, key: $"ten-{i}")));
        Assert.That(replies.Count(reply => reply.Status == 201), Is.EqualTo(1));
        Assert.That(replies.Count(reply => reply.Code == "proposal.already_submitted"), Is.EqualTo(9));
        (await Desk.ProposeAsync(demand.Id, Desk.Rival)).Is(201);
    }

    [Test]
    public async Task The_version_that_was_answered_stays_with_it()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.Enterprise.Put($"/v1/demands/{demand.Id}", DemandDesk.Content(("titleEn", null)).ToJsonString(), demand.ETag)).Is(200);
        Assert.That((await Desk.ProposeAsync(demand.Id)).Is(201)["demandVersion"].GetInt64(), Is.EqualTo(2));
    }

    [Test]
    public async Task Who_may_not_is_told_why()
    {
        var demand = await Desk.PostedAsync();
        (await Desk.ProposeAsync(demand.Id, Desk.Enterprise)).Refused(409, "proposal.own_demand");
        (await Desk.ProposeAsync("dmd_0198d3a1b2c37000800000000000a001")).Refused(404, "demand.not_found");
        (await Desk.ProposeAsync(demand.Id, Desk.Operator)).Refused(403, "role.missing");
        (await Desk.Solver.Send(HttpMethod.Post, $"/v1/demands/{demand.Id}/proposals", new { text = "方案" }, null)).Refused(400, "idempotency.key_required");
        Assert.That((await Desk.Solver.Post($"/v1/demands/{demand.Id}/proposals", new { text = "方案", days = 0 })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/days" }));
    }
}
