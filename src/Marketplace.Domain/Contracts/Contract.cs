using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Contracts;

/// <summary>
/// A technology contract (stream: its <c>ctr_</c> id) on its way from the deal through recognition and registration
/// (技术合同认定登记管理办法 国科发政字〔2000〕063号; 技术合同认定规则 国科发政字〔2001〕253号).
/// </summary>
public sealed partial record Contract : IState<Contract>, IDocumentOwner
{
    public static readonly Transitions<ContractPhase> Next = new()
    {
        [ContractPhase.Draft] = [ContractPhase.Filed],
        [ContractPhase.Filed] = [ContractPhase.Returned, ContractPhase.Accepted],
        [ContractPhase.Returned] = [ContractPhase.Filed],
        [ContractPhase.Accepted] = [ContractPhase.Returned, ContractPhase.InReview, ContractPhase.InSecondReview, ContractPhase.Refused],
        [ContractPhase.InReview] = [ContractPhase.InSecondReview, ContractPhase.Registered, ContractPhase.Refused],
        [ContractPhase.InSecondReview] = [ContractPhase.Registered, ContractPhase.Refused],
    };

    public static Contract Initial { get; } = new();

    /// <summary>Absent before the contract is drafted.</summary>
    public ContractPhase? Phase { get; private init; }

    public DealOrigin DealOrigin { get; private init; }

    /// <summary>Id of the auction or the deal; absent for a contract made outside.</summary>
    public string? Deal { get; private init; }

    /// <summary>Version of the rules that decide on it.</summary>
    public string RuleSet { get; private init; } = "";

    public string? Achievement { get; private init; }

    /// <summary>Id of the demand that it answers.</summary>
    public string? Demand { get; private init; }

    /// <summary>When the notice of an agreed price had stood its days; absent where none was needed.</summary>
    public Instant? PublicityEndedAt { get; private init; }
    public ContractParty Seller { get; private init; } = new("", "", "", "");
    public ContractParty Buyer { get; private init; } = new("", "", "", "");

    /// <summary>Id of the operator on whose market the deal was made.</summary>
    public string? Market { get; private init; }

    /// <summary>The price of the deal.</summary>
    public Money Price { get; private init; }

    public ContractForm Form { get; private init; } = new();
    public DocumentFolder Documents { get; private init; } = DocumentFolder.Empty;

    /// <summary>Id of the registration office; absent before the filing.</summary>
    public string? Office { get; private init; }

    /// <summary>Id of the organisation that filed; absent before the filing.</summary>
    public string? Filer { get; private init; }

    public Instant? FiledAt { get; private init; }
    public ImmutableArray<string> ReturnReasons { get; private init; } = [];
    public Instant? AcceptedAt { get; private init; }

    /// <summary>End of the last day on which the office may decide; absent while the filing is not accepted.</summary>
    public Instant? DecideBy { get; private init; }

    /// <summary>The end of the day by which the office should have decided and had not; absent while it is in time.</summary>
    public Instant? OverdueSince { get; private init; }

    /// <summary>The moment from which the decision is overdue, while it is open.</summary>
    public Instant? Due => IsUndecided && OverdueSince is null ? DecideBy : null;

    /// <summary>The person whose opinion stands.</summary>
    public string? Reviewer { get; private init; }

    /// <summary>The person who came to the same amounts.</summary>
    public string? SecondReviewer { get; private init; }

    /// <summary>技术交易额 as approved.</summary>
    public Money? ApprovedTechnologyAmount { get; private init; }

    /// <summary>技术性收入 as approved.</summary>
    public Money? ApprovedTechnologyIncome { get; private init; }

    public string? Number { get; private init; }
    public DateOnly? RegisteredOn { get; private init; }
    public ImmutableArray<RecognitionRefusalReason> RefusalReasons { get; private init; } = [];
    public string? RefusalExplanation { get; private init; }

    /// <summary>Drafts the contract with what its basis already tells; nothing happens when it is drafted already.</summary>
    /// <param name="achievement">State of the achievement; absent where the basis names none.</param>
    public Decision Draft(ContractBasis basis, Achievement? achievement, Organization seller, Organization buyer)
    {
        if (Phase is not null) return Decision.Nothing;
        return new ContractDrafted(basis.Deal, basis.RuleSet, basis.Achievement, Party(basis.Seller, seller), Party(basis.Buyer, buyer),
            ContractPrefill.From(basis, achievement, seller.Kind, buyer.Kind), basis.Market, basis.DealOrigin, basis.Demand, basis.PublicityEndedAt);
    }

