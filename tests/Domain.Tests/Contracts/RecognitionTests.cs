using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Contracts.Deals;

namespace Marketplace.Domain.Tests.Contracts;

public class RecognitionTests
{
    private static readonly Money Threshold = Money.Yuan(5_000_000);

    [TestCase(499_999_999, ContractPhase.InReview)]
    [TestCase(500_000_000, ContractPhase.InSecondReview)]
    public void From_five_million_yuan_of_technology_on_a_second_person_reviews(long fen, ContractPhase phase)
    {
        var contract = Reviewable(Money.WanYuan(800));
        Assert.That(contract.After(contract.Review(Reviewer, new Money(fen), new Money(fen), Rules)).Phase, Is.EqualTo(phase));
    }

    [Test]
    public void A_decision_is_overdue_once_from_the_end_of_its_last_day_on()
    {
        var late = Instant.EndOf(Day("2026-12-20"));
        Assert.That(Accepted.Due, Is.EqualTo(late));
        Assert.That(Accepted.MissDeadline(late - TimeSpan.FromMilliseconds(1)).Events, Is.Empty);
        var missed = Accepted.After(Accepted.MissDeadline(late));
        Assert.That((missed.OverdueSince, missed.Due), Is.EqualTo(((Instant?)late, default(Instant?))));
        Assert.That(missed.MissDeadline(late + TimeSpan.FromDays(1)).Events, Is.Empty);

        var reviewed = missed.After(missed.Review(Reviewer, Money.WanYuan(450), Money.WanYuan(400), Rules));
        Assert.That(reviewed.After(Register(reviewed).Contract).OverdueSince, Is.EqualTo(late), "that it came late stays on record");
        Assert.That(missed.After(missed.ReturnFiling(Reviewer, ["请补正。"])).OverdueSince, Is.Null, "a new filing has a new last day");
    }

    [Test]
    public void A_decision_that_has_come_is_waited_for_no_longer()
    {
        foreach (var contract in (Contract[])[Filed, Refused, Recognized, Returned]) Assert.That(contract.Due, Is.Null, $"{contract.Phase}");
        foreach (var contract in (Contract[])[Reviewed, InSecondReview]) Assert.That(contract.Due, Is.EqualTo(contract.DecideBy), $"{contract.Phase}");
    }

    [Test]
    public void A_second_person_who_comes_to_the_same_amounts_opens_the_registration()
    {
        Assert.That(Register(InSecondReview).Contract.Code(), Is.EqualTo("contract.second_review_missing"));
        Assert.That(InSecondReview.Review(Reviewer, Money.WanYuan(520), Money.WanYuan(500), Rules).Code(), Is.EqualTo("contract.second_review_same_person"));
        var confirmed = InSecondReview.After(InSecondReview.Review(SecondReviewer, Money.WanYuan(520), Money.WanYuan(500), Rules));
        Assert.That((confirmed.Reviewer, confirmed.SecondReviewer), Is.EqualTo((Reviewer.Subject, SecondReviewer.Subject)));
        Assert.That(Register(confirmed).Contract.Refused, Is.False);
        Assert.That(confirmed.Review(SecondReviewer, Money.WanYuan(520), Money.WanYuan(500), Rules).Code(), Is.EqualTo("contract.phase_forbids"));
    }

    [Test]
    public void A_second_person_who_comes_to_less_needs_a_second_in_turn_even_below_the_threshold()
    {
        var lowered = InSecondReview.After(InSecondReview.Review(SecondReviewer, Threshold - new Money(1), Money.Zero, Rules));
        Assert.That(lowered.Phase, Is.EqualTo(ContractPhase.InSecondReview));
        Assert.That(Register(lowered).Contract.Code(), Is.EqualTo("contract.second_review_missing"));
        Assert.That(lowered.Review(SecondReviewer, Threshold - new Money(1), Money.Zero, Rules).Code(), Is.EqualTo("contract.second_review_same_person"));
        var agreed = lowered.After(lowered.Review(Reviewer, Threshold - new Money(1), Money.Zero, Rules));
        Assert.That(Register(agreed).Contract.Refused, Is.False);
    }

    [Test]
    public void Another_income_is_another_opinion()
    {
        var reviewed = InSecondReview.After(InSecondReview.Review(SecondReviewer, Money.WanYuan(520), Money.WanYuan(499), Rules));
        Assert.That(reviewed.SecondReviewer, Is.Null);
        Assert.That(reviewed.ApprovedTechnologyIncome, Is.EqualTo(Money.WanYuan(499)));
    }

    [Test]
    public void A_reviewer_corrects_his_own_opinion_while_no_second_is_needed()
    {
        var corrected = Reviewed.After(Reviewed.Review(Reviewer, Money.WanYuan(430), Money.WanYuan(430), Rules));
        Assert.That(corrected.Phase, Is.EqualTo(ContractPhase.InReview));
        Assert.That(corrected.ApprovedTechnologyAmount, Is.EqualTo(Money.WanYuan(430)));
    }

