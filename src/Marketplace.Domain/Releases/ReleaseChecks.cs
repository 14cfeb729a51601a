using System.Collections.Immutable;

namespace Marketplace.Domain.Releases;

/// <summary>What the read model counted for a release, with what it can be held against.</summary>
/// <param name="Total">On the base and for the place of the release.</param>
/// <param name="Months">The totals of the months one by one, from January of the year before on.</param>
/// <param name="Bases">Of the whole country, the totals on each of the three bases; none for a place.</param>
/// <param name="Position">All of it holds everything up to here in the log.</param>
public sealed record FiguresToRelease(
    ReleasedFigures Total, ImmutableArray<ReleasedGroup> Groups, ImmutableArray<ReleasedMonth> Months, ImmutableArray<ReleasedBase> Bases, long Position)
{
    internal IEnumerable<ReleasedCell> Cells() => ReleasedCell.Of(Total, Groups);
}

/// <summary>One month's total.</summary>
public sealed record ReleasedMonth(Month Period, ReleasedSums Sums);

/// <summary>The whole country's total on a base.</summary>
public sealed record ReleasedBase(ReportBase Base, ReleasedFigures Figures);

/// <summary>The arithmetic that figures must pass before they are released (domain.md, Appendix B). Sums are 128 bits wide, so that no figure however wrong ends in an overflow.</summary>
internal static class ReleaseChecks
{
    private static readonly (string Name, Func<ReleasedSums, long> Of)[] Numbers =
        [("contracts", sums => sums.Contracts), ("turnover", sums => sums.Turnover.Fen), ("technology_amount", sums => sums.TechnologyAmount.Fen)];

    /// <summary>
    /// The first thing that does not fit; null when all does. Refusals: <c>release.negative</c>, <c>release.rows_differ</c>,
    /// <c>release.year_differs</c>, <c>release.bases_differ</c>.
    /// </summary>
    public static Refusal? Fault(FiguresToRelease figures, Month period) =>
        Negative(figures) ?? Rows(figures) ?? Months(figures, period) ?? Bases(figures);

    /// <summary>Rows in which somebody could be recognised: at least one contract and fewer than the least number, in any of the row's sums.</summary>
    public static ImmutableArray<string> SmallCells(FiguresToRelease figures, int least) =>
        [.. figures.Cells().Where(cell => Parts.Any(part => cell.Figures.Of(part).Contracts is > 0 and var contracts && contracts < least)).Select(Name)];

    private static ReleasePart[] Parts { get; } = Enum.GetValues<ReleasePart>();

    private static Refusal? Negative(FiguresToRelease figures)
    {
        foreach (var cell in figures.Cells())
            foreach (var part in Parts)
                foreach (var (name, of) in Numbers)
                    if (of(cell.Figures.Of(part)) < 0)
                        return ReleaseRefusals.Negative.With(("row", Name(cell)), ("part", part), ("figure", name), ("value", of(cell.Figures.Of(part))));
        return null;
    }

    private static Refusal? Rows(FiguresToRelease figures)
    {
        foreach (var group in figures.Groups)
            foreach (var part in Parts)
                foreach (var (name, of) in Numbers)
                    if (Sum(group.Rows.Select(row => of(row.Figures.Of(part)))) is var sum && sum != of(figures.Total.Of(part)))
                        return ReleaseRefusals.RowsDiffer.With(("by", group.By), ("part", part), ("figure", name), ("rows", sum), ("total", of(figures.Total.Of(part))));
        return null;
    }

    /// <summary>Each of the total's sums is that of its months. A month that was not given counts as one without contracts.</summary>
    private static Refusal? Months(FiguresToRelease figures, Month period)
    {
        (ReleasePart Part, Month First, Month Last)[] spans =
        [
            (ReleasePart.Month, period, period), (ReleasePart.MonthBefore, period.Plus(-1), period.Plus(-1)), (ReleasePart.YearBefore, period.Plus(-12), period.Plus(-12)),
            (ReleasePart.YearToDate, new Month(period.Year, 1), period), (ReleasePart.YearToDateBefore, new Month(period.Year - 1, 1), period.Plus(-12)),
        ];
        foreach (var (part, first, last) in spans)
            foreach (var (name, of) in Numbers)
                if (Sum(figures.Months.Where(month => month.Period >= first && month.Period <= last).Select(month => of(month.Sums))) is var sum && sum != of(figures.Total.Of(part)))
                    return ReleaseRefusals.YearDiffers.With(("part", part), ("figure", name), ("months", sum), ("total", of(figures.Total.Of(part))));
        return null;
    }

    private static Refusal? Bases(FiguresToRelease figures)
    {
        foreach (var other in figures.Bases)
            foreach (var part in Parts)
                foreach (var (name, of) in Numbers)
                    if (of(other.Figures.Of(part)) is var value && value != of(figures.Total.Of(part)))
                        return ReleaseRefusals.BasesDiffer.With(("base", other.Base), ("part", part), ("figure", name), ("value", value), ("total", of(figures.Total.Of(part))));
        return null;
    }

    private static Int128 Sum(IEnumerable<long> values) => values.Aggregate(Int128.Zero, (sum, value) => sum + value);

    private static string Name(ReleasedCell cell) => cell.By is { } by ? $"{ReportLabels.CodeOf(by)}/{cell.Code}" : "total";
}