    /// <summary>
    /// Brings a contract made outside of the market here for its registration, as its seller. Refusals: <c>contract.own_party</c>,
    /// <c>.buyer_unknown</c>, <c>.achievement_unknown</c>, <c>.achievement_listed</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="achievement">State of the achievement that the basis names; absent when it names none.</param>
    /// <param name="listed">Whether a listing holds the achievement: what is offered here is sold here, with its notice and in its order.</param>
    public Decision DraftOutside(Actor actor, ContractBasis basis, Achievement? achievement, bool listed, Organization seller, Organization buyer, Instant now)
    {
        if (seller.MayAct(now) is { } barred) return barred;
        if (basis.Buyer == basis.Seller) return ContractRefusals.OwnParty.With().At("/buyer");
        if (buyer.MayAct(now) is not null) return ContractRefusals.BuyerUnknown.With().At("/buyer");
        if (basis.Achievement is not null && (achievement?.Phase is null || achievement.Owner != actor.Organization))
            return ContractRefusals.AchievementUnknown.With().At("/achievement");
        return listed ? ContractRefusals.AchievementListed.With().At("/achievement") : Draft(basis, achievement, seller, buyer);
    }

    /// <summary>
    /// Writes the whole form anew. Refusals: <c>contract.not_found</c>, <c>.not_seller</c>, <c>.phase_forbids</c>,
    /// <c>.form_invalid</c> with a detail for each fault.
    /// </summary>
    public Decision Revise(Actor actor, ContractForm form)
    {
        if (NotEditable(actor) is { } refusal) return refusal;
        var faults = form.Faults();
        if (DealOrigin is not DealOrigin.Outside && form.Turnover is { } turnover && turnover != Price)
            faults = faults.Add(ContractRefusals.TurnoverDiffers.With(("price", Price)).At("/turnover"));
        return faults.IsEmpty ? new ContractRevised(form) : ((Refusal)ContractRefusals.FormInvalid).Because(faults);
    }

    /// <summary>
    /// Files the contract at the office of the seller's place. Refusals: <c>contract.not_found</c>, <c>.not_seller</c>,
    /// <c>.phase_forbids</c>, <c>.incomplete</c> with a detail for each missing field, <c>.amounts_do_not_add_up</c>,
    /// <c>.signed_in_future</c>, <c>.signed_before_publicity</c>, <c>.document_missing</c>, <c>.office_unknown</c>, <c>.office_elsewhere</c>, and those of
    /// <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="filer">State of the actor's organisation.</param>
    /// <param name="officeId">Id of the registration office.</param>
    /// <param name="office">Its state.</param>
    public Decision File(Actor actor, Organization filer, string officeId, Organization office, Instant now)
    {
        if (NotEditable(actor) is { } refusal) return refusal;
        if (filer.MayAct(now) is { } barred) return barred;
        if (Form.Missing() is { Length: > 0 } missing) return ((Refusal)ContractRefusals.Incomplete).Because(missing);
        return NotFileable(office, now) is [var fault, ..] ? fault : new ContractFiled(officeId, actor.Organization, now);
    }

    /// <summary>
    /// Everything that <see cref="File"/> would find wrong, at once; empty when the contract can be filed. Asked of a contract
    /// that the actor may write to (<see cref="NotEditable"/>).
    /// </summary>
    /// <param name="office">State of the registration office; absent while none is chosen.</param>
    public ImmutableArray<Refusal> FilingFaults(Organization filer, Organization? office, Instant now) =>
        [.. filer.MayAct(now) is { } barred ? (ImmutableArray<Refusal>)[barred] : [], .. Form.Missing(), .. NotFileable(office, now)];

    private ImmutableArray<Refusal> NotFileable(Organization? office, Instant now)
    {
        var faults = Form.Contradictions(now.ShanghaiDay);
        // The contract is made after the notice, not during it: the first day is the one that begins as the notice ends.
        if (PublicityEndedAt is { } ended && (now < ended || Form.SignedOn < ended.ShanghaiDay))
            faults = faults.Add(ContractRefusals.SignedBeforePublicity.With(("first", ended.ShanghaiDay.ToString("O"))).At("/signedOn"));
        if (!Documents.Has(DocumentKind.ContractText)) faults = faults.Add(ContractRefusals.DocumentMissing);
        if (office is null) return faults;
        if (office.Kind is not OrganizationKind.RegistrationOffice || office.MayAct(now) is not null)
            return faults.Add(ContractRefusals.OfficeUnknown.With().At("/office"));
        return Regions.IsWithin(Seller.Region, office.Region) ? faults
            : faults.Add(ContractRefusals.OfficeElsewhere.With(("seller", Seller.Region), ("office", office.Region)).At("/office"));
    }

