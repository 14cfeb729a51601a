using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Reports;

/// <summary>One month after the other with its growth, from sums that were kept while the contracts came in.</summary>
public sealed record MonthlySeries : Query<ReportAnswer<SeriesFigures>>
{
    public required Month From { get; init; }

    /// <summary>Included.</summary>
    public required Month To { get; init; }

    public ReportBase Base { get; init; } = ReportBase.Registered;

    /// <inheritdoc cref="MonthlyReport.Region"/>
    public string? Region { get; init; }

    /// <inheritdoc cref="MonthlyReport.AsOf"/>
    public DateOnly? AsOf { get; init; }

    internal override ReportAnswer<SeriesFigures> Run(Reading reading)
    {
        if (reading.IsIncomplete(LedgerView.ViewName)) return new(reading.Position, null, MonthlyReport.Unread);
        var (totals, origins, generated) = (new Dictionary<Month, Figures>(), new Dictionary<Month, Figures>(), new Dictionary<Month, long>());
        // A year more at the front, which the first months are compared with.
        foreach (var sum in new LedgerReader(reading, Base, Region, AsOf).Read([LedgerDimension.Total, LedgerDimension.Origin], Month.Range(new Month(From.Year - 1, 1), To)))
        {
            var sums = sum.Dimension is LedgerDimension.Total ? totals : origins;
            sums[sum.Month] = sums.GetValueOrDefault(sum.Month, Figures.None) + sum.Figures;
            if (sum.Dimension is LedgerDimension.Origin && sum.Code == Codes.Of(ContractOrigin.Generated))
                generated[sum.Month] = generated.GetValueOrDefault(sum.Month) + sum.Figures.Contracts;
        }
        if (totals.Keys.Union(origins.Keys).FirstOrDefault(m => totals.GetValueOrDefault(m, Figures.None) != origins.GetValueOrDefault(m, Figures.None)) is { Year: > 0 } wrong)
            return new(reading.Position, null, $"The rows by origin of {wrong} do not add up to the total.");
        return new(reading.Position, new SeriesFigures(From, To, Base, Region, AsOf,
            [.. Month.Range(From, To).Select(period => new SeriesMonth(period, Of(period, totals), generated.GetValueOrDefault(period)))]), null);
    }

    private static PeriodFigures Of(Month period, Dictionary<Month, Figures> totals)
    {
        Figures At(Month month) => totals.GetValueOrDefault(month, Figures.None);
        Figures Until(Month last) => Month.Range(new Month(last.Year, 1), last).Aggregate(Figures.None, (sum, month) => sum + At(month));
        return PeriodFigures.Of(At(period), At(period.Plus(-1)), At(period.Plus(-12)), Until(period), Until(period.Plus(-12)));
    }
}

public sealed record SeriesFigures(Month From, Month To, ReportBase Base, string? Region, DateOnly? AsOf, ImmutableArray<SeriesMonth> Months);

/// <param name="Generated">How many of the contracts are invented.</param>
public sealed record SeriesMonth(Month Period, PeriodFigures Figures, long Generated);
