using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Reports;

namespace Marketplace.ReadModel.Releases;

/// <summary>
/// A month's report for its release, with the months and the bases that it is held against: all from one transaction, so that it belongs to
/// one position. None while a contract could not be read.
/// </summary>
public sealed record ReleaseFigures : Query<ReportAnswer<FiguresToRelease>>
{
    public required Month Period { get; init; }

    public required ReportBase Base { get; init; }

    /// <inheritdoc cref="MonthlyReport.Region"/>
    public string? Region { get; init; }

    public required IReadOnlyList<ReportDimension> By { get; init; }

    internal override ReportAnswer<FiguresToRelease> Run(Reading reading)
    {
        var report = Report(Base, [.. By.Select(LedgerDimensionOf)]).Run(reading);
        if (report.Figures is not { } figures) return new(reading.Position, null, report.IncompleteBecause);
        var series = new MonthlySeries { From = new Month(Period.Year - 1, 1), To = Period, Base = Base, Region = Region }.Run(reading);
        if (series.Figures is not { } months) return new(reading.Position, null, series.IncompleteBecause);
        var bases = new List<ReleasedBase>();
        foreach (var other in Region is null ? Enum.GetValues<ReportBase>() : [])
        {
            var answer = Report(other, []).Run(reading);
            if (answer.Figures is not { } total) return new(reading.Position, null, answer.IncompleteBecause);
            bases.Add(new ReleasedBase(other, Of(total.Total)));
        }
        return new(reading.Position, new FiguresToRelease(
            Of(figures.Total), [.. figures.Groups.Select(group => new ReleasedGroup(DimensionOf(group.By), [.. group.Rows.Select(row => new ReleasedRow(row.Code, Of(row.Figures)))]))],
            [.. months.Months.Select(month => new ReleasedMonth(month.Period, Of(month.Figures.Month)))], [.. bases], reading.Position), null);
    }

    private MonthlyReport Report(ReportBase by, IReadOnlyList<LedgerDimension> dimensions) => new() { Period = Period, Base = by, Region = Region, By = dimensions };

    private static LedgerDimension LedgerDimensionOf(ReportDimension by) => Enum.Parse<LedgerDimension>(by.ToString());

    private static ReportDimension DimensionOf(LedgerDimension by) => Enum.Parse<ReportDimension>(by.ToString());

    private static ReleasedFigures Of(PeriodFigures figures) =>
        new(Of(figures.Month), Of(figures.MonthBefore), Of(figures.YearBefore), Of(figures.YearToDate), Of(figures.YearToDateBefore));

    private static ReleasedSums Of(Figures figures) => new(figures.Contracts, figures.Turnover, figures.TechnologyAmount);
}
