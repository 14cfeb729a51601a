using Marketplace.Domain.Achievements;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Demands;

/// <summary>
/// A demand (技术需求; stream: its <c>dmd_</c> id): an enterprise states a problem, pays for its solution and checks it
/// (由企业提问题、出资金、做检验), so only an enterprise can own one (促进科技成果转化法 art. 22).
/// </summary>
public sealed record Demand : IState<Demand>, IDocumentOwner
{
    public static readonly Transitions<DemandPhase> Next = new()
    {
        [DemandPhase.Open] = [DemandPhase.Closed, DemandPhase.TakenDown],
        [DemandPhase.Closed] = [DemandPhase.TakenDown],
    };

    public static Demand Initial { get; } = new();

    /// <summary>Absent before the demand is posted.</summary>
    public DemandPhase? Phase { get; private init; }

    /// <summary>Id of the enterprise whose demand it is.</summary>
    public string Owner { get; private init; } = "";

    public DemandContent Content { get; private init; } = new();
    public DocumentFolder Documents { get; private init; } = DocumentFolder.Empty;
    public Instant PostedAt { get; private init; }

    /// <summary>Absent while it has never been revised.</summary>
    public Instant? RevisedAt { get; private init; }

    /// <summary>Absent while it is open, and where it was taken down while it was.</summary>
    public DemandClosed? Closure { get; private init; }

    public DemandTakenDown? TakenDown { get; private init; }

    /// <summary>An open demand closes at its deadline.</summary>
    public Instant? Due => Phase is DemandPhase.Open ? Content.Deadline : null;

    /// <summary>
    /// Posts a demand of the actor's organisation. Refusals: <c>demand.already_posted</c>, <c>.not_enterprise</c>, <c>.secret</c>,
    /// <c>.content_invalid</c> with a detail for each fault, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="owner">State of the actor's organisation.</param>
    public Decision Post(Actor actor, DemandContent content, Organization owner, Instant now)
    {
        if (Phase is not null) return DemandRefusals.AlreadyPosted;
        if (owner.MayAct(now) is { } barred) return barred;
        if (owner.Kind is not OrganizationKind.Enterprise) return DemandRefusals.NotEnterprise.With(("kind", owner.Kind));
        return Check(content, now) is { } refusal ? refusal : new DemandPosted(actor.Organization, content, now);
    }

