using System.Collections.Immutable;

namespace Marketplace.Domain.Releases;

/// <summary>
/// The figures of one month were published (stream: the release's <c>rel_</c> id). They are in the event as they were counted, as
/// integers: growth and averages follow from them and are recomputed by whoever shows or checks them.
/// </summary>
/// <param name="Region">The place to which it is limited; absent for the whole country.</param>
/// <param name="Vintage">1, 2, 3 … among the releases of the same month, base and region.</param>
/// <param name="Previous">Id of the vintage before; absent for the first.</param>
/// <param name="Groups">The total told apart, once by each dimension that was asked for; the rows of each add up to it.</param>
/// <param name="SmallCellsAccepted">Whether it was asked for with <c>acceptSmallCells</c>; absent where it was not.</param>
/// <param name="Note">What the publisher says to it.</param>
/// <param name="ReleasedBy">Id of the organisation; the person is not named.</param>
/// <param name="RuleSet">Version of the rules it was released under.</param>
/// <param name="FiguresPosition">The figures hold everything up to here in the log.</param>
[EventName("report_released")]
public sealed record ReportReleased(
    Month Period, ReportBase Base, string? Region, int Vintage, ReleaseStatus Status, string? Previous, ReleasedFigures Total, ImmutableArray<ReleasedGroup> Groups,
    bool? SmallCellsAccepted, string? Note, string ReleasedBy, string RuleSet, long FiguresPosition, Instant ReleasedAt) : Event
{
    /// <summary>The total, and each row of each group in order.</summary>
    public IEnumerable<ReleasedCell> Cells() => ReleasedCell.Of(Total, Groups);
}

/// <summary>The next vintage was released. On the stream of the one before.</summary>
/// <param name="By">Id of the next.</param>
[EventName("release_superseded")]
public sealed record ReleaseSuperseded(string By, Instant SupersededAt) : Event;

/// <summary>Sums over contracts.</summary>
/// <param name="Contracts">项数.</param>
/// <param name="Turnover">合同成交额.</param>
/// <param name="TechnologyAmount">技术交易额.</param>
public sealed record ReleasedSums(long Contracts, Money Turnover, Money TechnologyAmount)
{
    public static readonly ReleasedSums None = new(0, Money.Zero, Money.Zero);

    public static ReleasedSums operator -(ReleasedSums a, ReleasedSums b) => new(checked(a.Contracts - b.Contracts), a.Turnover - b.Turnover, a.TechnologyAmount - b.TechnologyAmount);
}

/// <summary>A month's sums beside those that it is compared with; see <see cref="ReleasePart"/>.</summary>
public sealed record ReleasedFigures(ReleasedSums Month, ReleasedSums MonthBefore, ReleasedSums YearBefore, ReleasedSums YearToDate, ReleasedSums YearToDateBefore)
{
    public static readonly ReleasedFigures None = new(ReleasedSums.None, ReleasedSums.None, ReleasedSums.None, ReleasedSums.None, ReleasedSums.None);

    public ReleasedSums Of(ReleasePart part) => part switch
    {
        ReleasePart.Month => Month,
        ReleasePart.MonthBefore => MonthBefore,
        ReleasePart.YearBefore => YearBefore,
        ReleasePart.YearToDate => YearToDate,
        ReleasePart.YearToDateBefore => YearToDateBefore,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There are no such sums."),
    };
}

/// <summary>The total told apart by one dimension: a row for each code of its list, also where nothing happened.</summary>
public sealed record ReleasedGroup(ReportDimension By, ImmutableArray<ReleasedRow> Rows);

public sealed record ReleasedRow(string Code, ReleasedFigures Figures);

/// <summary>A row of a release wherever it stands.</summary>
/// <param name="By">Absent for the total.</param>
/// <param name="Code">Absent for the total.</param>
public readonly record struct ReleasedCell(ReportDimension? By, string? Code, ReleasedFigures Figures)
{
    public static IEnumerable<ReleasedCell> Of(ReleasedFigures total, ImmutableArray<ReleasedGroup> groups) =>
        groups.SelectMany(group => group.Rows.Select(row => new ReleasedCell(group.By, row.Code, row.Figures))).Prepend(new ReleasedCell(null, null, total));
}
