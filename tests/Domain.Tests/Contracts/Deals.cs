using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Documents;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Contracts;

/// <summary>The glass-kiln deal: 480 万元, of which 30 万元 are equipment.</summary>
static class Deals
{
    public const string ContractId = "ctr_0000000000007000800000000000e001", AuctionId = "auc_0000000000007000800000000000d001";

    public static readonly RuleSet Rules = RuleBook.Initial.Find("cn-2026-01")!;

    public static readonly Contract Drafted = Draft(Money.WanYuan(480));

    public static readonly ContractForm Form = Fill(Money.WanYuan(480), Money.WanYuan(30));

    public static readonly DocumentAttached Text = new("doc_0000000000007000800000000000f001", DocumentKind.ContractText, SealedFor("doc_0000000000007000800000000000f001"),
        new string('a', 64), "application/pdf", 248_113, SecrecyDeclaration.NotSecret, Public: false, DocumentCheck.Clean, Filer.Subject, Now);

    public static readonly Contract Complete = Drafted.After(Drafted.Revise(Filer, Form)).Apply(Text);
    public static readonly Contract Filed = Complete.After(Complete.File(Filer, University, OfficeId, Office, Now));
    public static readonly Contract Returned = Filed.After(Filed.ReturnFiling(Reviewer, ["印章与名称不符。"]));
    public static readonly Contract Accepted = Filed.After(Filed.Accept(Reviewer, Rules, Now));
    public static readonly Contract Reviewed = Accepted.After(Accepted.Review(Reviewer, Money.WanYuan(450), Money.WanYuan(400), Rules));
    public static readonly Contract Refused = Accepted.After(Accepted.Refuse(Reviewer, [RecognitionRefusalReason.SealsDoNotMatch], null, Now));
    public static readonly Contract Recognized = Reviewed.After(Register(Reviewed).Contract);

    /// <summary>A deal of 800 万元 whose first reviewer found 520 万元 of technology.</summary>
    public static readonly Contract InSecondReview = Reviewable(Money.WanYuan(800)) is var large
        ? large.After(large.Review(Reviewer, Money.WanYuan(520), Money.WanYuan(500), Rules))
        : throw new InvalidOperationException();

    public static ContractBasis Sold(Money price, TransferMode mode = TransferMode.Transfer) =>
        new(DealOrigin.Auction, AuctionId, Rules.Version, Samples.AchievementId, UniversityId, GlassworksId, price) { TransferMode = mode };

    public static Contract Draft(Money price, TransferMode mode = TransferMode.Transfer, Achievement? achievement = null) =>
        Contract.Initial.After(Contract.Initial.Draft(Sold(price, mode), achievement ?? Samples.Approved, University, Glassworks));

    public static ContractForm Fill(Money turnover, Money equipment) => new()
    {
        Title = "玻璃窑炉环保治理技术转让合同",
        Type = ContractType.Transfer,
        Subtype = ContractSubtype.PatentTransfer,
        Field = TechnicalField.Environment,
        IpTypes = [IpType.InventionPatent],
        Turnover = turnover,
        TechnologyAmount = turnover - equipment,
        Deductions = equipment > Money.Zero ? [new(DeductionKind.Equipment, equipment, "配套脱硫塔一套")] : [],
        SignedOn = Day("2026-11-18"),
        BeginsOn = Day("2026-11-18"),
        EndsOn = Day("2027-11-17"),
        PaymentMethod = PaymentMethod.Instalments,
        RelatedParties = false,
        PlanSource = PlanSource.OutsidePlan,
        SocialEconomicGoal = SocialEconomicGoal.Environment,
        IpOwnership = "专利权转让登记后归受让人所有。",
        SellerKind = PartyKind.University,
        BuyerKind = PartyKind.LimitedLiabilityCompany,
    };

    /// <summary>Accepted by the office, at the given turnover and without deductions.</summary>
    public static Contract Reviewable(Money turnover)
    {
        var contract = Draft(turnover);
        contract = contract.After(contract.Revise(Filer, Fill(turnover, Money.Zero))).Apply(Text);
        contract = contract.After(contract.File(Filer, University, OfficeId, Office, Now));
        return contract.After(contract.Accept(Reviewer, Rules, Now));
    }

    public static Registration Register(Contract contract, NumberSeries? series = null, int year = 2026, Actor? actor = null, Instant? now = null) =>
        Registration.Register(contract, ContractId, series ?? NumberSeries.Initial, year, Office, actor ?? Reviewer, now ?? Now);
}
