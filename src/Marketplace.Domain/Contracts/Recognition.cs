using System.Collections.Immutable;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Contracts;

// What the registration office decides: recognition (认定) and registration (登记).
public sealed partial record Contract
{
    /// <summary>
    /// Accepts the filing; the office's time runs from here. The day of acceptance does not count (民法典 art. 201). Refusals:
    /// <c>contract.not_found</c>, <c>.own_filing</c>, <c>.phase_forbids</c>.
    /// </summary>
    /// <param name="rules">The version that the contract pins.</param>
    public Decision Accept(Actor actor, RuleSet rules, Instant now)
    {
        if (NotDecidedBy(actor) is { } refusal) return refusal;
        if (Phase is not ContractPhase.Filed) return PhaseForbids();
        return new FilingAccepted(now, Instant.EndOf(now.ShanghaiDay.AddDays(Pinned(rules).Registration.DecisionDays)));
    }

    /// <summary>
    /// Returns the filing for correction; when it comes back, its acceptance counts anew. Refusals: <c>contract.not_found</c>,
    /// <c>.own_filing</c>, <c>.phase_forbids</c>, <c>.reasons_missing</c>.
    /// </summary>
    /// <param name="reasons">What has to be corrected; blank ones do not count.</param>
    public Decision ReturnFiling(Actor actor, ImmutableArray<string> reasons)
    {
        if (NotDecidedBy(actor) is { } refusal) return refusal;
        if (Phase is not (ContractPhase.Filed or ContractPhase.Accepted)) return PhaseForbids();
        ImmutableArray<string> stated = [.. reasons.Where(reason => !string.IsNullOrWhiteSpace(reason))];
        return stated.Length > 0 ? new FilingReturned(stated) : ContractRefusals.ReasonsMissing.With().At("/reasons");
    }

    /// <summary>Records that the office's time is over without a decision; nothing when it is not, or is recorded.</summary>
    public Decision MissDeadline(Instant now) => Due <= now ? new DecisionOverdue(DecideBy!.Value) : Decision.Nothing;

    /// <summary>
    /// Gives an opinion on the amounts. The first opinion stands alone below the rules' threshold. From it on, another person has
    /// to come to the same amounts; if he comes to others, his opinion replaces the first and waits for a second one in turn.
    /// Once a second review is needed it stays needed, so that no opinion escapes it by a smaller amount. Refusals:
    /// <c>contract.not_found</c>, <c>.own_filing</c>, <c>.phase_forbids</c>, <c>.amount_out_of_range</c>,
    /// <c>.amount_too_high</c>, <c>.second_review_same_person</c>.
    /// </summary>
    /// <param name="technologyAmount">技术交易额, at most the turnover.</param>
    /// <param name="technologyIncome">技术性收入, at most the technology amount.</param>
    /// <param name="rules">The version that the contract pins.</param>
    public Decision Review(Actor actor, Money technologyAmount, Money technologyIncome, RuleSet rules)
    {
        if (NotDecidedBy(actor) is { } refusal) return refusal;
        if (!IsUndecided) return PhaseForbids();
        if (Bounded(technologyAmount, Form.Turnover!.Value, "/technologyAmount") is { } amountFault) return amountFault;
        if (Bounded(technologyIncome, technologyAmount, "/technologyIncome") is { } incomeFault) return incomeFault;

        if (Phase is ContractPhase.InSecondReview)
        {
            if (actor.Subject == Reviewer) return ContractRefusals.SecondReviewSamePerson;
            if (technologyAmount == ApprovedTechnologyAmount && technologyIncome == ApprovedTechnologyIncome)
                return SecondReviewer is null ? new SecondReviewDone(actor.Subject) : PhaseForbids();
        }

        var needsSecond = Phase is ContractPhase.InSecondReview || technologyAmount >= Pinned(rules).Registration.SecondReviewFrom;
        return new ContractReviewed(actor.Subject, technologyAmount, technologyIncome, needsSecond);
    }

    /// <summary>
    /// Refuses recognition (未予登记). Refusals: <c>contract.not_found</c>, <c>.own_filing</c>,
    /// <c>.phase_forbids</c>, <c>.reasons_missing</c>.
    /// </summary>
    /// <param name="reasons">At least one of the nine.</param>
    public Decision Refuse(Actor actor, ImmutableArray<RecognitionRefusalReason> reasons, string? explanation, Instant now)
    {
        if (NotDecidedBy(actor) is { } refusal) return refusal;
        if (!IsUndecided) return PhaseForbids();
        return reasons.IsEmpty
            ? ContractRefusals.ReasonsMissing.With().At("/reasons")
            : new ContractRefused([.. reasons.Distinct()], explanation, now.ShanghaiDay);
    }

    /// <summary>
    /// Why the contract cannot be registered; absent when it can. Refusals: <c>contract.not_found</c>,
    /// <c>.own_filing</c>, <c>.phase_forbids</c>, <c>.second_review_missing</c>.
    /// </summary>
    internal Refusal? NotRegistrable(Actor actor)
    {
        if (NotDecidedBy(actor) is { } refusal) return refusal;
        if (Phase is not (ContractPhase.InReview or ContractPhase.InSecondReview)) return PhaseForbids();
        return Phase is ContractPhase.InSecondReview && SecondReviewer is null ? ContractRefusals.SecondReviewMissing.With() : null;
    }

    /// <summary>The registration of a contract that is <see cref="NotRegistrable">registrable</see>.</summary>
    internal ContractRegistered Register(string number, string officeRegion, DateOnly today) => new(
        number, today, Office!, officeRegion,
        Form.Title!, Form.Type!.Value, Form.Subtype!.Value, Form.Field!.Value, Form.IpTypes,
        Form.Turnover!.Value, ApprovedTechnologyAmount!.Value, ApprovedTechnologyIncome!.Value,
        Form.SignedOn!.Value, Form.PaymentMethod!.Value, Form.RelatedParties!.Value, Form.PlanSource!.Value, Form.SocialEconomicGoal!.Value,
        Seller.Organization, Form.SellerKind!.Value, Seller.Region,
        Buyer.Organization, Form.BuyerKind!.Value, Buyer.Region);

    /// <summary>Whether the office has the filing and has not decided.</summary>
    private bool IsUndecided => Phase is ContractPhase.Accepted or ContractPhase.InReview or ContractPhase.InSecondReview;

    private static Refusal? Bounded(Money amount, Money most, string pointer) =>
        amount < Money.Zero ? ContractRefusals.AmountOutOfRange.With(("largest", most)).At(pointer)
        : amount > most ? ContractRefusals.AmountTooHigh.With(("most", most)).At(pointer)
        : null;

    /// <summary>Nobody decides but the office of the filing, and not even that one on a contract of its own.</summary>
    private Refusal? NotDecidedBy(Actor actor)
    {
        if (!VisibleTo(actor)) return ContractRefusals.NotFound;
        if (actor.Organization == Filer || actor.Organization == Seller.Organization || actor.Organization == Buyer.Organization)
            return ContractRefusals.OwnFiling;
        return actor.Organization == Office ? null : ContractRefusals.NotFound.With();
    }

    private RuleSet Pinned(RuleSet rules) => rules.Version == RuleSet
        ? rules
        : throw new ArgumentException($"The contract pins the rules {RuleSet}, not {rules.Version}.", nameof(rules));
}
