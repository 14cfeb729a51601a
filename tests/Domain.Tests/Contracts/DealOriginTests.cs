using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Contracts.Deals;

namespace Marketplace.Domain.Tests.Contracts;

public class DealOriginTests
{
    private static readonly Instant Ended = Instant.EndOf(Day("2026-11-17"));

    private static readonly ContractBasis Agreed = Sold(Money.WanYuan(480)) with
    {
        DealOrigin = DealOrigin.Deal, Deal = "dea_0000000000007000800000000000f201", PaymentMethod = PaymentMethod.Instalments, RelatedParties = false, PublicityEndedAt = Ended,
    };

    private static readonly ContractBasis Outside = new(DealOrigin.Outside, null, Rules.Version, null, UniversityId, GlassworksId, Money.WanYuan(480)) { Type = ContractType.Development };

    private static Contract Complete(ContractBasis basis, ContractForm form)
    {
        var contract = Contract.Initial.After(Contract.Initial.Draft(basis, Samples.Approved, University, Glassworks));
        return contract.After(contract.Revise(Filer, form)).Apply(Text);
    }

    [TestCase(LicenceScope.Exclusive, ContractSubtype.ExclusivePatentLicence)]
    [TestCase(LicenceScope.Sole, ContractSubtype.SolePatentLicence)]
    [TestCase(LicenceScope.Ordinary, ContractSubtype.OrdinaryPatentLicence)]
    public void A_licence_of_a_patent_has_the_subtype_of_its_scope(LicenceScope scope, ContractSubtype subtype)
    {
        var contract = Contract.Initial.After(Contract.Initial.Draft(Agreed with { TransferMode = TransferMode.Licence, LicenceScope = scope }, Samples.Approved, University, Glassworks));
        Assert.That((contract.Form.Type, contract.Form.Subtype), Is.EqualTo(((ContractType?)ContractType.Licence, (ContractSubtype?)subtype)));
    }

    [Test]
    public void What_the_deal_says_is_not_asked_again()
    {
        var form = Contract.Initial.After(Contract.Initial.Draft(Agreed, Samples.Approved, University, Glassworks)).Form;
        Assert.That((form.Turnover, form.PaymentMethod, form.RelatedParties, form.Type), Is.EqualTo(((Money?)Money.WanYuan(480), (PaymentMethod?)PaymentMethod.Instalments, (bool?)false, (ContractType?)ContractType.Transfer)));
    }

    [Test]
    public void A_contract_signed_on_the_last_day_of_the_notice_is_not_filed_and_one_signed_the_day_after_is()
    {
        Decision File(DateOnly signed) => Complete(Agreed, Form with { SignedOn = signed }).File(Filer, University, OfficeId, Office, Now);
        var refusal = File(Day("2026-11-17")).Refusal!;
        Assert.That((refusal.Code, refusal.Pointer), Is.EqualTo(("contract.signed_before_publicity", "/signedOn")));
        Assert.That(refusal.Arguments, Is.EqualTo(new[] { new RefusalArgument("first", "2026-11-18") }));
        Assert.That(File(Day("2026-11-18")).Refused, Is.False);
    }

    [Test]
    public void No_contract_is_filed_before_the_notice_ended() =>
        Assert.That(Complete(Agreed with { PublicityEndedAt = Now + TimeSpan.FromMilliseconds(1) }, Form).File(Filer, University, OfficeId, Office, Now).Code(), Is.EqualTo("contract.signed_before_publicity"));

    [Test]
    public void At_another_price_than_the_deal_s_no_contract_is_written_but_one_made_outside_names_its_own()
    {
        var contract = Contract.Initial.After(Contract.Initial.Draft(Agreed, Samples.Approved, University, Glassworks));
        Assert.That(contract.Revise(Filer, Form with { Turnover = Money.WanYuan(479) }).Details(), Is.EqualTo(new[] { "contract.turnover_differs /turnover" }));
        var outside = Contract.Initial.After(Contract.Initial.Draft(Outside, null, University, Glassworks));
        var revised = outside.After(outside.Revise(Filer, Form with { Turnover = Money.WanYuan(479) }));
        Assert.That(revised.Price, Is.EqualTo(Money.WanYuan(479)));
    }

    [Test]
    public void One_made_outside_is_brought_by_its_seller_and_goes_the_same_way()
    {
        Decision Bring(ContractBasis basis, Achievement? achievement = null, bool listed = false, Organization? buyer = null, Organization? seller = null) =>
            Contract.Initial.DraftOutside(Filer, basis, achievement, listed, seller ?? University, buyer ?? Glassworks, Now);
        var named = Outside with { Achievement = Samples.AchievementId };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bring(Outside with { Buyer = UniversityId }, buyer: University).Code(), Is.EqualTo("contract.own_party"));
            Assert.That(Bring(Outside, buyer: Organization.Initial).Code(), Is.EqualTo("contract.buyer_unknown"));
            Assert.That(Bring(named).Code(), Is.EqualTo("contract.achievement_unknown"));
            Assert.That(Bring(named, Samples.Approved with { }, listed: true).Code(), Is.EqualTo("contract.achievement_listed"));
            Assert.That(Bring(Outside, seller: University.After(University.Suspend(PlatformAdmin, "违约", null, Now))).Code(), Is.EqualTo("organization.suspended"));
            var drafted = Contract.Initial.After(Bring(named, Samples.Approved));
            Assert.That((drafted.DealOrigin, drafted.Deal, drafted.Achievement, drafted.Form.Title), Is.EqualTo((DealOrigin.Outside, (string?)null, Samples.AchievementId, "玻璃窑炉环保治理技术")));
            Assert.That(Complete(Outside, Form).File(Filer, University, OfficeId, Office, Now).Refused, Is.False);
        }
    }

    [Test]
    public void Drafting_twice_drafts_once()
    {
        var drafted = Contract.Initial.After(Contract.Initial.Draft(Agreed, Samples.Approved, University, Glassworks));
        Assert.That(drafted.Draft(Agreed, Samples.Approved, University, Glassworks).Events, Is.Empty);
    }
}
