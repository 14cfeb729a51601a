using Marketplace.Domain.Achievements;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Achievements;

static class Samples
{
    public const string AchievementId = "ach_0000000000007000800000000000b001";

    /// <summary>玻璃窑炉环保治理技术, complete; sold for 480 万元 on 2014-06-30.</summary>
    public static readonly AchievementContent GlassKiln = new()
    {
        TitleZh = "玻璃窑炉环保治理技术",
        TitleEn = "Environmental treatment of glass kilns",
        SummaryZh = "玻璃窑炉烟气脱硫脱硝除尘一体化治理,排放达到特别排放限值。",
        Field = TechnicalField.Environment,
        Keywords = ["玻璃窑炉", "脱硫脱硝", "除尘"],
        Stage = AchievementStage.Mature,
        Maturity = AchievementMaturity.ReadyForProduction,
        Attribute = AchievementAttribute.OriginalInnovation,
        Level = AchievementLevel.DomesticLeading,
        Form = AchievementForm.NewProcess,
        IpRights = [new(IpType.InventionPatent, "201710601862.3", "一种玻璃窑炉烟气治理方法")],
        Completers = [new("cmp_0000000000007000800000000000c001", Parties.SealedFor("cmp_0000000000007000800000000000c001"))],
        Region = "330106",
        TransferModes = [TransferMode.Transfer, TransferMode.Licence],
        ResearchFrom = "2011-03",
        ResearchTo = "2013-12",
        Secrecy = SecrecyDeclaration.NotSecret,
        PriceIntention = Money.WanYuan(300),
    };

    public static readonly Achievement Drafted = Achievement.Initial.After(Achievement.Initial.Draft(Parties.Publisher, GlassKiln));
    public static readonly Achievement Submitted = Drafted.After(Drafted.Submit(Parties.Publisher, Parties.University, Parties.Now));
    public static readonly Achievement Approved = Submitted.After(Submitted.Approve(Parties.Now));
    public static readonly Achievement Returned = Submitted.After(Submitted.Return(["摘要未说明排放指标。"]));
    public static readonly Achievement Withdrawn = Approved.After(Approved.Withdraw(Parties.Publisher, "自行实施"));
}
