using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Reports;

/// <summary>
/// The monthly report of registered contracts. It is read from sums that were kept while the contracts came in, holds its
/// rows against its total, and gives no figure when they differ or when a contract could not be read.
/// </summary>
public sealed record MonthlyReport : Query<ReportAnswer<MonthlyFigures>>
{
    public required Month Period { get; init; }

    public LedgerBase Base { get; init; } = LedgerBase.Registered;

    /// <summary>The dimensions to tell the total apart by.</summary>
    public IReadOnlyList<LedgerDimension> By { get; init; } = [LedgerDimension.ContractType, LedgerDimension.TechnicalField];

    /// <summary>GB/T 2260 code, <c>hmt</c> or <c>abroad</c>: only contracts whose place of the base lies in it. Absent for all.</summary>
    public string? Region { get; init; }

    private sealed record Row
    {
        public required string Dimension { get; init; }
        public required string Code { get; init; }
        public required long Contracts { get; init; }
        public required long Turnover { get; init; }
        public required long TechnologyAmount { get; init; }
        public required long TechnologyIncome { get; init; }

        public Figures Figures => new(Contracts, new Money(Turnover), new Money(TechnologyAmount), new Money(TechnologyIncome));
    }

    internal override ReportAnswer<MonthlyFigures> Run(Reading reading)
    {
        if (reading.IsIncomplete(LedgerView.ViewName)) return Incomplete(reading, "A contract's events could not be read; it is missing from the ledger.");
        var rows = Read(reading).ToLookup(r => r.Dimension, StringComparer.Ordinal);
        var total = rows[Codes.Of(LedgerDimension.Total)].Select(r => r.Figures).SingleOrDefault(Figures.None);
        var groups = ImmutableArray.CreateBuilder<ReportGroup>();
        foreach (var dimension in By.Where(d => d is not LedgerDimension.Total).Distinct())
        {
            var group = Group(dimension, rows[Codes.Of(dimension)]);
            if (group.Rows.Aggregate(Figures.None, (sum, row) => sum + row.Figures) != total)
                return Incomplete(reading, $"The rows by {Codes.Of(dimension)} do not add up to the total.");
            groups.Add(group);
        }
        return new(reading.Position, new MonthlyFigures { Period = Period, Base = Base, Region = Region, Total = total, Groups = groups.ToImmutable() }, null);
    }

    private static ReportAnswer<MonthlyFigures> Incomplete(Reading reading, string because) => new(reading.Position, null, because);

    private IReadOnlyList<Row> Read(Reading reading)
    {
        var where = new Conditions();
        where.Is("base", Codes.Of(Base));
        where.Add($"month = {where.Parameter(Period.Key)}");
        if (Region is null)
            where.Add($"level = {(int)LedgerLevel.Nation} and region = ''");
        else if (Regions.ReportRows.Contains(Region))
            where.Add($"level = {(int)LedgerLevel.ReportRow}").Is("region", Region);
        else
            where.Add($"level = {(int)LedgerLevel.Place}").InRegion("region", [Region]);
        return reading.Rows<Row>(
            $"""
            select dimension, code, sum(contracts) as Contracts, sum(turnover) as Turnover,
                   sum(technology_amount) as TechnologyAmount, sum(technology_income) as TechnologyIncome
            from ledger_months
            {where}
            group by dimension, code
            """, where.Parameters);
    }

    /// <summary>
    /// Every code of the list in its order; a code that the list does not have stands behind them, so that nothing falls
    /// out of the sum.
    /// </summary>
    private static ReportGroup Group(LedgerDimension dimension, IEnumerable<Row> rows)
    {
        var found = rows.ToDictionary(r => r.Code, r => r.Figures, StringComparer.Ordinal);
        string[] listed = dimension switch
        {
            LedgerDimension.ContractType => Codes.Of(Enum.GetValues<ContractType>()),
            LedgerDimension.TechnicalField => Codes.Of(Enum.GetValues<TechnicalField>()),
            _ => [],
        };
        var unlisted = found.Keys.Except(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ReportGroup(dimension, [.. listed.Concat(unlisted).Select(code => new ReportRow(code, found.GetValueOrDefault(code, Figures.None)))]);
    }
}
