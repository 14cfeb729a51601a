using System.Collections.Immutable;
using Marketplace.Domain.Releases;

namespace Marketplace.Domain.Tests.Releases;

/// <summary>A contract as the statistics see it.</summary>
/// <param name="MonthsAgo">Before the month that is released.</param>
public sealed record Counted(int MonthsAgo, int Type, int Field, long Turnover, long Technology);

/// <summary>Figures counted by hand, one contract after the other, and the plainest test of whether figures add up.</summary>
static class ByHand
{
    public static readonly string[] Types = ["development", "transfer", "licence", "consulting", "service"], Fields = ["electronics", "environment", "agriculture"];

    public static FiguresToRelease Count(Month period, IReadOnlyList<Counted> contracts, bool wholeCountry = true)
    {
        var total = Figures(period, contracts);
        return new FiguresToRelease(total,
            [
                new(ReportDimension.ContractType, [.. Types.Select((code, i) => new ReleasedRow(code, Figures(period, [.. contracts.Where(each => each.Type == i)])))]),
                new(ReportDimension.TechnicalField, [.. Fields.Select((code, i) => new ReleasedRow(code, Figures(period, [.. contracts.Where(each => each.Field == i)])))]),
            ],
            [.. MonthsIn(period).Select(month => new ReleasedMonth(month, Sums(contracts.Where(each => period.Plus(-each.MonthsAgo) == month))))],
            wholeCountry ? [.. Enum.GetValues<ReportBase>().Select(each => new ReleasedBase(each, total))] : [], 97);
    }

    /// <summary>Every month that has a part in a month's figures, once.</summary>
    private static IEnumerable<Month> MonthsIn(Month period) =>
        Enumerable.Range(0, 24).Select(ago => period.Plus(-ago)).Where(month => month.Year == period.Year || (month.Year == period.Year - 1 && month.Number <= period.Number) || month == period.Plus(-1)).Distinct();

    private static ReleasedFigures Figures(Month period, IReadOnlyList<Counted> contracts)
    {
        ReleasedSums In(Func<Month, bool> counts) => Sums(contracts.Where(each => counts(period.Plus(-each.MonthsAgo))));
        return new(In(month => month == period), In(month => month == period.Plus(-1)), In(month => month == period.Plus(-12)),
            In(month => month.Year == period.Year && month <= period), In(month => month.Year == period.Year - 1 && month.Number <= period.Number));
    }

    private static ReleasedSums Sums(IEnumerable<Counted> contracts)
    {
        var (count, turnover, technology) = (0L, 0L, 0L);
        foreach (var each in contracts) (count, turnover, technology) = (count + 1, turnover + each.Turnover, technology + each.Technology);
        return new(count, new Money(turnover), new Money(technology));
    }

    /// <summary>Whether figures may be released: nothing below zero, and every number of the total three times the same, by its rows, by its months and by the bases.</summary>
    public static bool AddsUp(FiguresToRelease figures, Month period)
    {
        for (var at = 0; at < 15; at++)
        {
            var total = Number(figures.Total, at);
            if (total < 0) return false;
            foreach (var group in figures.Groups)
            {
                decimal sum = 0;
                foreach (var row in group.Rows)
                {
                    if (Number(row.Figures, at) < 0) return false;
                    sum += Number(row.Figures, at);
                }
                if (sum != total) return false;
            }
            decimal months = 0;
            foreach (var month in figures.Months)
                if (IsPart(at / 3, period, month.Period)) months += new[] { month.Sums.Contracts, month.Sums.Turnover.Fen, month.Sums.TechnologyAmount.Fen }[at % 3];
            if (months != total) return false;
            foreach (var other in figures.Bases)
                if (Number(other.Figures, at) != total) return false;
        }
        return true;
    }

    private static bool IsPart(int part, Month period, Month month) => part switch
    {
        0 => month == period,
        1 => month == period.Plus(-1),
        2 => month == period.Plus(-12),
        3 => month.Year == period.Year && month <= period,
        _ => month.Year == period.Year - 1 && month.Number <= period.Number,
    };

    /// <summary>One of the fifteen numbers of a row.</summary>
    public static long Number(ReleasedFigures figures, int at)
    {
        var sums = new[] { figures.Month, figures.MonthBefore, figures.YearBefore, figures.YearToDate, figures.YearToDateBefore }[at / 3];
        return new[] { sums.Contracts, sums.Turnover.Fen, sums.TechnologyAmount.Fen }[at % 3];
    }

    /// <summary>How many numbers there are.</summary>
    public static int Numbers(FiguresToRelease figures) => 15 * (1 + figures.Groups.Sum(group => group.Rows.Length) + figures.Bases.Length) + 3 * figures.Months.Length;

    /// <summary>The same figures with one number made another: first of the total, then of the rows, of the bases, of the months.</summary>
    public static FiguresToRelease With(FiguresToRelease figures, int at, long more)
    {
        if (at < 15) return figures with { Total = With(figures.Total, at, more) };
        at -= 15;
        for (var i = 0; i < figures.Groups.Length; i++)
        {
            var group = figures.Groups[i];
            if (at < 15 * group.Rows.Length)
            {
                var row = group.Rows[at / 15];
                return figures with { Groups = figures.Groups.SetItem(i, group with { Rows = group.Rows.SetItem(at / 15, row with { Figures = With(row.Figures, at % 15, more) }) }) };
            }
            at -= 15 * group.Rows.Length;
        }
        if (at < 15 * figures.Bases.Length)
            return figures with { Bases = figures.Bases.SetItem(at / 15, figures.Bases[at / 15] with { Figures = With(figures.Bases[at / 15].Figures, at % 15, more) }) };
        at -= 15 * figures.Bases.Length;
        return figures with { Months = figures.Months.SetItem(at / 3, figures.Months[at / 3] with { Sums = With(figures.Months[at / 3].Sums, at % 3, more) }) };
    }

    private static ReleasedFigures With(ReleasedFigures figures, int at, long more) => (at / 3) switch
    {
        0 => figures with { Month = With(figures.Month, at % 3, more) },
        1 => figures with { MonthBefore = With(figures.MonthBefore, at % 3, more) },
        2 => figures with { YearBefore = With(figures.YearBefore, at % 3, more) },
        3 => figures with { YearToDate = With(figures.YearToDate, at % 3, more) },
        _ => figures with { YearToDateBefore = With(figures.YearToDateBefore, at % 3, more) },
    };

    private static ReleasedSums With(ReleasedSums sums, int at, long more) => at switch
    {
        0 => sums with { Contracts = sums.Contracts + more },
        1 => sums with { Turnover = new Money(sums.Turnover.Fen + more) },
        _ => sums with { TechnologyAmount = new Money(sums.TechnologyAmount.Fen + more) },
    };

    /// <summary>Figures of every code of all nine dimensions, with numbers as large as the interface has them.</summary>
    public static ImmutableArray<ReleasedGroup> NineDimensions(ReleasedFigures each) =>
        [.. Enum.GetValues<ReportDimension>().Select(by => new ReleasedGroup(by, [.. Codes(by).Select(code => new ReleasedRow(code, each))]))];

    private static IEnumerable<string> Codes(ReportDimension by) => by is ReportDimension.Region or ReportDimension.Counterpart ? Regions.ReportRows
        : by is ReportDimension.IpType ? Codelists.Get(ReportLabels.ListOf(by)).Select(entry => entry.Code).Append(ReportLabels.SeveralIpTypes)
        : Codelists.Get(ReportLabels.ListOf(by)).Select(entry => entry.Code);
}
