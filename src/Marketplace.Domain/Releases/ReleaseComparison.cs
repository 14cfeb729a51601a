using System.Collections.Immutable;

namespace Marketplace.Domain.Releases;

/// <summary>Sums that are not the same in two releases of one month.</summary>
/// <param name="By">Absent for the total.</param>
/// <param name="Code">Absent for the total.</param>
/// <param name="Part">Which of the row's sums.</param>
public sealed record ReleaseDifference(ReportDimension? By, string? Code, ReleasePart Part, ReleasedSums From, ReleasedSums To);

/// <summary>What differs between two releases.</summary>
public static class ReleaseComparison
{
    /// <summary>By what both tell their totals apart, in the order of the second: what only one of them does cannot be compared.</summary>
    public static ImmutableArray<ReportDimension> Shared(ReportReleased from, ReportReleased to) =>
        [.. to.Groups.Select(group => group.By).Where(by => from.Groups.Any(group => group.By == by))];

    /// <summary>Every sum that differs, in the order of the second; what only the first has stands at the end. A row that one of them lacks has nothing in it there.</summary>
    public static ImmutableArray<ReleaseDifference> Between(ReportReleased from, ReportReleased to)
    {
        var shared = Shared(from, to);
        var (before, after) = (Cells(from), Cells(to));
        var known = after.Select(cell => (cell.By, cell.Code)).ToHashSet();
        var rows = after.Concat(before.Where(cell => !known.Contains((cell.By, cell.Code)))).Select(cell => (cell.By, cell.Code));
        var (old, now) = (ByRow(before), ByRow(after));
        return
        [
            .. from row in rows
               let was = old.GetValueOrDefault(row, ReleasedFigures.None)
               let becomes = now.GetValueOrDefault(row, ReleasedFigures.None)
               from part in Enum.GetValues<ReleasePart>()
               where was.Of(part) != becomes.Of(part)
               select new ReleaseDifference(row.By, row.Code, part, was.Of(part), becomes.Of(part)),
        ];

        List<ReleasedCell> Cells(ReportReleased release) => [.. release.Cells().Where(cell => cell.By is not { } by || shared.Contains(by))];
    }

    private static Dictionary<(ReportDimension? By, string? Code), ReleasedFigures> ByRow(IEnumerable<ReleasedCell> cells) => cells.ToDictionary(cell => (cell.By, cell.Code), cell => cell.Figures);
}
