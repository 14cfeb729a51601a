using Marketplace.Domain;
using Marketplace.ReadModel.Reports;

namespace Marketplace.Api.Reports;

/// <summary>A month's sums over contracts, how they grew, and the year up to the month.</summary>
/// <param name="Contracts">项数.</param>
/// <param name="Turnover">合同成交额.</param>
/// <param name="TechnologyAmount">技术交易额.</param>
/// <param name="AverageTurnover">Turnover per contract, rounded half up to the fen; absent without contracts.</param>
/// <param name="GrowthOnMonth">环比: on the month before.</param>
/// <param name="GrowthOnYear">同比: on the same month of the year before.</param>
/// <param name="YearToDate">From January to the month.</param>
public sealed record MonthSums(
    long Contracts, Money Turnover, Money TechnologyAmount, Money? AverageTurnover, GrowthRates GrowthOnMonth, GrowthRates GrowthOnYear, YearSums YearToDate)
{
    internal static MonthSums From(PeriodFigures figures) => new(
        figures.Month.Contracts, figures.Month.Turnover, figures.Month.TechnologyAmount, figures.Month.AverageTurnover,
        GrowthRates.From(figures.GrowthOnMonth), GrowthRates.From(figures.GrowthOnYear), YearSums.From(figures));

    /// <summary>The columns of <see cref="Cells"/> in a table: amounts in yuan, growth in per cent.</summary>
    internal static readonly string[] Columns =
    [
        "contracts", "turnover_yuan", "technology_amount_yuan", "average_turnover_yuan",
        "contracts_growth_on_month_percent", "turnover_growth_on_month_percent", "technology_amount_growth_on_month_percent",
        "contracts_growth_on_year_percent", "turnover_growth_on_year_percent", "technology_amount_growth_on_year_percent",
        "year_to_date_contracts", "year_to_date_turnover_yuan", "year_to_date_technology_amount_yuan",
        "year_to_date_contracts_growth_percent", "year_to_date_turnover_growth_percent", "year_to_date_technology_amount_growth_percent",
    ];

    internal object?[] Cells =>
    [
        Contracts, Turnover, TechnologyAmount, AverageTurnover,
        GrowthOnMonth.Contracts, GrowthOnMonth.Turnover, GrowthOnMonth.TechnologyAmount,
        GrowthOnYear.Contracts, GrowthOnYear.Turnover, GrowthOnYear.TechnologyAmount,
        YearToDate.Contracts, YearToDate.Turnover, YearToDate.TechnologyAmount,
        YearToDate.Growth.Contracts, YearToDate.Growth.Turnover, YearToDate.Growth.TechnologyAmount,
    ];
}

/// <summary>
/// By how many per cent sums grew, computed from the fen and rounded to two decimals, a half away from zero. A rate is absent
/// where the sum before was zero or less.
/// </summary>
public sealed record GrowthRates(decimal? Contracts, decimal? Turnover, decimal? TechnologyAmount)
{
    internal static GrowthRates From(Growth growth) => new(growth.Contracts, growth.Turnover, growth.TechnologyAmount);
}

/// <summary>The sums from January to the month.</summary>
/// <param name="Contracts">项数.</param>
/// <param name="Turnover">合同成交额.</param>
/// <param name="TechnologyAmount">技术交易额.</param>
/// <param name="Growth">On the same months of the year before.</param>
public sealed record YearSums(long Contracts, Money Turnover, Money TechnologyAmount, GrowthRates Growth)
{
    internal static YearSums From(PeriodFigures figures) => new(
        figures.YearToDate.Contracts, figures.YearToDate.Turnover, figures.YearToDate.TechnologyAmount, GrowthRates.From(figures.YearToDateGrowth));
}
