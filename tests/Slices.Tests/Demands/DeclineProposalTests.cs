using System.Text;
using Marketplace.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Demands;

public sealed class DeclineProposalTests : DemandFixture
{
    private const string Reason = "报价超出预算，且未说明催化剂抗硫性能。";

    [Test]
    public async Task The_solver_reads_why_and_submits_another()
    {
        var demand = await Desk.PostedAsync();
        var proposal = (await Desk.ProposeAsync(demand.Id, key: "declined")).Is(201);
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = Reason })).Is(200);
        var read = (await Desk.Solver.Get($"/v1/proposals/{proposal.Id}")).Is(200);
        Assert.That((read.Text("state"), read.Text("declineReason")), Is.EqualTo(("declined", Reason)));
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = Reason })).Refused(409, "proposal.phase_forbids");
        (await Desk.ProposeAsync(demand.Id, key: "better")).Is(201);
    }

    [Test]
    public async Task The_reason_is_sealed_like_the_proposal()
    {
        var proposal = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = Reason })).Is(200);
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(proposal.Id, 0, 10, CancellationToken.None);
        Assert.That(stored.Select(e => Encoding.UTF8.GetString(e.Data)), Has.All.Not.Contain("报价"));
    }

    [Test]
    public async Task Others_may_not_and_not_without_a_reason()
    {
        var proposal = (await Desk.ProposeAsync((await Desk.PostedAsync()).Id)).Is(201);
        (await Desk.Solver.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = Reason })).Refused(403, "proposal.not_owner");
        (await Desk.Rival.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = Reason })).Refused(404, "proposal.not_found");
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/rejection")).Is(400);
        (await Desk.Enterprise.Post($"/v1/proposals/{proposal.Id}/rejection", new { reason = " " })).Refused(422, "request.invalid");
    }
}
