using Marketplace.Domain;
using Marketplace.Domain.Releases;

namespace Marketplace.ReadModel.Reports;

/// <summary>Sums over contracts.</summary>
/// <param name="Contracts">项数.</param>
/// <param name="Turnover">合同成交额.</param>
/// <param name="TechnologyAmount">技术交易额.</param>
/// <param name="TechnologyIncome">技术性收入.</param>
public sealed record Figures(long Contracts, Money Turnover, Money TechnologyAmount, Money TechnologyIncome)
{
    public static readonly Figures None = new(0, Money.Zero, Money.Zero, Money.Zero);

    /// <summary>成交额 per contract, rounded half up to the fen; absent without contracts.</summary>
    public Money? AverageTurnover => Contracts == 0 ? null : new Money(HalfUp(Turnover.Fen, Contracts));

    public static Figures operator +(Figures a, Figures b) => new(
        checked(a.Contracts + b.Contracts), a.Turnover + b.Turnover, a.TechnologyAmount + b.TechnologyAmount, a.TechnologyIncome + b.TechnologyIncome);

    /// <summary>The quotient rounded to the nearest whole, a half upwards: floor((2a + n) / 2n).</summary>
    internal static long HalfUp(long amount, long count)
    {
        // In 128 bits, because twice a sum may not fit in 64.
        var (quotient, remainder) = Int128.DivRem((Int128)amount * 2 + count, (Int128)count * 2);
        return (long)(remainder < 0 ? quotient - 1 : quotient);
    }
}

/// <summary>
/// By how many per cent sums grew, computed from the fen and rounded to two decimals, a half away from zero. Absent where the
/// sum before was zero or less: from nothing there is no growth rate, and never an infinite one.
/// </summary>
public sealed record Growth(decimal? Contracts, decimal? Turnover, decimal? TechnologyAmount)
{
    public const int Decimals = 2;

    public static Growth Between(Figures before, Figures now) => new(
        Percent(before.Contracts, now.Contracts), Percent(before.Turnover.Fen, now.Turnover.Fen), Percent(before.TechnologyAmount.Fen, now.TechnologyAmount.Fen));

    private static decimal? Percent(long before, long now) =>
        before <= 0 ? null : Math.Round(((decimal)now - before) * 100 / before, Decimals, MidpointRounding.AwayFromZero);
}

/// <summary>A month's sums beside those that it is compared with.</summary>
public sealed record PeriodFigures
{
    public static readonly PeriodFigures None = new();

    public Figures Month { get; private init; } = Figures.None;

    /// <summary>Of the month before.</summary>
    public Figures MonthBefore { get; private init; } = Figures.None;

    /// <summary>Of the same month of the year before.</summary>
    public Figures YearBefore { get; private init; } = Figures.None;

    /// <summary>From January to the month.</summary>
    public Figures YearToDate { get; private init; } = Figures.None;

    /// <summary>From January to the same month of the year before.</summary>
    public Figures YearToDateBefore { get; private init; } = Figures.None;

    /// <summary>环比.</summary>
    public Growth GrowthOnMonth => Growth.Between(MonthBefore, Month);

    /// <summary>同比.</summary>
    public Growth GrowthOnYear => Growth.Between(YearBefore, Month);

    public Growth YearToDateGrowth => Growth.Between(YearToDateBefore, YearToDate);

    /// <summary>Every month that has a part in a month's figures.</summary>
    internal static IEnumerable<Month> MonthsFor(Month period) =>
        Domain.Month.Range(new Month(period.Year - 1, 1), period.Plus(-12))
            .Concat(Domain.Month.Range(new Month(period.Year, 1), period))
            .Append(period.Plus(-1)).Distinct();

    /// <summary>As they were released; of technology income nothing is.</summary>
    public static PeriodFigures Of(ReleasedFigures released)
    {
        return Of(Sums(released.Month), Sums(released.MonthBefore), Sums(released.YearBefore), Sums(released.YearToDate), Sums(released.YearToDateBefore));
        static Figures Sums(ReleasedSums sums) => new(sums.Contracts, sums.Turnover, sums.TechnologyAmount, Money.Zero);
    }

    internal static PeriodFigures Of(Figures month, Figures monthBefore, Figures yearBefore, Figures yearToDate, Figures yearToDateBefore) =>
        new() { Month = month, MonthBefore = monthBefore, YearBefore = yearBefore, YearToDate = yearToDate, YearToDateBefore = yearToDateBefore };

    public static PeriodFigures operator +(PeriodFigures a, PeriodFigures b) => new()
    {
        Month = a.Month + b.Month,
        MonthBefore = a.MonthBefore + b.MonthBefore,
        YearBefore = a.YearBefore + b.YearBefore,
        YearToDate = a.YearToDate + b.YearToDate,
        YearToDateBefore = a.YearToDateBefore + b.YearToDateBefore,
    };
}
