using System.Collections.Immutable;
using Marketplace.Domain;
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
    public required LedgerBase Base { get; init; }

    /// <summary>The place to which the report is limited; absent for all.</summary>
    public string? Region { get; init; }
    public required Figures Total { get; init; }
    public required ImmutableArray<ReportGroup> Groups { get; init; }
}

/// <summary>
/// The total told apart by one dimension: a row for each code of its list, also where nothing happened. The rows add up to
/// the total.
/// </summary>
public sealed record ReportGroup(LedgerDimension By, ImmutableArray<ReportRow> Rows);

public sealed record ReportRow(string Code, Figures Figures);

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
