using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Demands;

/// <summary>The demand of a glassworks in Ningbo, and who answers it.</summary>
static class Problems
{
    public const string DemandId = "dmd_0000000000007000800000000000e001", ProposalId = "prp_0000000000007000800000000000e002",
        ContactId = "ctt_0000000000007000800000000000e003";

    public static readonly Actor Enterprise = Staff("a", GlassworksId, OrganizationKind.Enterprise, Role.Publisher);

    public static readonly Instant Deadline = Instant.EndOf(new DateOnly(2026, 12, 31));

    /// <summary>玻璃窑炉烟气低温脱硝, complete: 80 to 150 万元.</summary>
    public static readonly DemandContent Denitrification = new()
    {
        TitleZh = "玻璃窑炉烟气低温脱硝",
        DescriptionZh = "烟气温度180至220摄氏度，现有催化剂三个月失活，求低温抗硫脱硝催化剂及成套工艺。",
        Field = TechnicalField.Environment,
        Industry = Industry.Manufacturing,
        Keywords = ["玻璃窑炉", "低温脱硝", "催化剂"],
        Region = "330203",
        BudgetMin = Money.WanYuan(80),
        BudgetMax = Money.WanYuan(150),
        BudgetSource = BudgetSource.OwnFunds,
        Deadline = Deadline,
        AcceptanceTest = "连续运行168小时，出口氮氧化物不高于50毫克每立方米。",
        CooperationModes = [CooperationMode.CommissionedDevelopment],
        Secrecy = SecrecyDeclaration.NotSecret,
        ContactVisibility = ContactVisibility.SignedIn,
        Contact = new DemandContact(ContactId, SealedFor(ContactId)),
    };

    public static readonly Demand Posted = Demand.Initial.After(Demand.Initial.Post(Enterprise, Denitrification, Glassworks, Now));
    public static readonly Demand Closed = Posted.After(Posted.Close(Enterprise, DemandClosureReason.Solved, null, Now));
    public static readonly Demand TakenDown = Posted.After(Posted.TakeDown(MarketStaff, TakedownReason.FalseInformation, "验收条件与企业声明不符。", Now));

    public static Decision Submit(Actor? solver = null, Demand? demand = null, Instant? at = null) => Proposal.Initial.Submit(
        solver ?? Publisher, DemandId, demand ?? Posted, 1, solver?.Organization == GlassworksId ? Glassworks : University, SealedFor(ProposalId), at ?? Now);
}
