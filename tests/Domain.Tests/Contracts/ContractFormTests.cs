using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Contracts.Deals;

namespace Marketplace.Domain.Tests.Contracts;

public class ContractFormTests
{
    private static Decision Revise(ContractForm form) => Drafted.Revise(Filer, form);

    private static Decision File(ContractForm form) =>
        Drafted.After(Revise(form)).Apply(Text).File(Filer, University, OfficeId, Office, Now);

    [Test]
    public void A_sale_prefills_what_it_already_tells()
    {
        Assert.That(Folding.Picture(Drafted.Form), Is.EqualTo(Folding.Picture(new ContractForm
        {
            Title = "玻璃窑炉环保治理技术",
            Type = ContractType.Transfer,
            Field = TechnicalField.Environment,
            IpTypes = [IpType.InventionPatent],
            Turnover = Money.WanYuan(480),
            SellerKind = PartyKind.University,
        })));
        Assert.That(Drafted.Seller, Is.EqualTo(new ContractParty(UniversityId, "浙江大学", University.CreditCode, "330106")));
        Assert.That(Drafted.Buyer, Is.EqualTo(new ContractParty(GlassworksId, "宁波东海玻璃有限公司", Glassworks.CreditCode, "330203")));
        Assert.That((Drafted.Deal, Drafted.RuleSet, Drafted.Achievement, Drafted.Price), Is.EqualTo((AuctionId, "cn-2026-01", Samples.AchievementId, Money.Yuan(4_800_000))));
    }

    [TestCase(TransferMode.Transfer, IpType.TechnicalSecret, ContractType.Transfer, ContractSubtype.TechnicalSecretTransfer)]
    [TestCase(TransferMode.EquityContribution, IpType.TechnicalSecret, ContractType.Transfer, ContractSubtype.TechnicalSecretTransfer)]
    [TestCase(TransferMode.Transfer, IpType.SoftwareCopyright, ContractType.Transfer, ContractSubtype.SoftwareCopyrightTransfer)]
    [TestCase(TransferMode.Transfer, IpType.IcLayoutDesign, ContractType.Transfer, ContractSubtype.IcLayoutDesignTransfer)]
    [TestCase(TransferMode.Transfer, IpType.BiomedicalVariety, ContractType.Transfer, ContractSubtype.BiomedicalVarietyTransfer)]
    [TestCase(TransferMode.Transfer, IpType.InventionPatent, ContractType.Transfer, null)]
    [TestCase(TransferMode.Licence, IpType.TechnicalSecret, ContractType.Licence, ContractSubtype.TechnicalSecretLicence)]
    [TestCase(TransferMode.Licence, IpType.SoftwareCopyright, ContractType.Licence, ContractSubtype.SoftwareCopyrightLicence)]
    [TestCase(TransferMode.Licence, IpType.IcLayoutDesign, ContractType.Licence, ContractSubtype.IcLayoutDesignLicence)]
    [TestCase(TransferMode.Licence, IpType.InventionPatent, ContractType.Licence, null)]
    [TestCase(TransferMode.JointImplementation, IpType.TechnicalSecret, null, null)]
    public void Type_and_subtype_are_prefilled_where_they_follow(TransferMode mode, IpType ip, ContractType? type, ContractSubtype? subtype)
    {
        var achievement = Achievement.Initial.After(Achievement.Initial.Draft(Publisher, Samples.GlassKiln with { IpRights = [new(ip)] }));
        var form = Draft(Money.WanYuan(480), mode, achievement).Form;
        Assert.That((form.Type, form.Subtype), Is.EqualTo((type, subtype)));
    }

    [Test]
    public void Two_kinds_of_right_leave_the_subtype_to_the_seller()
    {
        var achievement = Achievement.Initial.After(Achievement.Initial.Draft(Publisher, Samples.GlassKiln with { IpRights = [new(IpType.TechnicalSecret), new(IpType.SoftwareCopyright), new(IpType.TechnicalSecret)] }));
        var form = Draft(Money.WanYuan(480), TransferMode.Transfer, achievement).Form;
        Assert.That(form.Subtype, Is.Null);
        Assert.That(form.IpTypes, Is.EqualTo(new[] { IpType.TechnicalSecret, IpType.SoftwareCopyright }));
    }

    [Test]
    public void A_draft_is_made_once() => Assert.That(Drafted.Draft(Sold(Money.WanYuan(480)), Samples.Approved, University, Glassworks).Events, Is.Empty);

    [Test]
    public void A_prefilled_draft_hears_of_everything_that_is_missing()
    {
        var refused = Drafted.Apply(Text).File(Filer, University, OfficeId, Office, Now);
        Assert.That(refused.Code(), Is.EqualTo("contract.incomplete"));
        Assert.That(refused.Details(), Is.EqualTo(new[]
        {
            "/subtype", "/technologyAmount", "/signedOn", "/beginsOn", "/endsOn", "/paymentMethod", "/relatedParties", "/planSource", "/socialEconomicGoal", "/ipOwnership", "/buyerKind",
        }.Select(pointer => $"contract.field_missing {pointer}")));
    }

