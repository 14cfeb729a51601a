namespace Marketplace.Slices.Tests.Demands;

public sealed class WithdrawProposalTests : DemandFixture
{
    [Test]
    public async Task The_solver_takes_it_back_and_submits_another()
    {
        var demand = await Desk.PostedAsync();
        var first = (await Desk.ProposeAsync(demand.Id, key: "first")).Is(201);
        (await Desk.Solver.Post($"/v1/proposals/{first.Id}/withdrawal")).Is(200);
        (await Desk.Solver.Post($"/v1/proposals/{first.Id}/withdrawal")).Refused(409, "proposal.phase_forbids");
        (await Desk.ProposeAsync(demand.Id, key: "second")).Is(201);
    }

    [Test]
    public async Task What_it_said_is_hidden_again_from_the_demand_s_owner()
    {
        var proposal = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        (await Desk.Solver.Post($"/v1/proposals/{proposal.Id}/withdrawal")).Is(200);
        Assert.That((await Desk.Enterprise.Get($"/v1/proposals/{proposal.Id}")).Is(200).Body, Does.Not.Contain("锰铈").And.Not.Contain("123000000"));
        Assert.That((await Desk.Solver.Get($"/v1/proposals/{proposal.Id}")).Is(200).Text("terms.text"), Does.Contain("锰铈"));
    }

    [Test]
    public async Task Others_may_not()
    {
        var proposal = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/withdrawal")).Refused(403, "proposal.not_solver");
        (await Desk.Rival.Post($"/v1/proposals/{proposal.Id}/withdrawal")).Refused(404, "proposal.not_found");
        (await Desk.Solver.Post($"/v1/proposals/{proposal.Id}/withdrawal", null, null, ("If-Match", "\"7-full-zh\""))).Refused(412, "version.gone");
    }
}
