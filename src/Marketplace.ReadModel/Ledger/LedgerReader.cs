using System.Collections.Immutable;
using Marketplace.Domain;
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
internal sealed class LedgerReader(Reading reading, LedgerBase by, string? region, DateOnly? asOf)
{
    private const int Region = 2;

    /// <summary>The same cell comes more than once, for other places or recorded at other times: its parts are to be added up.</summary>
    public IEnumerable<LedgerSum> Read(IReadOnlyList<LedgerDimension> dimensions, IEnumerable<Month> months)
    {
        Month[] all = [.. months];
        var stored = dimensions.Where(d => d is not LedgerDimension.Region).ToDictionary(d => Codes.Of(d), StringComparer.Ordinal);
        foreach (var sum in Rows([.. stored.Keys], all, Limit, row => Sum(row, stored[row.GetString(0)], row.GetString(3)))) yield return sum;
        if (!dimensions.Contains(LedgerDimension.Region)) yield break;
        string Place(SqliteDataReader row) => region is null ? row.GetString(Region) : Regions.StepTowards(region, row.GetString(Region));
        foreach (var sum in Rows([Codes.Of(LedgerDimension.Total)], all, OneLevelBelow, row => Sum(row, LedgerDimension.Region, Place(row)))) yield return sum;
    }

    /// <summary>Of one month, what went from each report row to each: the place, and a part for the row of the other end.</summary>
    public IEnumerable<(string Place, LedgerSum Part)> ReadFlows(Month month) =>
        Rows([Codes.Of(LedgerDimension.Counterpart)], [month], OneLevelBelow, row => (row.GetString(Region), Sum(row, LedgerDimension.Counterpart, row.GetString(3))));

    /// <summary>Every code of a dimension, in its order.</summary>
    public ImmutableArray<string> CodesOf(LedgerDimension dimension) =>
        dimension is LedgerDimension.Region && region is not null ? Regions.StepsBelow(region) : LedgerSlots.Codes(dimension);

    private static LedgerSum Sum(SqliteDataReader row, LedgerDimension dimension, string code) =>
        new(dimension, Month.OfKey(row.GetInt64(1)), code, row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7));

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

    private IEnumerable<T> Rows<T>(string[] dimensions, Month[] months, Action<Conditions> place, Func<SqliteDataReader, T> read)
    {
        if (dimensions.Length == 0 || months.Length == 0) return [];
        Conditions Where()
        {
            var where = new Conditions().Is("base", Codes.Of(by)).In("dimension", dimensions);
            where.Add($"month in ({string.Join(", ", months.Select(m => where.Parameter(m.Key)))})");
            place(where);
            return where;
        }

        // Added up here and not by the statement: over two lists of keys SQLite would sort all rows before it grouped them.
        IEnumerable<T> Of(string table, Conditions where) => reading.Rows(
            $"select dimension, month, region, code, contracts, turnover, technology_amount, technology_income from {table} {where}", where.Parameters, read);

        var recorded = Where();
        if (asOf is not { } day) return Of("ledger_months", recorded);
        var days = Where();
        recorded.Add($"recorded_month < {recorded.Parameter(Month.Of(day).Key)}");
        days.Add($"recorded_month = {days.Parameter(Month.Of(day).Key)}").Add($"recorded_on <= {days.Parameter(day.DayNumber)}");
        return Of("ledger_months", recorded).Concat(Of("ledger_days", days));
    }
}
