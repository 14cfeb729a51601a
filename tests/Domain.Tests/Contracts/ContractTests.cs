using Marketplace.Domain.Contracts;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Contracts.Deals;

namespace Marketplace.Domain.Tests.Contracts;

public class ContractTests
{
    private static readonly Actor Supervisor = Staff("e", "org_0000000000007000800000000000a00f", OrganizationKind.Supervisor, Role.Supervisor);

    private static Contract InPhase(ContractPhase phase) => phase switch
    {
        ContractPhase.Draft => Complete,
        ContractPhase.Filed => Filed,
        ContractPhase.Returned => Returned,
        ContractPhase.Accepted => Accepted,
        ContractPhase.InReview => Reviewed,
        ContractPhase.InSecondReview => InSecondReview,
        ContractPhase.Registered => Recognized,
        ContractPhase.Refused => Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    private static void InEachPhase(Func<Contract, Decision> decide, params ContractPhase[] allowed)
    {
        // The office does not know of a draft; its seller does.
        var ofTheOffice = !allowed.Contains(ContractPhase.Draft);
        using (Assert.EnterMultipleScope())
            foreach (var phase in Enum.GetValues<ContractPhase>())
            {
                Assert.That(InPhase(phase).Phase, Is.EqualTo(phase));
                var refusal = phase is ContractPhase.Draft && ofTheOffice ? "contract.not_found" : "contract.phase_forbids";
                Assert.That(decide(InPhase(phase)).Code(), Is.EqualTo(allowed.Contains(phase) ? null : refusal), $"{phase}");
            }

        Assert.That(decide(Contract.Initial).Code(), Is.EqualTo("contract.not_found"));
    }

    [Test]
    public void It_is_revised_as_a_draft_and_when_it_was_returned() =>
        InEachPhase(contract => contract.Revise(Filer, contract.Form), ContractPhase.Draft, ContractPhase.Returned);

    [Test]
    public void It_is_filed_as_a_draft_and_when_it_was_returned() =>
        InEachPhase(contract => contract.File(Filer, University, OfficeId, Office, Now), ContractPhase.Draft, ContractPhase.Returned);

    [Test]
    public void Documents_are_attached_as_long_as_it_can_be_revised() =>
        InEachPhase(contract => contract.Attach(Filer, Text with { Sha256 = new string('b', 64) }, Now), ContractPhase.Draft, ContractPhase.Returned);

    [Test]
    public void One_file_is_attached_once_and_fifty_at_most()
    {
        Assert.That(Complete.Attach(Filer, Text with { Document = "doc_0000000000007000800000000000f002" }, Now).Code(), Is.EqualTo("document.attached_already"));
        var contract = Enumerable.Range(1, 49).Aggregate(Complete, (at, i) => at.After(at.Attach(Filer, Text with { Sha256 = i.ToString("x64") }, Now)));
        Assert.That(contract.Documents.Documents, Has.Length.EqualTo(50));
        Assert.That(contract.Attach(Filer, Text with { Sha256 = new string('c', 64) }, Now).Code(), Is.EqualTo("document.too_many"));
    }

    [Test]
    public void Without_its_text_a_contract_is_not_filed()
    {
        var contract = Drafted.After(Drafted.Revise(Filer, Form));
        Assert.That(contract.File(Filer, University, OfficeId, Office, Now).Code(), Is.EqualTo("contract.document_missing"));
        contract = contract.Apply(Text with { Kind = DocumentKind.IpProof });
        Assert.That(contract.File(Filer, University, OfficeId, Office, Now).Code(), Is.EqualTo("contract.document_missing"));
    }

    [TestCase("330106", true)]
    [TestCase("330100", true)]
    [TestCase("330000", true)]
    [TestCase("330108", false)]
    [TestCase("330200", false)]
    [TestCase("110000", false)]
    public void It_is_filed_at_an_office_of_the_seller_s_district_city_or_province(string region, bool taken)
    {
        var office = Verified(new(OrganizationKind.RegistrationOffice, "登记站", null, Code("12330100000000009"), region, "05"));
        var decision = Complete.File(Filer, University, OfficeId, office, Now);
        Assert.That(decision.Code(), Is.EqualTo(taken ? null : "contract.office_elsewhere"));
        if (taken) Assert.That(decision.Events, Is.EqualTo(new Event[] { new ContractFiled(OfficeId, UniversityId, Now) }));
    }

    [Test]
    public void It_is_filed_only_at_a_registration_office_that_may_act()
    {
        Assert.That(Complete.File(Filer, University, OperatorId, Operator, Now).Refusal, Has.Property("Code").EqualTo("contract.office_unknown").And.Property("Pointer").EqualTo("/office"));
        Assert.That(Complete.File(Filer, University, OfficeId, Office.After(Office.Suspend(PlatformAdmin, "整改", null, Now)), Now).Code(), Is.EqualTo("contract.office_unknown"));
    }

    [Test]
    public void A_suspended_seller_files_nothing() =>
        Assert.That(Complete.File(Filer, University.After(University.Suspend(PlatformAdmin, "违约", null, Now)), OfficeId, Office, Now).Code(), Is.EqualTo("organization.suspended"));

    [Test]
    public void The_buyer_sees_it_and_changes_nothing()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Complete.VisibleTo(Buyer), Is.True);
            Assert.That(Complete.Revise(Buyer, Form).Code(), Is.EqualTo("contract.not_seller"));
            Assert.That(Complete.Attach(Buyer, Text, Now).Code(), Is.EqualTo("contract.not_seller"));
            Assert.That(Complete.File(Buyer, Glassworks, OfficeId, Office, Now).Code(), Is.EqualTo("contract.not_seller"));
        }
    }

    [Test]
    public void The_office_knows_of_it_from_the_filing_on_other_offices_never()
    {
        using (Assert.EnterMultipleScope())
            foreach (var phase in Enum.GetValues<ContractPhase>())
            {
                Assert.That(InPhase(phase).VisibleTo(Reviewer), Is.EqualTo(phase is not ContractPhase.Draft), $"{phase}");
                Assert.That(InPhase(phase).VisibleTo(OtherReviewer), Is.False);
                Assert.That(InPhase(phase).VisibleTo(Stranger), Is.False);
                Assert.That(InPhase(phase).VisibleTo(MarketStaff), Is.False);
                Assert.That(InPhase(phase).VisibleTo(Filer), Is.True);
                Assert.That(InPhase(phase).VisibleTo(Supervisor), Is.True);
            }
    }

    [Test]
    public void The_market_where_the_deal_was_made_knows_of_it_and_decides_nothing()
    {
        var contract = Contract.Initial.After(Contract.Initial.Draft(Sold(Money.WanYuan(480)) with { Market = OperatorId }, Samples.Approved, University, Glassworks));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(contract.VisibleTo(MarketStaff), Is.True);
            Assert.That(contract.Revise(MarketStaff, Form).Code(), Is.EqualTo("contract.not_seller"));
            Assert.That(contract.Accept(MarketStaff, Rules, Now).Code(), Is.EqualTo("contract.not_found"));
        }
    }

    [Test]
    public void All_that_keeps_it_from_being_filed_is_told_at_once()
    {
        var faulty = Drafted.After(Drafted.Revise(Filer, Form with { SignedOn = Day("2026-11-21"), TechnologyAmount = Money.WanYuan(451), IpOwnership = null }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faulty.FilingFaults(University, OtherOffice, Now).Select(fault => $"{fault.Code} {fault.Pointer}"), Is.EqualTo(new[]
            {
                "contract.field_missing /ipOwnership", "contract.amounts_do_not_add_up /technologyAmount", "contract.signed_in_future /signedOn",
                "contract.document_missing ", "contract.office_elsewhere /office",
            }));
            Assert.That(Complete.FilingFaults(University, null, Now), Is.Empty);
            Assert.That(Complete.FilingFaults(University, Office, Now), Is.Empty);
            Assert.That(Complete.FilingFaults(University.After(University.Suspend(PlatformAdmin, "违约", null, Now)), Office, Now).Select(fault => fault.Code), Is.EqualTo(new[] { "organization.suspended" }));
        }
    }

    [Test]
    public void A_stranger_finds_nothing()
    {
        using (Assert.EnterMultipleScope())
            foreach (var stranger in new[] { Stranger, OtherReviewer })
            {
                Assert.That(Complete.Revise(stranger, Form).Code(), Is.EqualTo("contract.not_found"));
                Assert.That(Filed.Accept(stranger, Rules, Now).Code(), Is.EqualTo("contract.not_found"));
                Assert.That(Filed.ReturnFiling(stranger, ["x"]).Code(), Is.EqualTo("contract.not_found"));
                Assert.That(Accepted.Review(stranger, Money.Zero, Money.Zero, Rules).Code(), Is.EqualTo("contract.not_found"));
                Assert.That(Accepted.Refuse(stranger, [RecognitionRefusalReason.Other], null, Now).Code(), Is.EqualTo("contract.not_found"));
                Assert.That(Register(Reviewed, actor: stranger).Contract.Code(), Is.EqualTo("contract.not_found"));
            }
    }

    [Test]
    public void Neither_party_decides_on_its_own_contract()
    {
        using (Assert.EnterMultipleScope())
            foreach (var party in new[] { Filer, Buyer })
            {
                Assert.That(Filed.Accept(party, Rules, Now).Code(), Is.EqualTo("contract.own_filing"));
                Assert.That(Filed.ReturnFiling(party, ["x"]).Code(), Is.EqualTo("contract.own_filing"));
                Assert.That(Accepted.Review(party, Money.Zero, Money.Zero, Rules).Code(), Is.EqualTo("contract.own_filing"));
                Assert.That(Accepted.Refuse(party, [RecognitionRefusalReason.Other], null, Now).Code(), Is.EqualTo("contract.own_filing"));
                Assert.That(Register(Reviewed, actor: party).Contract.Code(), Is.EqualTo("contract.own_filing"));
            }
    }

    [Test]
    public void Filed_contracts_are_accepted() => InEachPhase(contract => contract.Accept(Reviewer, Rules, Now), ContractPhase.Filed);

    [Test]
    public void The_office_decides_by_the_end_of_the_thirtieth_day_after_the_day_of_acceptance()
    {
        Assert.That(Rules.Registration.DecisionDays.Value, Is.EqualTo(30));
        Assert.That(Accepted.AcceptedAt, Is.EqualTo(Now));
        Assert.That(Accepted.DecideBy, Is.EqualTo(Instant.EndOf(Day("2026-12-20"))));
    }

    [Test]
    public void Rules_that_the_contract_does_not_pin_are_a_bug_of_the_caller() =>
        Assert.That(() => Filed.Accept(Reviewer, Rules with { Version = "cn-2027-01" }, Now), Throws.ArgumentException);

    [Test]
    public void A_filing_is_returned_until_it_is_reviewed() =>
        InEachPhase(contract => contract.ReturnFiling(Reviewer, ["缺少授权书。"]), ContractPhase.Filed, ContractPhase.Accepted);

    [Test]
    public void A_corrected_filing_is_accepted_anew()
    {
        Assert.That(Filed.ReturnFiling(Reviewer, [" "]).Refusal, Has.Property("Code").EqualTo("contract.reasons_missing").And.Property("Pointer").EqualTo("/reasons"));
        var returned = Accepted.After(Accepted.ReturnFiling(Reviewer, ["缺少授权书。", ""]));
        Assert.That((returned.AcceptedAt, returned.DecideBy), Is.EqualTo((default(Instant?), default(Instant?))));
        Assert.That(returned.ReturnReasons, Is.EqualTo(new[] { "缺少授权书。" }));
        var later = Now + TimeSpan.FromDays(3);
        var accepted = returned.After(returned.File(Filer, University, OfficeId, Office, later));
        accepted = accepted.After(accepted.Accept(Reviewer, Rules, later));
        Assert.That(accepted.DecideBy, Is.EqualTo(Instant.EndOf(Day("2026-12-23"))));
        Assert.That(accepted.ReturnReasons, Is.Empty);
    }
}
