using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Contracts;

public class ContractImportTests
{
    private static readonly DateOnly Today = new(2026, 8, 3);

    /// <summary>57.3733 万元, from Zhejiang to somewhere abroad.</summary>
    private static readonly ContractImported Facts = new(
        "national-2023", true, "2023330099000001", new DateOnly(2023, 6, 30), "330000", ContractType.Service, ContractSubtype.GeneralService,
        TechnicalField.AdvancedManufacturing, [IpType.TechnicalSecret], new Money(57_373_300), new Money(45_000_000), new Money(40_000_000), PlanSource.OutsidePlan,
        SocialEconomicGoal.IndustryCommerce, PartyKind.LimitedLiabilityCompany, "330000", PartyKind.StateOwnedEnterprise, "other");

    private static Decision Import(ContractImported facts, bool numberTaken = false) => Contract.Initial.Import(facts, numberTaken, Today);

    [Test]
    public void A_contract_taken_over_is_registered_with_its_number_and_the_office_has_its_amounts()
    {
        var contract = Contract.Initial.After(Import(Facts));
        Assert.That((contract.Phase, contract.Number, contract.RegisteredOn), Is.EqualTo((ContractPhase.Registered, "2023330099000001", new DateOnly(2023, 6, 30))));
        Assert.That((contract.Price, contract.ApprovedTechnologyAmount, contract.ApprovedTechnologyIncome), Is.EqualTo((new Money(57_373_300), new Money(45_000_000), new Money(40_000_000))));
        Assert.That((contract.ImportedFrom, contract.Generated), Is.EqualTo(("national-2023", true)));
    }

    [Test]
    public void Nobody_but_the_supervisor_sees_a_contract_whose_parties_nobody_knows()
    {
        var contract = Contract.Initial.After(Import(Facts));
        Assert.That(contract.VisibleTo(Filer), Is.False);
        Assert.That(contract.VisibleTo(Reviewer), Is.False);
        Assert.That(contract.VisibleTo(Filer with { Kind = OrganizationKind.Supervisor }), Is.True);
    }

    [Test]
    public void No_number_is_there_twice()
    {
        Assert.That(Import(Facts, numberTaken: true).Code(), Is.EqualTo("contract.number_taken"));
        Assert.That(Contract.Initial.After(Import(Facts)).Import(Facts, false, Today).Code(), Is.EqualTo("contract.number_taken"));
        Assert.That(Contract.NumberClaim(Facts.Number), Is.Not.EqualTo(Contract.NumberClaim("2023330099000002")));
    }

    [Test]
    public void The_office_of_a_number_is_the_claim_of_an_office_that_registers_here() =>
        Assert.That(Contract.OfficeClaim("2023330001000001"), Is.EqualTo(Organization.OfficePointClaim("330000", "01")));

    [TestCase("2022330099000001")]
    [TestCase("2023310099000001")]
    [TestCase("23330099000001")]
    [TestCase("202333009900000x")]
    [TestCase("")]
    public void A_number_of_another_year_or_office_or_form_is_refused(string number) =>
        Assert.That(Import(Facts with { Number = number }).Refusal, Has.Property("Code").EqualTo("contract.number_malformed").And.Property("Pointer").EqualTo("/number"));

    [Test]
    public void A_registration_of_tomorrow_is_refused_and_one_of_today_is_not()
    {
        var future = Facts with { Number = "2026330099000001", RegisteredOn = Today.AddDays(1) };
        Assert.That(Import(future).Code(), Is.EqualTo("contract.registered_in_future"));
        Assert.That(Import(future with { RegisteredOn = Today }).Code(), Is.Null);
    }

    [Test]
    public void A_place_without_a_row_in_the_reports_is_refused_and_a_code_that_has_gone_is_not()
    {
        Assert.That(Import(Facts with { BuyerRegion = "990000" }).Code(), Is.EqualTo("contract.region_unknown"));
        Assert.That(Import(Facts with { SellerRegion = "abroad" }).Code(), Is.EqualTo("contract.region_unknown"));
        // 下城区, until 2021.
        Assert.That(Import(Facts with { SellerRegion = "330103" }).Code(), Is.Null);
        Assert.That(Import(Facts with { BuyerRegion = "hmt" }).Code(), Is.Null);
    }

    [Test]
    public void Types_and_amounts_must_fit_one_another()
    {
        Assert.That(Import(Facts with { Subtype = ContractSubtype.PatentTransfer }).Code(), Is.EqualTo("contract.subtype_differs"));
        Assert.That(Import(Facts with { IpTypes = [IpType.None, IpType.TechnicalSecret] }).Code(), Is.EqualTo("contract.ip_none_not_alone"));
        Assert.That(Import(Facts with { TechnologyAmount = Facts.Turnover + new Money(1) }).Code(), Is.EqualTo("contract.amount_too_high"));
        Assert.That(Import(Facts with { TechnologyIncome = Facts.TechnologyAmount + new Money(1) }).Code(), Is.EqualTo("contract.amount_too_high"));
        Assert.That(Import(Facts with { TechnologyIncome = new Money(-1) }).Code(), Is.EqualTo("contract.amount_out_of_range"));
        Assert.That(Import(Facts with { Turnover = Money.Largest + new Money(1) }).Code(), Is.EqualTo("contract.amount_out_of_range"));
        Assert.That(Import(Facts with { Turnover = Money.Zero, TechnologyAmount = Money.Zero, TechnologyIncome = Money.Zero }).Code(), Is.Null);
    }
}
