using Marketplace.Slices.Tests.Deals;

namespace Marketplace.Slices.Tests.Publicities;

public sealed class DecideObjectionTests : TradeFixture
{
    [Test]
    public async Task Rejected_the_remaining_days_run_from_the_day_after()
    {
        var listing = (await Desk.ListedAsync()).Id;
        var posted = (await Desk.PublishAsync(listing)).Is(201);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(5));
        var objection = await Desk.ObjectedAsync(listing, Desk.Other);
        await Desk.Market.AdvanceAsync(TimeSpan.FromDays(3));
        var decided = (await Desk.DecideAsync(listing, objection)).Is(200);
        Assert.That((decided.Text("state"), decided.Text("objections.0.decision"), decided.Text("objections.0.reasons")), Is.EqualTo(("running", "rejected", "经核实，权属清晰。")));
        Assert.That(decided.Time("endsAt"), Is.EqualTo(posted.Time("endsAt").AddDays(4)), "the day of the objection, two between, and the day of the decision do not count");
        (await Desk.DecideAsync(listing, objection)).Refused(409, "publicity.objection_decided");
    }

    [Test]
    public async Task Upheld_the_notice_fails_and_the_seller_may_post_another()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.PublishAsync(listing)).Is(201);
        var first = await Desk.ObjectedAsync(listing, Desk.Other);
        var second = await Desk.ObjectedAsync(listing, Desk.Buyer);
        Assert.That((await Desk.DecideAsync(listing, first, "upheld")).Is(200).Text("state"), Is.EqualTo("failed"));
        (await Desk.DecideAsync(listing, second)).Refused(409, "publicity.not_under_way");
        Assert.That((await Desk.PublishAsync(listing, 500)).Is(201)["round"].GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task The_seller_decides_and_nobody_his_own()
    {
        var listing = (await Desk.ListedAsync()).Id;
        (await Desk.DecideAsync(listing, "obj_0198d3a1b2c37000800000000000a001")).Refused(404, "publicity.not_found");
        (await Desk.PublishAsync(listing)).Is(201);
        var own = await Desk.ObjectedAsync(listing, Desk.Colleague);
        (await Desk.DecideAsync(listing, own, by: Desk.Colleague)).Refused(403, "publicity.own_objection");
        (await Desk.DecideAsync(listing, own, by: Desk.Other)).Refused(403, "listing.not_seller");
        (await Desk.DecideAsync(listing, own, by: Desk.Operator)).Refused(403, "role.missing");
        (await Desk.DecideAsync(listing, "obj_0198d3a1b2c37000800000000000a001")).Refused(404, "publicity.objection_not_found");
        (await Desk.DecideAsync("lst_0198d3a1b2c37000800000000000a001", own)).Refused(404, "listing.not_found");
        (await Desk.DecideAsync(listing, own)).Is(200);
    }
}
