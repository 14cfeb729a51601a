using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Reports;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Ledger;

/// <summary>A part of one row of one month.</summary>
internal readonly record struct LedgerSum(LedgerDimension Dimension, Month Month, string Code, long Contracts, long Turnover, long TechnologyAmount, long TechnologyIncome)
{
    public Figures Figures => new(Contracts, new Money(Turnover), new Money(TechnologyAmount), new Money(TechnologyIncome));
}

/// <summary>Reads the ledger's sums on one base, for one place, as they are known now or were known at the end of a day.</summary>
internal sealed class LedgerReader(Reading reading, ReportBase by, string? region, DateOnly? asOf)
{
    /// <summary>The same row comes more than once, for other places or recorded at other times: its parts are to be added up.</summary>
    public IEnumerable<LedgerSum> Read(IReadOnlyList<LedgerDimension> dimensions, IEnumerable<Month> months)
    {
        Month[] all = [.. months];
        // Of the nation the rows by region are among its parts; of a place they are the places below it.
        var below = region is not null && dimensions.Contains(LedgerDimension.Region);
        var stored = below ? [.. dimensions.Where(d => d is not LedgerDimension.Region)] : dimensions;
        if (stored.Count > 0)
            foreach (var cell in Cells(all, Limit, stored.Any(d => d is not LedgerDimension.Total)))
                foreach (var sum in Sums(cell, stored)) yield return sum;
        if (!below) yield break;
        foreach (var cell in Cells(all, OneLevelBelow, withParts: false))
            yield return Sum(LedgerDimension.Region, cell.Month, Regions.StepTowards(region!, cell.Region), cell.Total);
    }

    /// <summary>Of one month, what went from each report row to each: the place, and a part for the row of the other end.</summary>
    public IEnumerable<(string Place, LedgerSum Part)> ReadFlows(Month month) =>
        Cells([month], OneLevelBelow, withParts: true).SelectMany(cell => Sums(cell, [LedgerDimension.Counterpart]).Select(sum => (cell.Region, sum)));

    /// <summary>Every code of a dimension, in its order.</summary>
    public ImmutableArray<string> CodesOf(LedgerDimension dimension) =>
        dimension is LedgerDimension.Region && region is not null ? Regions.StepsBelow(region) : LedgerSlots.Codes(dimension);

    /// <summary>One row of the roll-up.</summary>
    private sealed record Cell(Month Month, string Region, LedgerAmounts Total, byte[] Parts);

    private static List<LedgerSum> Sums(Cell cell, IReadOnlyList<LedgerDimension> dimensions)
    {
        var sums = new List<LedgerSum>();
        if (dimensions.Contains(LedgerDimension.Total)) sums.Add(Sum(LedgerDimension.Total, cell.Month, "", cell.Total));
        for (ReadOnlySpan<byte> parts = cell.Parts; LedgerParts.Next(ref parts, out var slot, out var amounts);)
        {
            var (dimension, code) = LedgerSlots.All[slot];
            if (dimensions.Contains(dimension)) sums.Add(Sum(dimension, cell.Month, code, amounts));
        }
        return sums;
    }

    private static LedgerSum Sum(LedgerDimension dimension, Month month, string code, in LedgerAmounts amounts) =>
        new(dimension, month, code, amounts.Contracts, amounts.Turnover, amounts.TechnologyAmount, amounts.TechnologyIncome);

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

    private IEnumerable<Cell> Cells(Month[] months, Action<Conditions> place, bool withParts)
    {
        if (months.Length == 0) return [];
        Conditions Where()
        {
            var where = new Conditions().Is("base", Codes.Of(by));
            where.Add($"month in ({string.Join(", ", months.Select(m => where.Parameter(m.Key)))})");
            place(where);
            return where;
        }

        // Added up here and not by the statement, which knows nothing of the parts.
        IEnumerable<Cell> Of(string table, Conditions where) => reading.Rows(
            $"select month, region, contracts, turnover, technology_amount, technology_income, {(withParts ? "parts" : "x''")} from {table} {where}", where.Parameters, Read);

        var recorded = Where();
        if (asOf is not { } day) return Of("ledger_months", recorded);
        var days = Where();
        recorded.Add($"recorded_month < {recorded.Parameter(Month.Of(day).Key)}");
        days.Add($"recorded_month = {days.Parameter(Month.Of(day).Key)}").Add($"recorded_on <= {days.Parameter(day.DayNumber)}");
        return Of("ledger_months", recorded).Concat(Of("ledger_days", days));
    }

    private static Cell Read(SqliteDataReader row) => new(
        Month.OfKey(row.GetInt64(0)), row.GetString(1),
        new LedgerAmounts { Contracts = row.GetInt64(2), Turnover = row.GetInt64(3), TechnologyAmount = row.GetInt64(4), TechnologyIncome = row.GetInt64(5) },
        row.GetFieldValue<byte[]>(6));
}
