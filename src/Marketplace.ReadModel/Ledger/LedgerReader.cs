using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Reports;

namespace Marketplace.ReadModel.Ledger;

/// <summary>One row of one month.</summary>
internal readonly record struct LedgerSum(LedgerDimension Dimension, Month Month, string Code, Figures Figures);

/// <summary>Reads the ledger's sums on one base, for one place, as they are known now or were known at the end of a day.</summary>
internal sealed class LedgerReader(Reading reading, LedgerBase by, string? region, DateOnly? asOf)
{
    private sealed record Row
    {
        public required string Dimension { get; init; }
        public required long Month { get; init; }
        public required string Region { get; init; }
        public required string Code { get; init; }
        public required long Contracts { get; init; }
        public required long Turnover { get; init; }
        public required long TechnologyAmount { get; init; }
        public required long TechnologyIncome { get; init; }

        public Figures Figures => new(Contracts, new Money(Turnover), new Money(TechnologyAmount), new Money(TechnologyIncome));
    }

    /// <summary>The same cell comes more than once where its sums were recorded at different times: they are to be added up.</summary>
    public IEnumerable<LedgerSum> Read(IReadOnlyList<LedgerDimension> dimensions, IEnumerable<Month> months)
    {
        Month[] all = [.. months];
        var stored = dimensions.Where(d => d is not LedgerDimension.Region).ToDictionary(d => Codes.Of(d), StringComparer.Ordinal);
        foreach (var row in Rows([.. stored.Keys], all, Limit))
            yield return new LedgerSum(stored[row.Dimension], Month.OfKey(row.Month), row.Code, row.Figures);
        if (dimensions.Contains(LedgerDimension.Region))
            foreach (var row in Rows([Codes.Of(LedgerDimension.Total)], all, OneLevelBelow))
                yield return new LedgerSum(LedgerDimension.Region, Month.OfKey(row.Month), region is null ? row.Region : Regions.StepTowards(region, row.Region), row.Figures);
    }

    /// <summary>Of one month, what went from each report row to each: the place, the row of the other end, the sums.</summary>
    public IEnumerable<(string Place, string Counterpart, Figures Figures)> ReadFlows(Month month) =>
        Rows([Codes.Of(LedgerDimension.Counterpart)], [month], OneLevelBelow).Select(row => (row.Region, row.Code, row.Figures));

    /// <summary>Every code of a dimension, in its order.</summary>
    public ImmutableArray<string> CodesOf(LedgerDimension dimension) =>
        dimension is LedgerDimension.Region && region is not null ? Regions.StepsBelow(region) : LedgerSlots.Codes(dimension);

    private void Limit(Conditions where)
    {
        if (region is null)
            where.Add($"level = {(int)LedgerLevel.Nation} and region = ''");
        else if (Regions.ReportRows.Contains(region))
            where.Add($"level = {(int)LedgerLevel.ReportRow}").Is("region", region);
        else
            where.Add($"level = {(int)LedgerLevel.Place}").InRegion("region", [region]);
    }

    private void OneLevelBelow(Conditions where)
    {
        if (region is null) where.Add($"level = {(int)LedgerLevel.ReportRow}");
        else where.Add($"level = {(int)LedgerLevel.Place}").InRegion("region", [region]);
    }

    private IEnumerable<Row> Rows(string[] dimensions, Month[] months, Action<Conditions> place)
    {
        if (dimensions.Length == 0 || months.Length == 0) return [];
        Conditions Where()
        {
            var where = new Conditions().Is("base", Codes.Of(by)).In("dimension", dimensions);
            where.Add($"month in ({string.Join(", ", months.Select(m => where.Parameter(m.Key)))})");
            place(where);
            return where;
        }

        IReadOnlyList<Row> Sum(string table, Conditions where) => reading.Rows<Row>(
            $"""
            select dimension, month, region, code, sum(contracts) as Contracts, sum(turnover) as Turnover,
                   sum(technology_amount) as TechnologyAmount, sum(technology_income) as TechnologyIncome
            from {table}
            {where}
            group by dimension, month, region, code
            """, where.Parameters);

        var recorded = Where();
        if (asOf is not { } day) return Sum("ledger_months", recorded);
        var days = Where();
        recorded.Add($"recorded_month < {recorded.Parameter(Month.Of(day).Key)}");
        days.Add($"recorded_month = {days.Parameter(Month.Of(day).Key)}").Add($"recorded_on <= {days.Parameter(day.DayNumber)}");
        return Sum("ledger_months", recorded).Concat(Sum("ledger_days", days));
    }
}
