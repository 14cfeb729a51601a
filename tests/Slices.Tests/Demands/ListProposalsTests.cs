using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Demands;

public sealed class ListProposalsTests : DemandFixture
{
    private async Task<Reply> Ask(Client client, string demand, string query = "") =>
        (await client.Get($"/v1/demands/{demand}/proposals{query}", ("Marketplace-Position", $"{Desk.Market.Position}"))).Is(200);

    private async Task<string[]> List(Client client, string demand, string query = "") =>
        [.. (await Ask(client, demand, query))["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task The_owner_sees_all_a_solver_its_own_and_nobody_else_even_the_number()
    {
        var demand = (await Desk.PostedAsync()).Id;
        var empty = (await Ask(Desk.Other, demand)).Body;
        var (first, second) = ((await Desk.ProposeAsync(demand)).Is(201).Id, (await Desk.ProposeAsync(demand, Desk.Rival)).Is(201).Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await List(Desk.Enterprise, demand), Is.EqualTo(new[] { second, first }));
            Assert.That(await List(Desk.Solver, demand), Is.EqualTo(new[] { first }));
            Assert.That(await List(Desk.Rival, demand), Is.EqualTo(new[] { second }));
            Assert.That((await Ask(Desk.Other, demand)).Body, Is.EqualTo(empty));
        }
        (await Desk.Stranger.Get($"/v1/demands/{demand}/proposals")).Refused(401, "token.missing");
        (await Desk.Solver.Get("/v1/demands/dmd_0198d3a1b2c37000800000000000a001/proposals")).Refused(404, "demand.not_found");
    }

    [Test]
    public async Task A_list_says_that_they_are_there_and_not_what_they_say()
    {
        var demand = (await Desk.PostedAsync()).Id;
        var proposal = (await Desk.ProposeAsync(demand)).Is(201).Id;
        Assert.That((await Ask(Desk.Enterprise, demand)).Body, Does.Not.Contain("锰铈").And.Not.Contain("123000000").And.Contain("浙江理工大学"));
        (await Desk.Solver.Post($"/v1/proposals/{proposal}/withdrawal")).Is(200);
        Assert.That(await List(Desk.Enterprise, demand, "?state=submitted"), Is.Empty);
        Assert.That(await List(Desk.Enterprise, demand, "?state=withdrawn"), Is.EqualTo(new[] { proposal }));
    }
}
