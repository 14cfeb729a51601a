using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;

namespace Marketplace.ReadModel.Reports;

/// <summary>A report, or why there is none: never a silently wrong figure.</summary>
/// <param name="Position">The report holds everything up to here in the log.</param>
/// <param name="Figures">Absent when the report is incomplete.</param>
/// <param name="IncompleteBecause">Why there are no figures; absent when there are.</param>
public sealed record ReportAnswer<TFigures>(long Position, TFigures? Figures, string? IncompleteBecause) where TFigures : class;

/// <summary>What was registered in one month.</summary>
public sealed record MonthlyFigures
{
    public required Month Period { get; init; }
    public required ReportBase Base { get; init; }

    /// <summary>The place to which the report is limited; absent for all.</summary>
    public string? Region { get; init; }

    /// <summary>The day at whose end it was known so; absent for now.</summary>
    public DateOnly? AsOf { get; init; }
    public required PeriodFigures Total { get; init; }
    public required ImmutableArray<ReportGroup> Groups { get; init; }
}

/// <summary>
/// The total told apart by one dimension: a row for each code of its list, also where nothing happened. The rows add up to
/// the total.
/// </summary>
public sealed record ReportGroup(LedgerDimension By, ImmutableArray<ReportRow> Rows);

public sealed record ReportRow(string Code, PeriodFigures Figures);
