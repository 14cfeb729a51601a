using System.Collections.Immutable;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Achievements;

/// <summary>An achievement (科技成果; stream: its <c>ach_</c> id): drafted and submitted by its owner, approved by the market's operator.</summary>
public sealed record Achievement : IState<Achievement>, IDocumentOwner
{
    public static readonly Transitions<AchievementPhase> Next = new()
    {
        [AchievementPhase.Draft] = [AchievementPhase.Submitted, AchievementPhase.Withdrawn],
        [AchievementPhase.Submitted] = [AchievementPhase.Approved, AchievementPhase.Returned, AchievementPhase.Withdrawn],
        [AchievementPhase.Returned] = [AchievementPhase.Draft, AchievementPhase.Withdrawn],
        [AchievementPhase.Approved] = [AchievementPhase.Withdrawn],
    };

    public static Achievement Initial { get; } = new();

    /// <summary>Absent before the achievement is drafted.</summary>
    public AchievementPhase? Phase { get; private init; }

    /// <summary>Id of the organisation that owns it.</summary>
    public string Owner { get; private init; } = "";

    public AchievementContent Content { get; private init; } = new();
    public DocumentFolder Documents { get; private init; } = DocumentFolder.Empty;

    /// <summary>Why it was returned last; empty when it never was.</summary>
    public ImmutableArray<string> ReturnReasons { get; private init; } = [];

    public Instant? SubmittedAt { get; private init; }
    public Instant? ApprovedAt { get; private init; }
    public string? WithdrawalReason { get; private init; }

    /// <summary>
    /// Drafts an achievement of the actor's organisation; anything may be missing. Refusals: <c>achievement.already_drafted</c>,
    /// <c>achievement.secret</c>, <c>achievement.content_invalid</c> with a detail for each fault.
    /// </summary>
    public Decision Draft(Actor actor, AchievementContent content)
    {
        if (Phase is not null) return AchievementRefusals.AlreadyDrafted;
        return Check(content) is { } refusal ? refusal : new AchievementDrafted(actor.Organization, content.Normalized());
    }

    /// <summary>
    /// Writes the whole content anew. Refusals: <c>achievement.not_found</c>, <c>.not_owner</c>, <c>.phase_forbids</c> (neither draft
    /// nor returned), <c>.secret</c>, <c>.content_invalid</c>.
    /// </summary>
    public Decision Revise(Actor actor, AchievementContent content)
    {
        if (NotEditable(actor) is { } refusal) return refusal;
        return Check(content) is { } fault ? fault : new AchievementRevised(content.Normalized());
    }

