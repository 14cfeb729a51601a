using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Reports;

/// <summary>
/// The monthly report of registered contracts. It is read from sums that were kept while the contracts came in, holds its
/// rows against its total, and gives no figure when they differ or when a contract could not be read.
/// </summary>
public sealed record MonthlyReport : Query<ReportAnswer<MonthlyFigures>>
{
    internal const string Unread = "A contract's events could not be read; it is missing from the ledger.";

    public required Month Period { get; init; }

    public ReportBase Base { get; init; } = ReportBase.Registered;

    /// <summary>The dimensions to tell the total apart by.</summary>
    public IReadOnlyList<LedgerDimension> By { get; init; } = [LedgerDimension.ContractType, LedgerDimension.TechnicalField];

    /// <summary>GB/T 2260 code, <c>hmt</c> or <c>other</c>: only contracts whose place of the base lies in it. Absent for all.</summary>
    public string? Region { get; init; }

    /// <summary>What was recorded up to the end of this day in Shanghai; absent for all that is recorded.</summary>
    public DateOnly? AsOf { get; init; }

    internal override ReportAnswer<MonthlyFigures> Run(Reading reading)
    {
        if (reading.IsIncomplete(LedgerView.ViewName)) return Incomplete(reading, Unread);
        var ledger = new LedgerReader(reading, Base, Region, AsOf);
        LedgerDimension[] by = [.. By.Where(d => d is not LedgerDimension.Total).Distinct()];
        var sums = new Dictionary<(LedgerDimension, string), PeriodSum>();
        foreach (var part in ledger.Read([LedgerDimension.Total, .. by], PeriodFigures.MonthsFor(Period)))
        {
            if (!sums.TryGetValue((part.Dimension, part.Code), out var sum)) sums.Add((part.Dimension, part.Code), sum = new PeriodSum(Period));
            sum.Add(part);
        }
        var cells = sums.ToDictionary(cell => cell.Key, cell => cell.Value.Figures);

        var total = cells.GetValueOrDefault((LedgerDimension.Total, ""), PeriodFigures.None);
        var groups = ImmutableArray.CreateBuilder<ReportGroup>();
        foreach (var dimension in by)
        {
            var group = Group(dimension, ledger.CodesOf(dimension), cells);
            if (group.Rows.Aggregate(PeriodFigures.None, (sum, row) => sum + row.Figures) != total)
                return Incomplete(reading, $"The rows by {Codes.Of(dimension)} do not add up to the total.");
            groups.Add(group);
        }
        return new(reading.Position, new MonthlyFigures { Period = Period, Base = Base, Region = Region, AsOf = AsOf, Total = total, Groups = groups.ToImmutable() }, null);
    }

    private static ReportAnswer<MonthlyFigures> Incomplete(Reading reading, string because) => new(reading.Position, null, because);

    /// <summary>
    /// Every code of the list in its order; a code that the list does not have stands behind them, so that nothing falls
    /// out of the sum.
    /// </summary>
    private static ReportGroup Group(LedgerDimension dimension, ImmutableArray<string> listed, Dictionary<(LedgerDimension Dimension, string Code), PeriodFigures> cells)
    {
        var unlisted = cells.Keys.Where(cell => cell.Dimension == dimension).Select(cell => cell.Code).Except(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ReportGroup(dimension, [.. listed.Concat(unlisted).Select(code => new ReportRow(code, cells.GetValueOrDefault((dimension, code), PeriodFigures.None)))]);
    }
}