    /// <summary>
    /// Writes the whole content anew. Proposals keep the version that they answered. Refusals: <c>demand.not_found</c>,
    /// <c>.not_owner</c>, <c>.not_open</c>, <c>.secret</c>, <c>.content_invalid</c>, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="owner">State of the actor's organisation.</param>
    public Decision Revise(Actor actor, DemandContent content, Organization owner, Instant now)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        if (owner.MayAct(now) is { } barred) return barred;
        if (!TakesProposals(now)) return NotOpen();
        return Check(content, now) is { } refusal ? refusal : new DemandRevised(content, now);
    }

    /// <summary>
    /// Closes the demand before its deadline. Refusals: <c>demand.not_found</c>, <c>.not_owner</c>, <c>.not_open</c>,
    /// <c>.reason_reserved</c> (a passed deadline is not the owner's to state).
    /// </summary>
    public Decision Close(Actor actor, DemandClosureReason reason, string? note, Instant now)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        if (!TakesProposals(now)) return NotOpen();
        if (reason is DemandClosureReason.DeadlinePassed) return DemandRefusals.ReasonReserved.With(("reason", reason)).At("/reason");
        return new DemandClosed(reason, note, now);
    }

    /// <summary>Closes the demand whose deadline has come; what is due when <see cref="Due"/> comes.</summary>
    public Decision CloseAtDeadline(Instant now) => Due <= now ? new DemandClosed(DemandClosureReason.DeadlinePassed, null, now) : Decision.Nothing;

    /// <summary>
    /// An operator takes the demand off the market for a reason that is published (电子商务法 art. 36). Refusals:
    /// <c>demand.not_found</c>, <c>.already_taken_down</c>.
    /// </summary>
    public Decision TakeDown(Actor actor, TakedownReason reason, string statement, Instant now)
    {
        if (Phase is null) return DemandRefusals.NotFound;
        return Phase is DemandPhase.TakenDown ? DemandRefusals.AlreadyTakenDown : new DemandTakenDown(actor.Organization, reason, statement, now);
    }

    /// <summary>Whether a proposal or a revision is still taken. The deadline counts at its moment, whether or not the event that records it has been written yet.</summary>
    public bool TakesProposals(Instant now) => Phase is DemandPhase.Open && now < Content.Deadline;

    /// <summary>
    /// Whether the reader may read the content: of a demand that was taken down its owner, the market operators and the
    /// supervisor, of any other everybody. That it was taken down, and why, everybody may know.
    /// </summary>
    /// <param name="reader">Absent for a reader who is not signed in.</param>
    public bool ContentVisibleTo(Actor? reader) => Phase switch
    {
        null => false,
        DemandPhase.TakenDown => reader is not null
            && (reader.Organization == Owner || reader.Kind is OrganizationKind.MarketOperator or OrganizationKind.Supervisor),
        _ => true,
    };

    /// <summary>Whether the reader may see the contact, beside the content: the owner always, others as the owner chose, nobody who is not signed in.</summary>
    public bool ContactVisibleTo(Actor? reader) => reader is not null && ContentVisibleTo(reader)
        && (reader.Organization == Owner || Content.ContactVisibility is ContactVisibility.SignedIn);

    public Demand Apply(Event e) => e switch
    {
        DemandPosted posted => new() { Phase = DemandPhase.Open, Owner = posted.Owner, Content = posted.Content, PostedAt = posted.PostedAt },
        DemandRevised revised => this with { Content = revised.Content, RevisedAt = revised.RevisedAt },
        DemandClosed closed => this with { Phase = DemandPhase.Closed, Closure = closed },
        DemandTakenDown down => this with { Phase = DemandPhase.TakenDown, TakenDown = down },
        _ when DocumentFolder.Knows(e) => this with { Documents = Documents.Apply(e) },
        _ => throw new InvalidOperationException($"A demand does not know the event {e.GetType().Name}."),
    };

    private static Refusal? Check(DemandContent content, Instant now)
    {
        if (content.Secrecy is SecrecyDeclaration.StateSecret) return DemandRefusals.Secret.With().At("/secrecy");
        return content.Faults(now) is { Length: > 0 } faults ? ((Refusal)DemandRefusals.ContentInvalid).Because(faults) : null;
    }

    /// <inheritdoc/>
    public bool TakesPublicDocuments => true;

    /// <inheritdoc/>
    public Refusal? NotVisible(Actor? reader) => ContentVisibleTo(reader) ? null : DemandRefusals.NotFound.With();

    /// <summary>The enterprise, and who watches.</summary>
    public bool ShowsAllDocumentsTo(Actor? reader) =>
        reader is not null && (reader.Organization == Owner || reader.Kind is OrganizationKind.MarketOperator or OrganizationKind.Supervisor);

    /// <inheritdoc/>
    public Refusal? NotOwned(Actor actor) => NotTheOwner(actor);

    /// <summary>As long as its content may be revised. Refusals: <c>demand.not_found</c>, <c>.not_owner</c>, <c>.not_open</c>.</summary>
    public Refusal? NotWritable(Actor actor, Instant now)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        return TakesProposals(now) ? null : NotOpen();
    }

    private Refusal? NotTheOwner(Actor actor)
    {
        if (Phase is null) return DemandRefusals.NotFound;
        return actor.Organization == Owner ? null : DemandRefusals.NotOwner.With();
    }

    // Between the deadline and the event that records it the demand is open in name only.
    private Refusal NotOpen() => DemandRefusals.NotOpen.With(("phase", Phase is DemandPhase.Open ? DemandPhase.Closed : Phase!.Value));
}
