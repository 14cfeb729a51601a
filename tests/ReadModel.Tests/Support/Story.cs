using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tests;

/// <summary>The organisations, things and events that the tests tell of.</summary>
static class Story
{
    public static readonly string University = Id(Ids.Organization, 1), Glassworks = Id(Ids.Organization, 2), Office = Id(Ids.Organization, 3),
        Operator = Id(Ids.Organization, 4), OtherOffice = Id(Ids.Organization, 5), Stranger = Id(Ids.Organization, 6), Ministry = Id(Ids.Organization, 7);

    public static readonly Viewer AsUniversity = new(University, OrganizationKind.University), AsGlassworks = new(Glassworks, OrganizationKind.Enterprise),
        AsOffice = new(Office, OrganizationKind.RegistrationOffice), AsOtherOffice = new(OtherOffice, OrganizationKind.RegistrationOffice),
        AsOperator = new(Operator, OrganizationKind.MarketOperator), AsStranger = new(Stranger, OrganizationKind.Enterprise),
        AsSupervisor = new(Ministry, OrganizationKind.Supervisor);

    public static readonly IReadOnlyList<Viewer> Everybody =
        [Viewer.Anyone, AsUniversity, AsGlassworks, AsOffice, AsOtherOffice, AsOperator, AsStranger, AsSupervisor];

    public static string Id(string kind, int number) => $"{kind}_{number:x32}";

    public static OrganizationRegistered Registered(OrganizationKind kind, string name, string region, string? english = null, string? point = null) =>
        new(kind, name, english, "91330000MA27U05W1X", true, region, point, null);

    public static AchievementContent Content(
        string title = "玻璃窑炉环保治理技术", TechnicalField field = TechnicalField.Environment, string region = "330106",
        AchievementStage stage = AchievementStage.Mature, params TransferMode[] modes) => new()
        {
            TitleZh = title,
            Field = field,
            Region = region,
            Stage = stage,
            Level = AchievementLevel.DomesticLeading,
            TransferModes = modes.Length > 0 ? [.. modes] : [TransferMode.Transfer, TransferMode.Licence],
            Completers = [new Completer(Id(Ids.Completer, 1), new Sealed(Id(Ids.Completer, 1), [1, 2, 3], new byte[32]))],
            PriceIntention = Money.WanYuan(300),
        };

    /// <summary>Drafted, submitted and approved.</summary>
    public static Event[] Approved(AchievementContent content, string? owner = null) =>
        [new AchievementDrafted(owner ?? University, content), new AchievementSubmitted(At("2026-08-03")), new AchievementApproved(At("2026-08-04"))];

    public static ListingOpened Opened(string achievement, PriceMethod method = PriceMethod.Auction, string? seller = null, string? market = null) =>
        new(achievement, seller ?? University, market ?? Operator, TransferMode.Transfer, method, method is PriceMethod.Listing ? Money.WanYuan(280) : null,
            method is PriceMethod.Auction ? new Sealed(seller ?? University, [4, 5, 6], new byte[32]) : null, At("2026-08-05"));

    /// <summary>80 to 150 万元, until the end of the year.</summary>
    public static DemandContent Demanded(string title = "玻璃窑炉烟气低温脱硝", string region = "330203", TechnicalField field = TechnicalField.Environment) => new()
    {
        TitleZh = title,
        DescriptionZh = "现有催化剂三个月失活，求低温抗硫脱硝催化剂。",
        Field = field,
        Industry = Industry.Manufacturing,
        Keywords = ["低温脱硝"],
        Region = region,
        BudgetMin = Money.WanYuan(80),
        BudgetMax = Money.WanYuan(150),
        BudgetSource = BudgetSource.OwnFunds,
        Deadline = Instant.EndOf(Day("2026-12-31")),
        AcceptanceTest = "连续运行168小时。",
        CooperationModes = [CooperationMode.CommissionedDevelopment, CooperationMode.TechnologyLicence],
        Secrecy = SecrecyDeclaration.NotSecret,
        ContactVisibility = ContactVisibility.Withheld,
    };

    public static ContractDrafted Drafted(ContractForm? form = null) => new(
        Id(Ids.Auction, 1), "cn-2026-01", Id(Ids.Achievement, 1),
        new ContractParty(University, "浙江大学", "12100000470095016Q", "330106"), new ContractParty(Glassworks, "宁波东海玻璃有限公司", "91330200MA2AH3KW0T", "330203"),
        form ?? Form(), Operator);

    public static ContractForm Form(string title = "玻璃窑炉环保治理技术转让合同", ContractType type = ContractType.Transfer, long turnover = 480_0000_00) => new()
    {
        Title = title,
        Type = type,
        Subtype = ContractSubtype.PatentTransfer,
        Field = TechnicalField.Environment,
        Turnover = new Money(turnover),
        TechnologyAmount = new Money(turnover),
    };

    public static ContractFiled Filed(string? office = null) => new(office ?? Office, University, At("2026-08-10"));

    /// <summary>480.00 万元, registered in Hangzhou, from Hangzhou to Ningbo.</summary>
    public static readonly ContractRegistered KilnRegistration = new(
        "2026330101000001", Day("2026-08-20"), Office, "330100", "玻璃窑炉环保治理技术转让合同", ContractType.Transfer, ContractSubtype.PatentTransfer,
        TechnicalField.Environment, [IpType.InventionPatent], Money.WanYuan(480), Money.WanYuan(460), Money.WanYuan(450), Day("2026-08-08"),
        PaymentMethod.LumpSum, false, PlanSource.OutsidePlan, SocialEconomicGoal.Environment,
        University, PartyKind.University, "330106", Glassworks, PartyKind.LimitedLiabilityCompany, "330203");

    /// <summary>From the draft to the registration.</summary>
    public static Event[] Course(ContractRegistered? registration = null) =>
    [
        Drafted(), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")),
        new ContractReviewed(Id(Ids.Person, 1), Money.WanYuan(460), Money.WanYuan(450), false), registration ?? KilnRegistration,
    ];

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    public static Instant At(string iso) => Instant.StartOf(Day(iso)) + TimeSpan.FromHours(10);

    /// <summary>A first release of a month with so many contracts of 480 万元.</summary>
    public static ReportReleased ReleasedFor(Month period, string? region = null, int contracts = 5, ReportBase by = ReportBase.Registered, ReleaseStatus status = ReleaseStatus.Preliminary, string? previous = null)
    {
        var sums = new ReleasedSums(contracts, Money.WanYuan(480 * contracts), Money.WanYuan(450 * contracts));
        return new(period, by, region, previous is null ? 1 : 2, status, previous, new ReleasedFigures(sums, ReleasedSums.None, ReleasedSums.None, sums, ReleasedSums.None), [], null, null,
            Ministry, "cn-2026-01", 97, At("2026-09-02"));
    }
}