    [Test]
    public void An_emptied_form_misses_the_rest_too()
    {
        var refused = File(new ContractForm { Deductions = [new(DeductionKind.Other, Money.Yuan(1), " ")] });
        Assert.That(refused.Refusal!.Details.Select(d => d.Pointer), Is.SupersetOf(new[] { "/title", "/type", "/field", "/ipTypes", "/turnover", "/deductions/0/reason", "/sellerKind" }));
    }

    [Test]
    public void Every_subtype_has_one_type_and_fits_no_other()
    {
        using (Assert.EnterMultipleScope())
            foreach (var subtype in Enum.GetValues<ContractSubtype>())
                foreach (var type in Enum.GetValues<ContractType>())
                    Assert.That(Revise(Form with { Type = type, Subtype = subtype }).Refused, Is.EqualTo(subtype.MainType() != type), $"{subtype} in {type}");
        Assert.That(Revise(Form with { Type = ContractType.Licence }).Details(), Is.EqualTo(new[] { "contract.subtype_differs /subtype" }));
        Assert.That(Enum.GetValues<ContractSubtype>().Select(subtype => subtype.MainType()).Distinct(), Is.EquivalentTo(Enum.GetValues<ContractType>()));
    }

    [Test]
    public void The_price_of_the_sale_cannot_be_rewritten() =>
        Assert.That(Revise(Form with { Turnover = Money.WanYuan(480) - new Money(1) }).Details(), Is.EqualTo(new[] { "contract.turnover_differs /turnover" }));

    [Test]
    public void A_negative_amount_is_out_of_range_and_so_is_one_above_the_largest()
    {
        Assert.That(Revise(Form with { TechnologyAmount = new Money(-1) }).Code(), Is.EqualTo("contract.form_invalid"));
        Assert.That(Revise(Form with { TechnologyAmount = new Money(-1) }).Details(), Is.EqualTo(new[] { "contract.amount_out_of_range /technologyAmount" }));
        Assert.That(Revise(Form with { Deductions = [new(DeductionKind.Parts, Money.Largest + new Money(1), "x")] }).Details(), Is.EqualTo(new[] { "contract.amount_out_of_range /deductions/0/amount" }));
    }

    [Test]
    public void A_hundred_deductions_are_taken_and_the_next_is_not()
    {
        static ImmutableArray<Deduction> Many(int count) => [.. Enumerable.Repeat(new Deduction(DeductionKind.Parts, Money.Largest, "零部件"), count)];
        Assert.That(Revise(Form with { Deductions = Many(101) }).Details(), Is.EqualTo(new[] { "contract.too_many_deductions /deductions" }));
        Assert.That(File(Form with { Deductions = Many(100) }).Code(), Is.EqualTo("contract.amounts_do_not_add_up"), "the sum of the largest amounts still fits");
    }

    [Test]
    public void A_contract_of_one_day_is_a_contract_and_one_that_ends_before_it_begins_is_not()
    {
        Assert.That(Revise(Form with { EndsOn = Form.BeginsOn }).Refused, Is.False);
        Assert.That(Revise(Form with { EndsOn = Form.BeginsOn!.Value.AddDays(-1) }).Details(), Is.EqualTo(new[] { "contract.period_reversed /endsOn" }));
    }

    [Test]
    public void No_intellectual_property_stands_alone()
    {
        Assert.That(Revise(Form with { IpTypes = [IpType.None] }).Refused, Is.False);
        Assert.That(Revise(Form with { IpTypes = [IpType.TechnicalSecret, IpType.None] }).Details(), Is.EqualTo(new[] { "contract.ip_none_not_alone /ipTypes" }));
    }

    [TestCase(-1, "contract.amounts_do_not_add_up")]
    [TestCase(0, null)]
    [TestCase(1, "contract.amounts_do_not_add_up")]
    public void The_amounts_add_up_to_the_fen(long fen, string? refusal) =>
        Assert.That(File(Form with { TechnologyAmount = Money.WanYuan(450) + new Money(fen) }).Code(), Is.EqualTo(refusal));

    [Test]
    public void A_contract_signed_today_in_Shanghai_is_filed_and_one_of_tomorrow_is_not()
    {
        var lateEvening = Instant.EndOf(Day("2026-11-20")) - TimeSpan.FromMilliseconds(1);
        Decision FileAt(string signedOn) => Complete.After(Complete.Revise(Filer, Form with { SignedOn = Day(signedOn) })).File(Filer, University, OfficeId, Office, lateEvening);
        Assert.That(FileAt("2026-11-20").Refused, Is.False);
        Assert.That(FileAt("2026-11-21").Refusal, Has.Property("Code").EqualTo("contract.signed_in_future").And.Property("Pointer").EqualTo("/signedOn"));
    }
}