    /// <summary>
    /// Whether the reader may know of it: the two parties, the operator of the market where the deal was made, the office from
    /// the filing on, and the supervisor. For all others it does not exist.
    /// </summary>
    public bool VisibleTo(Actor reader) =>
        Phase is not null && (reader.Organization == Seller.Organization || reader.Organization == Buyer.Organization
            || reader.Organization == Market || reader.Organization == Office || reader.Kind is OrganizationKind.Supervisor);

    public Contract Apply(Event e) => e switch
    {
        ContractDrafted drafted => new()
        {
            Phase = ContractPhase.Draft,
            DealOrigin = drafted.DealOrigin,
            Deal = drafted.Deal,
            Demand = drafted.Demand,
            PublicityEndedAt = drafted.PublicityEndedAt,
            RuleSet = drafted.RuleSet,
            Achievement = drafted.Achievement,
            Seller = drafted.Seller,
            Buyer = drafted.Buyer,
            Price = drafted.Form.Turnover!.Value,
            Form = drafted.Form,
            Market = drafted.Market,
        },
        ContractRevised revised => this with { Form = revised.Form, Price = DealOrigin is DealOrigin.Outside && revised.Form.Turnover is { } turnover ? turnover : Price },
        ContractFiled filed => this with { Phase = ContractPhase.Filed, Office = filed.Office, Filer = filed.Filer, FiledAt = filed.FiledAt },
        FilingReturned returned => this with
        {
            Phase = ContractPhase.Returned, ReturnReasons = returned.Reasons, AcceptedAt = null, DecideBy = null, OverdueSince = null,
        },
        FilingAccepted accepted => this with
        {
            Phase = ContractPhase.Accepted, AcceptedAt = accepted.AcceptedAt, DecideBy = accepted.DecideBy, ReturnReasons = [],
        },
        DecisionOverdue overdue => this with { OverdueSince = overdue.DecideBy },
        ContractReviewed reviewed => this with
        {
            Phase = reviewed.NeedsSecondReview ? ContractPhase.InSecondReview : ContractPhase.InReview,
            Reviewer = reviewed.Reviewer,
            SecondReviewer = null,
            ApprovedTechnologyAmount = reviewed.TechnologyAmount,
            ApprovedTechnologyIncome = reviewed.TechnologyIncome,
        },
        SecondReviewDone done => this with { SecondReviewer = done.Reviewer },
        ContractRegistered registered => this with { Phase = ContractPhase.Registered, Number = registered.Number, RegisteredOn = registered.RegisteredOn },
        ContractImported imported => TakenOver(imported),
        ContractRefused refused => this with
        {
            Phase = ContractPhase.Refused, RefusalReasons = refused.Reasons, RefusalExplanation = refused.Explanation,
        },
        _ when DocumentFolder.Knows(e) => this with { Documents = Documents.Apply(e) },
        _ => throw new InvalidOperationException($"A contract does not know the event {e.GetType().Name}."),
    };

    private static ContractParty Party(string id, Organization organization) => new(id, organization.NameZh, organization.CreditCode, organization.Region);

    /// <summary>
    /// Why the actor may not write to the contract now; absent when it may. Refusals: <c>contract.not_found</c>,
    /// <c>.not_seller</c>, <c>.phase_forbids</c>.
    /// </summary>
    public Refusal? NotEditable(Actor actor)
    {
        if (NotOwned(actor) is { } refusal) return refusal;
        return Phase is ContractPhase.Draft or ContractPhase.Returned ? null : PhaseForbids();
    }

    /// <inheritdoc/>
    public bool TakesPublicDocuments => false;

    /// <inheritdoc/>
    public Refusal? NotVisible(Actor? reader) => reader is not null && VisibleTo(reader) ? null : ContractRefusals.NotFound.With();

    /// <summary>Whoever may know of a contract reads what is attached to it.</summary>
    public bool ShowsAllDocumentsTo(Actor? reader) => true;

    /// <inheritdoc/>
    public Refusal? NotOwned(Actor actor)
    {
        if (!VisibleTo(actor)) return ContractRefusals.NotFound;
        return actor.Organization == Seller.Organization ? null : ContractRefusals.NotSeller.With();
    }

    /// <inheritdoc/>
    public Refusal? NotWritable(Actor actor, Instant now) => NotEditable(actor);

    private Refusal PhaseForbids() => ContractRefusals.PhaseForbids.With(("phase", Phase!.Value));
}
