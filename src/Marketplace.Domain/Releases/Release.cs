using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Releases;

/// <summary>
/// A release of a monthly report (stream: its <c>rel_</c> id): figures that are published and never change. What is registered, changed or
/// cancelled later enters the next vintage, which names this one.
/// </summary>
public sealed record Release : IState<Release>
{
    /// <summary>From one vintage to the next. Revisions follow one another until the final figures.</summary>
    public static readonly Transitions<ReleaseStatus> Next = new()
    {
        [ReleaseStatus.Preliminary] = [ReleaseStatus.Revised, ReleaseStatus.Final],
        [ReleaseStatus.Revised] = [ReleaseStatus.Revised, ReleaseStatus.Final],
    };

    public static Release Initial { get; } = new();

    /// <summary>Absent before it is published.</summary>
    public ReportReleased? Published { get; private init; }

    /// <summary>Id of the next vintage; absent for the latest.</summary>
    public string? SupersededBy { get; private init; }

    /// <summary>Name of the claim that the latest release of a month, base and place holds, so that there is one line of vintages and no two with the same number.</summary>
    public static string Claim(Month period, ReportBase by, string? region) => $"release:{period}:{ReportLabels.CodeOf(by)}:{region ?? "all"}";

    /// <summary>
    /// Publishes the figures of a month. Refusals: those of <see cref="Organization.MayAct"/>, <c>release.month_not_over</c>,
    /// <c>.previous_unknown</c>, <c>.not_latest</c>, <c>.final</c>, <c>.nothing_to_revise</c>, <c>.status_forbidden</c>, <c>.too_early_for_final</c>,
    /// those of the arithmetic (<c>.negative</c>, <c>.rows_differ</c>, <c>.year_differs</c>, <c>.bases_differ</c>), <c>.small_cells</c>, <c>.note_missing</c>.
    /// The command also moves <see cref="Claim"/> and records <see cref="Supersede"/>.
    /// </summary>
    /// <param name="latest">Who holds the claim.</param>
    /// <param name="previous">State of the release that the draft names; <see cref="Initial"/> where it names none.</param>
    /// <param name="rules">The version in force for the place.</param>
    public Decision Publish(ReleaseDraft draft, Actor actor, Organization publisher, string? latest, Release previous, RuleSet rules, Instant now)
    {
        if (Published is not null) throw new InvalidOperationException("A release is published once.");
        if (publisher.MayAct(now) is { } barred) return barred;
        var over = draft.Period.Plus(1).FirstDay;
        if (now.ShanghaiDay < over) return ReleaseRefusals.MonthNotOver.With(("from", over.ToString("O"))).At("/period");
        if (Line(draft, latest, previous) is { } broken) return broken;
        var limits = ReleaseRules.Of(rules);
        var settled = draft.Period.Plus(1 + limits.FinalMonths).FirstDay;
        if (draft.Status is ReleaseStatus.Final && now.ShanghaiDay < settled) return ReleaseRefusals.TooEarlyForFinal.With(("from", settled.ToString("O"))).At("/status");

        if (ReleaseChecks.Fault(draft.Figures, draft.Period) is { } fault) return fault;
        if (!draft.AcceptSmallCells && ReleaseChecks.SmallCells(draft.Figures, limits.LeastContracts) is { IsEmpty: false } small)
            return ReleaseRefusals.SmallCells.With(("least", limits.LeastContracts.Value), ("cells", string.Join(", ", small))).At("/acceptSmallCells");
        var released = new ReportReleased(draft.Period, draft.Base, draft.Region, (previous.Published?.Vintage ?? 0) + 1, draft.Status, draft.Previous, draft.Figures.Total, draft.Figures.Groups,
            draft.AcceptSmallCells ? true : null, draft.Note, actor.Organization, rules.Version, draft.Figures.Position, now);
        if (draft.Note is null && previous.Published is { } before && ReleaseComparison.Between(before, released) is { IsEmpty: false } differences)
            return ReleaseRefusals.NoteMissing.With(("count", differences.Length)).At("/note");
        return released;
    }

    /// <summary>Whether the draft goes on from the vintage before as it should.</summary>
    private static Refusal? Line(ReleaseDraft draft, string? latest, Release previous)
    {
        if (latest is null && draft.Previous is not null) return ReleaseRefusals.PreviousUnknown.With().At("/previous");
        if (latest != draft.Previous) return ReleaseRefusals.NotLatest.With(("latest", latest!)).At("/previous");
        if (previous.Published is not { } before) return draft.Status is ReleaseStatus.Revised ? ReleaseRefusals.NothingToRevise.With().At("/status") : null;
        if (before.Status is ReleaseStatus.Final) return ReleaseRefusals.Final.With(("latest", latest!));
        return Next.Allows(before.Status, draft.Status) ? null : ReleaseRefusals.StatusForbidden.With(("before", before.Status), ("status", draft.Status)).At("/status");
    }

    /// <summary>The next vintage takes this one's place as the latest.</summary>
    /// <param name="by">Id of the next.</param>
    public Decision Supersede(string by, Instant now) => Published is null || SupersededBy is not null
        ? throw new InvalidOperationException("Only the latest release of a month is superseded.") : new ReleaseSuperseded(by, now);

    public Release Apply(Event e) => e switch
    {
        ReportReleased released => new() { Published = released },
        ReleaseSuperseded superseded => this with { SupersededBy = superseded.By },
        _ => throw new InvalidOperationException($"A release does not know the event {e.GetType().Name}."),
    };
}

/// <summary>What is to be published.</summary>
/// <param name="Previous">Id of the latest release of the same month, base and place; absent for the first.</param>
/// <param name="Note">Published; needed where figures differ from the vintage before.</param>
/// <param name="AcceptSmallCells">Whether rows with very few contracts are published all the same.</param>
public sealed record ReleaseDraft(
    Month Period, ReportBase Base, string? Region, ReleaseStatus Status, string? Previous, string? Note, bool AcceptSmallCells, FiguresToRelease Figures);
