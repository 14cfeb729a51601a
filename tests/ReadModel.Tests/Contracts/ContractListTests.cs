using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Contracts;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Contracts;

public sealed class ContractListTests
{
    private static readonly string Kiln = Id(Ids.Contract, 1), Other = Id(Ids.Contract, 2);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private ContractRow? Row(Viewer viewer, string id) => market.All(new ContractList { Viewer = viewer }).SingleOrDefault(r => r.Id == id);

    [Test]
    public async Task A_contract_of_another_register_is_in_the_supervisor_s_list_alone_and_says_where_it_is_from()
    {
        var imported = new RandomContracts(1).TakeOver(1).Single() with { Generated = true };
        await market.HappenAsync(Kiln, imported);
        Assert.That(Everybody.Where(viewer => Row(viewer, Kiln) is not null), Is.EqualTo(new[] { AsSupervisor }));
        var row = Row(AsSupervisor, Kiln)!;
        Assert.That((row.State, row.Number, row.ImportedFrom, row.Generated, row.Turnover), Is.EqualTo(("registered", imported.Number, "北京技术市场", true, imported.Turnover.Fen)));
        Assert.That((row.Deal, row.Seller, row.Buyer), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
    }

    [Test]
    public async Task A_row_follows_its_contract_from_the_draft_to_the_number()
    {
        await market.HappenAsync(Kiln, Drafted(new ContractForm { Turnover = Money.WanYuan(480) }));
        Assert.That((Row(AsUniversity, Kiln)!.State, Row(AsUniversity, Kiln)!.Title), Is.EqualTo(("draft", (string?)null)));
        await market.HappenAsync(Kiln, new ContractRevised(Form()), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")));
        Assert.That((Row(AsOffice, Kiln)!.State, Row(AsOffice, Kiln)!.DecideBy), Is.EqualTo(("accepted", (long?)At("2026-09-11").UnixMilliseconds)));
        await market.HappenAsync(Kiln, new ContractReviewed(Id(Ids.Person, 1), Money.WanYuan(460), Money.WanYuan(450), true));
        Assert.That((Row(AsOffice, Kiln)!.State, Row(AsOffice, Kiln)!.TechnologyAmount), Is.EqualTo(("in_second_review", (long?)460_0000_00)));
        await market.HappenAsync(Kiln, new DecisionOverdue(At("2026-09-11")));
        await market.HappenAsync(Kiln, new SecondReviewDone(Id(Ids.Person, 2)), KilnRegistration);

        Assert.That(Row(AsGlassworks, Kiln), Is.EqualTo(new ContractRow
        {
            Id = Kiln, DealOrigin = "auction", Deal = Id(Ids.Auction, 1), Achievement = Id(Ids.Achievement, 1), Seller = University, SellerName = "浙江大学", Buyer = Glassworks, BuyerName = "宁波东海玻璃有限公司",
            Office = Office, State = "registered", Title = "玻璃窑炉环保治理技术转让合同", Type = "transfer", Subtype = "patent_transfer", Field = "environment", Turnover = 480_0000_00,
            TechnologyAmount = 460_0000_00, FiledAt = At("2026-08-10").UnixMilliseconds, DecideBy = At("2026-09-11").UnixMilliseconds, OverdueSince = At("2026-09-11").UnixMilliseconds, Number = "2026330101000001",
            RegisteredOn = "2026-08-20", Generated = false, DraftedAt = Market.Opening.ToUnixTimeMilliseconds(), UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 1,
        }));
    }

    [Test]
    public async Task A_contract_returned_and_filed_at_another_office_is_no_longer_seen_by_the_first()
    {
        await market.HappenAsync(Kiln, Drafted(), Filed(), new FilingReturned(["缺少印章"]));
        Assert.That((Row(AsOffice, Kiln)!.State, Row(AsOtherOffice, Kiln)), Is.EqualTo(("returned", (ContractRow?)null)));
        await market.HappenAsync(Kiln, Filed(OtherOffice));
        Assert.That((Row(AsOtherOffice, Kiln)!.State, Row(AsOffice, Kiln)), Is.EqualTo(("filed", (ContractRow?)null)));
    }

    [Test]
    public async Task Filters_find_the_parties_the_office_the_state_the_type_the_field_and_the_month()
    {
        await market.HappenAsync(Kiln, Course());
        await market.HappenAsync(Other, Drafted(Form("委托开发合同", ContractType.Development)), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")),
            new ContractRefused([RecognitionRefusalReason.TermsUnclear], null, Day("2026-08-12")));
        string[] Found(ContractList list) => [.. market.All(list).Select(r => r.Id)];
        var all = new ContractList { Viewer = AsOffice };

        Assert.That(Found(all with { Sellers = [University], Buyers = [Glassworks], Offices = [Office] }), Is.EqualTo(new[] { Other, Kiln }));
        Assert.That(Found(all with { States = [ContractPhase.Refused, ContractPhase.Draft] }), Is.EqualTo(new[] { Other }));
        Assert.That(Found(all with { Types = [ContractType.Transfer], Fields = [TechnicalField.Environment] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(all with { RegisteredIn = [new Month(2026, 8)] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(all with { RegisteredIn = [new Month(2026, 7), new Month(2026, 9)] }), Is.Empty);
        Assert.That(Found(all with { Offices = [OtherOffice] }), Is.Empty);

        await market.HappenAsync(Id(Ids.Contract, 3), Drafted(), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")), new DecisionOverdue(At("2026-09-11")));
        Assert.That(Found(all with { Overdue = true }), Is.EqualTo(new[] { Id(Ids.Contract, 3) }));
        Assert.That(Found(all with { Overdue = false }), Is.EqualTo(new[] { Other, Kiln }));
        await market.HappenAsync(Id(Ids.Contract, 3), new FilingReturned(["缺少印章"]));
        Assert.That(Found(all with { Overdue = true }), Is.Empty);
    }

    /// <summary>The aggregate says who may know of it; the list must say the same after every event.</summary>
    [Test]
    public async Task The_list_shows_each_reader_what_the_aggregate_lets_him_know()
    {
        Event[] course = [Drafted(), Filed(), new FilingReturned(["缺少印章"]), Filed(OtherOffice), new FilingAccepted(At("2026-08-11"), At("2026-09-11")),
            new ContractReviewed(Id(Ids.Person, 1), Money.WanYuan(460), Money.WanYuan(450), false), KilnRegistration];
        var state = Contract.Initial;
        foreach (var e in course)
        {
            await market.HappenAsync(Kiln, e);
            state = state.Apply(e);
            Assert.That(Row(Viewer.Anyone, Kiln), Is.Null);
            foreach (var viewer in Everybody.Where(v => v.Organization is not null))
                Assert.That(Row(viewer, Kiln) is not null, Is.EqualTo(state.VisibleTo(new Actor("usr_1", viewer.Organization!, viewer.Kind!.Value, new HashSet<Role>()))), $"{e.GetType().Name} for {viewer}");
        }
    }
}