    /// <summary>
    /// Submits a complete draft for approval. Refusals: <c>achievement.not_found</c>, <c>.not_owner</c>, <c>.phase_forbids</c>,
    /// <c>.incomplete</c> with a detail for each missing field, and those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="owner">State of the owner, which is the actor's organisation.</param>
    public Decision Submit(Actor actor, Organization owner, Instant now)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        if (owner.MayAct(now) is { } barred) return barred;
        if (Phase is not AchievementPhase.Draft) return PhaseForbids();
        if (Content.Missing() is { Length: > 0 } missing) return ((Refusal)AchievementRefusals.Incomplete).Because(missing);
        return new AchievementSubmitted(now);
    }

    /// <summary>Approves what was submitted. Refusals: <c>achievement.not_found</c>, <c>.phase_forbids</c>.</summary>
    public Decision Approve(Instant now)
    {
        if (Phase is null) return AchievementRefusals.NotFound;
        return Phase is AchievementPhase.Submitted ? new AchievementApproved(now) : PhaseForbids();
    }

    /// <summary>Returns what was submitted. Refusals: <c>achievement.not_found</c>, <c>.phase_forbids</c>, <c>.reasons_missing</c>.</summary>
    /// <param name="reasons">What the owner has to change; blank ones do not count.</param>
    public Decision Return(ImmutableArray<string> reasons)
    {
        if (Phase is null) return AchievementRefusals.NotFound;
        if (Phase is not AchievementPhase.Submitted) return PhaseForbids();
        ImmutableArray<string> stated = [.. reasons.Where(reason => !string.IsNullOrWhiteSpace(reason))];
        return stated.Length > 0 ? new AchievementReturned(stated) : AchievementRefusals.ReasonsMissing.With().At("/reasons");
    }

    /// <summary>
    /// Takes the achievement off the market for good. Refusals: <c>achievement.not_found</c>, <c>.not_owner</c>,
    /// <c>.phase_forbids</c>. The command also takes the claim <c>Listing.Claim</c> and keeps it: while a listing is open, or
    /// after the right is sold, it fails with <c>achievement.listed</c>.
    /// </summary>
    public Decision Withdraw(Actor actor, string? reason)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        return Phase is AchievementPhase.Withdrawn ? PhaseForbids() : new AchievementWithdrawn(reason);
    }

    /// <summary>
    /// Whether the reader may know of it: everybody of an approved one, otherwise the owner, and from its submission on the
    /// market's operators and the supervisor. For all others it does not exist.
    /// </summary>
    /// <param name="reader">Absent for a reader who is not signed in.</param>
    public bool VisibleTo(Actor? reader) => Phase switch
    {
        null => false,
        AchievementPhase.Approved => true,
        _ when reader?.Organization == Owner => true,
        AchievementPhase.Draft => false,
        _ => SubmittedAt is not null && reader?.Kind is OrganizationKind.MarketOperator or OrganizationKind.Supervisor,
    };

    public Achievement Apply(Event e) => e switch
    {
        AchievementDrafted drafted => new() { Phase = AchievementPhase.Draft, Owner = drafted.Owner, Content = drafted.Content },
        AchievementRevised revised => this with { Phase = AchievementPhase.Draft, Content = revised.Content },
        AchievementSubmitted submitted => this with { Phase = AchievementPhase.Submitted, SubmittedAt = submitted.SubmittedAt },
        AchievementApproved approved => this with { Phase = AchievementPhase.Approved, ApprovedAt = approved.ApprovedAt, ReturnReasons = [] },
        AchievementReturned returned => this with { Phase = AchievementPhase.Returned, ReturnReasons = returned.Reasons },
        AchievementWithdrawn withdrawn => this with { Phase = AchievementPhase.Withdrawn, WithdrawalReason = withdrawn.Reason },
        _ when DocumentFolder.Knows(e) => this with { Documents = Documents.Apply(e) },
        _ => throw new InvalidOperationException($"An achievement does not know the event {e.GetType().Name}."),
    };

    private static Refusal? Check(AchievementContent content)
    {
        if (content.Secrecy is SecrecyDeclaration.StateSecret) return AchievementRefusals.Secret.With().At("/secrecy");
        return content.Faults() is { Length: > 0 } faults ? ((Refusal)AchievementRefusals.ContentInvalid).Because(faults) : null;
    }

    private Refusal? NotTheOwner(Actor actor)
    {
        if (!VisibleTo(actor)) return AchievementRefusals.NotFound;
        return actor.Organization == Owner ? null : AchievementRefusals.NotOwner.With();
    }

    /// <inheritdoc/>
    public bool TakesPublicDocuments => true;

    /// <inheritdoc/>
    public Refusal? NotVisible(Actor? reader) => VisibleTo(reader) ? null : AchievementRefusals.NotFound.With();

    /// <summary>The owner, and who approves and watches.</summary>
    public bool ShowsAllDocumentsTo(Actor? reader) =>
        reader is not null && (reader.Organization == Owner || reader.Kind is OrganizationKind.MarketOperator or OrganizationKind.Supervisor);

    /// <inheritdoc/>
    public Refusal? NotOwned(Actor actor) => NotTheOwner(actor);

    /// <summary>As long as its content may be revised: what was approved stays what was approved. Refusals: <c>achievement.not_found</c>, <c>.not_owner</c>, <c>.phase_forbids</c>.</summary>
    public Refusal? NotWritable(Actor actor, Instant now) => NotEditable(actor);

    private Refusal? NotEditable(Actor actor)
    {
        if (NotTheOwner(actor) is { } stranger) return stranger;
        return Phase is AchievementPhase.Draft or AchievementPhase.Returned ? null : PhaseForbids();
    }

    private Refusal PhaseForbids() => AchievementRefusals.PhaseForbids.With(("phase", Phase!.Value));
}
