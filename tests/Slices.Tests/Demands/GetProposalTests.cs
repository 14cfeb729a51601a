namespace Marketplace.Slices.Tests.Demands;

public sealed class GetProposalTests : DemandFixture
{
    [Test]
    public async Task For_all_but_the_solver_and_the_demand_s_owner_it_does_not_exist()
    {
        var proposal = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        (await Desk.Solver.Get($"/v1/proposals/{proposal.Id}")).Is(200);
        (await Desk.Rival.Get($"/v1/proposals/{proposal.Id}")).Refused(404, "proposal.not_found");
        (await Desk.Other.Get($"/v1/proposals/{proposal.Id}")).Refused(404, "proposal.not_found");
        (await Desk.Operator.Get($"/v1/proposals/{proposal.Id}")).Refused(403, "role.missing");
        (await Desk.Stranger.Get($"/v1/proposals/{proposal.Id}")).Refused(401, "token.missing");
    }
}
