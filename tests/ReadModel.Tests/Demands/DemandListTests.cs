using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;
using Marketplace.ReadModel.Demands;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Demands;

public sealed class DemandListTests
{
    private static readonly string Kiln = Id(Ids.Demand, 1), Chip = Id(Ids.Demand, 2), Loom = Id(Ids.Demand, 3), First = Id(Ids.Proposal, 1), Second = Id(Ids.Proposal, 2);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(Glassworks, Registered(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", "330203"));
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"));
        await market.HappenAsync(Kiln, Posted(Demanded()));
        await market.HappenAsync(Chip, Posted(Demanded("射频芯片封装散热", "210102", TechnicalField.ElectronicInformation) with { BudgetMin = null, BudgetMax = Money.WanYuan(500), Deadline = At("2026-10-31") }, Stranger));
        await market.HappenAsync(Loom, Posted(Demanded("织造瑕疵检测", "330600") with { BudgetMin = null, BudgetMax = null, BudgetNegotiable = true, CooperationModes = [CooperationMode.Other] }));
        await market.HappenAsync(First, Submitted(Kiln, University));
        await market.HappenAsync(Second, Submitted(Kiln, Stranger));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private static DemandPosted Posted(DemandContent content, string? owner = null) => new(owner ?? Glassworks, content, At("2026-08-05"));

    private static ProposalSubmitted Submitted(string demand, string solver) => new(demand, 1, Glassworks, solver, new Sealed(First, [1, 2, 3], new byte[32]), At("2026-08-06"));

    private string[] Found(DemandList list) => [.. market.All(list with { Limit = 1 }).Select(r => r.Id)];

    private string[] Found(Viewer viewer, params ProposalPhase[] states) => [.. market.All(new ProposalList { Viewer = viewer, Demand = Kiln, States = states }).Select(r => r.Id)];

    [Test]
    public void A_row_shows_what_is_wanted_by_whom_and_for_how_much()
    {
        Assert.That(market.All(new DemandList { Viewer = Viewer.Anyone }).Single(r => r.Id == Kiln), Is.EqualTo(new DemandRow
        {
            Id = Kiln, Owner = Glassworks, OwnerName = "宁波东海玻璃有限公司", State = "open", TitleZh = "玻璃窑炉烟气低温脱硝", Field = "environment", Industry = "manufacturing",
            Region = "330203", BudgetMin = 80_0000_00, BudgetMax = 150_0000_00, BudgetNegotiable = false, Budget = 150_0000_00,
            Deadline = Instant.EndOf(Day("2026-12-31")).UnixMilliseconds, CooperationModes = "commissioned_development,technology_licence",
            PostedAt = At("2026-08-05").UnixMilliseconds, UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 3,
        }));
    }

    [Test]
    public void Filters_find_the_owner_the_field_the_place_the_way_and_the_budget()
    {
        var all = new DemandList { Viewer = Viewer.Anyone };
        Assert.That(Found(all with { Owners = [Glassworks] }), Is.EqualTo(new[] { Loom, Kiln }));
        Assert.That(Found(all with { Fields = [TechnicalField.ElectronicInformation] }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { Regions = ["330000"], Industries = [Industry.Manufacturing] }), Is.EqualTo(new[] { Loom, Kiln }));
        Assert.That(Found(all with { CooperationModes = [CooperationMode.Other, CooperationMode.TechnicalService] }), Is.EqualTo(new[] { Loom }));
        Assert.That(Found(all with { BudgetFrom = Money.WanYuan(151) }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { BudgetTo = Money.WanYuan(79) }), Is.EqualTo(new[] { Chip }));
        Assert.That(Found(all with { DeadlineBefore = At("2026-11-01") }), Is.EqualTo(new[] { Chip }));
    }

    [Test]
    public void Each_order_pages_without_losing_or_doubling_one()
    {
        var all = new DemandList { Viewer = Viewer.Anyone };
        Assert.That(Found(all), Is.EqualTo(new[] { Loom, Chip, Kiln }));
        Assert.That(Found(all with { Sort = DemandOrder.Deadline }), Is.EqualTo(new[] { Chip, Kiln, Loom }));
        Assert.That(Found(all with { Sort = DemandOrder.Budget }), Is.EqualTo(new[] { Chip, Kiln, Loom }));
    }

    [Test]
    public async Task A_revision_writes_all_anew_and_what_was_taken_down_keeps_no_text()
    {
        await market.HappenAsync(Kiln, new DemandRevised(Demanded("低温脱硝成套工艺", "330600") with { CooperationModes = [CooperationMode.Other] }, At("2026-08-07")));
        DemandRow Row() => market.All(new DemandList { Viewer = Viewer.Anyone }).Single(r => r.Id == Kiln);
        Assert.That((Row().TitleZh, Row().Region, Row().CooperationModes), Is.EqualTo(("低温脱硝成套工艺", "330600", "other")));
        await market.HappenAsync(Kiln, new DemandClosed(DemandClosureReason.Solved, null, At("2026-08-08")));
        Assert.That((Row().State, Row().ClosureReason), Is.EqualTo(("closed", "solved")));
        await market.HappenAsync(Kiln, new DemandTakenDown(Operator, TakedownReason.Secrecy, "涉密", At("2026-08-09")));
        Assert.That((Row().State, Row().TakedownReason, Row().TitleZh), Is.EqualTo(("taken_down", "secrecy", (string?)null)));
    }

    [Test]
    public async Task Proposals_are_the_owner_s_to_see_each_solver_sees_its_own_and_nobody_else_any()
    {
        Assert.That(Everybody.Select(viewer => Found(viewer).Length), Is.EqualTo(new[] { 0, 1, 2, 0, 0, 0, 1, 0 }));
        Assert.That(Found(AsUniversity), Is.EqualTo(new[] { First }));
        await market.HappenAsync(First, new ProposalWithdrawn(At("2026-08-07")));
        await market.HappenAsync(Second, new ProposalDeclined(new Sealed(Second, [1], new byte[32]), At("2026-08-07")));
        Assert.That(Found(AsGlassworks, ProposalPhase.Withdrawn), Is.EqualTo(new[] { First }));
        Assert.That(Found(AsGlassworks, ProposalPhase.Declined), Is.EqualTo(new[] { Second }));
        Assert.That(Found(AsGlassworks, ProposalPhase.Submitted), Is.Empty);
    }
}