    [Test]
    public void The_technology_amount_is_at_most_the_turnover_and_the_income_at_most_that()
    {
        var fen = new Money(1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Accepted.Review(Reviewer, Money.WanYuan(480), Money.WanYuan(480), Rules).Refused, Is.False);
            Assert.That(Accepted.Review(Reviewer, Money.Zero, Money.Zero, Rules).Refused, Is.False);
            Assert.That(Accepted.Review(Reviewer, Money.WanYuan(480) + fen, Money.Zero, Rules).Refusal, Has.Property("Code").EqualTo("contract.amount_too_high").And.Property("Pointer").EqualTo("/technologyAmount"));
            Assert.That(Accepted.Review(Reviewer, Money.WanYuan(450), Money.WanYuan(450) + fen, Rules).Refusal, Has.Property("Code").EqualTo("contract.amount_too_high").And.Property("Pointer").EqualTo("/technologyIncome"));
            Assert.That(Accepted.Review(Reviewer, Money.WanYuan(450), Money.Zero - fen, Rules).Refusal, Has.Property("Code").EqualTo("contract.amount_out_of_range").And.Property("Pointer").EqualTo("/technologyIncome"));
        }
    }

    [Test]
    public void A_refusal_names_at_least_one_of_the_nine_reasons_each_once()
    {
        Assert.That(Enum.GetValues<RecognitionRefusalReason>(), Has.Length.EqualTo(9));
        Assert.That(Accepted.Refuse(Reviewer, [], "不符合", Now).Refusal, Has.Property("Code").EqualTo("contract.reasons_missing").And.Property("Pointer").EqualTo("/reasons"));
        var refused = Accepted.After(Accepted.Refuse(Reviewer, [RecognitionRefusalReason.NotTechnologyContract, RecognitionRefusalReason.TermsUnclear, RecognitionRefusalReason.NotTechnologyContract], "属一般买卖合同", Now));
        Assert.That(refused.Phase, Is.EqualTo(ContractPhase.Refused));
        Assert.That(refused.RefusalReasons, Is.EqualTo(new[] { RecognitionRefusalReason.NotTechnologyContract, RecognitionRefusalReason.TermsUnclear }));
        Assert.That(refused.RefusalExplanation, Is.EqualTo("属一般买卖合同"));
    }

    [Test]
    public void A_refusal_comes_after_the_acceptance_and_before_the_registration()
    {
        static string? Code(Contract contract) => contract.Refuse(Reviewer, [RecognitionRefusalReason.Other], null, Now).Code();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { Accepted, Reviewed, InSecondReview }.Select(Code), Is.All.Null);
            Assert.That(new[] { Filed, Returned, Recognized, Refused }.Select(Code), Is.All.EqualTo("contract.phase_forbids"));
            Assert.That(new[] { Filed, Returned, Recognized, Refused }.Select(c => c.Review(Reviewer, Money.Zero, Money.Zero, Rules).Code()), Is.All.EqualTo("contract.phase_forbids"));
            Assert.That(new[] { Filed, Returned, Accepted, Recognized, Refused }.Select(c => Register(c).Contract.Code()), Is.All.EqualTo("contract.phase_forbids"));
        }
    }

    [Test]
    public void The_registration_tells_the_ledger_everything()
    {
        var registration = Register(Reviewed, new NumberSeries(41));
        Assert.That(registration.Series.Events, Is.EqualTo(new Event[] { new NumberTaken(42, ContractId) }));
        var registered = (ContractRegistered)registration.Contract.Events.Single();
        Assert.That(registered with { IpTypes = [] }, Is.EqualTo(new ContractRegistered(
            "2026330101000042", Day("2026-11-20"), OfficeId, "330100", "玻璃窑炉环保治理技术转让合同", ContractType.Transfer, ContractSubtype.PatentTransfer,
            TechnicalField.Environment, [], Money.WanYuan(480), Money.WanYuan(450), Money.WanYuan(400), Day("2026-11-18"), PaymentMethod.Instalments, false,
            PlanSource.OutsidePlan, SocialEconomicGoal.Environment, UniversityId, PartyKind.University, "330106", GlassworksId, PartyKind.LimitedLiabilityCompany, "330203")));
        Assert.That(registered.IpTypes, Is.EqualTo(new[] { IpType.InventionPatent }));
        Assert.That((Recognized.Number, Recognized.RegisteredOn), Is.EqualTo(("2026330101000001", (DateOnly?)Day("2026-11-20"))));
    }

    [Test]
    public void The_last_number_is_999999()
    {
        Assert.That(((ContractRegistered)Register(Reviewed, new NumberSeries(999_998)).Contract.Events.Single()).Number, Is.EqualTo("2026330101999999"));
        var exhausted = Register(Reviewed, new NumberSeries(999_999));
        Assert.That(exhausted.Contract.Code(), Is.EqualTo("contract.numbers_exhausted"));
        Assert.That(exhausted.Series.Events, Is.Empty);
    }

    [Test]
    public void A_request_that_waited_over_midnight_in_Shanghai_at_new_year_takes_no_number_of_the_old_year()
    {
        var newYear = Instant.StartOf(Day("2027-01-01"));
        Assert.That(Register(Reviewed, year: 2026, now: newYear - TimeSpan.FromMilliseconds(1)).Contract.Refused, Is.False);
        var turned = Register(Reviewed, year: 2026, now: newYear);
        Assert.That(turned.Contract.Code(), Is.EqualTo("contract.year_turned"));
        Assert.That(turned.Series.Events, Is.Empty);
        Assert.That(((ContractRegistered)Register(Reviewed, year: 2027, now: newYear).Contract.Events.Single()).Number, Is.EqualTo("2027330101000001"));
    }

    [Test]
    public void A_refused_registration_takes_no_number() => Assert.That(Register(Accepted).Series.Events, Is.Empty);

    [Test]
    public void A_series_is_named_by_office_and_year() => Assert.That(NumberSeries.Stream(OfficeId, 2026), Is.EqualTo($"num_{OfficeId}_2026"));

    [Test]
    public void Every_state_is_reached_from_draft_and_only_registered_and_refused_have_no_exit()
    {
        Assert.That(Contract.Next.Reachable(ContractPhase.Draft), Is.EquivalentTo(Enum.GetValues<ContractPhase>()));
        Assert.That(Enum.GetValues<ContractPhase>().Where(phase => Contract.Next[phase].Length == 0), Is.EquivalentTo(new[] { ContractPhase.Registered, ContractPhase.Refused }));
    }
}
