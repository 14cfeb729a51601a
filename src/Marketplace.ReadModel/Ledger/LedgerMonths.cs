using System.Runtime.InteropServices;
using Marketplace.Domain;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// What a transaction adds to the months' sums. Many contracts fall into few cells, so they are added up here and each cell
/// is written once.
/// </summary>
internal sealed class LedgerMonths
{
    private static readonly LedgerBase[] Bases = Enum.GetValues<LedgerBase>();
    private readonly Dictionary<Cell, Sums> cells = [];

    private readonly record struct Cell(LedgerBase Base, long Month, LedgerLevel Level, string Region, LedgerDimension Dimension, string Code);

    private struct Sums
    {
        public long Contracts, Turnover, TechnologyAmount, TechnologyIncome;
    }

    public void Add(LedgerEntry entry)
    {
        var month = Month.Of(entry.RegisteredOn).Key;
        var (type, field) = (Codes.Of(entry.Type), Codes.Of(entry.Field));
        foreach (var by in Bases)
        {
            var place = entry.RegionFor(by);
            // A contract without a row in the report by region would make the provinces' sum lie: better no report than that one.
            var row = Regions.ReportRowOf(place) ?? throw new InvalidOperationException($"The region '{place}' has no row in any report.");
            foreach (var (level, region) in ((LedgerLevel, string)[])[(LedgerLevel.Nation, ""), (LedgerLevel.ReportRow, row), (LedgerLevel.Place, place)])
            {
                AddTo(new Cell(by, month, level, region, LedgerDimension.Total, ""), entry);
                AddTo(new Cell(by, month, level, region, LedgerDimension.ContractType, type), entry);
                AddTo(new Cell(by, month, level, region, LedgerDimension.TechnicalField, field), entry);
            }
        }
    }

    private void AddTo(Cell cell, LedgerEntry entry)
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, cell, out _);
        checked
        {
            sums.Contracts += entry.Sign;
            sums.Turnover += entry.Sign * entry.Turnover.Fen;
            sums.TechnologyAmount += entry.Sign * entry.TechnologyAmount.Fen;
            sums.TechnologyIncome += entry.Sign * entry.TechnologyIncome.Fen;
        }
    }

    public void Write(Rows rows)
    {
        foreach (var (cell, sums) in cells)
            rows.Run(
                """
                insert into ledger_months values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                on conflict (base, month, level, region, dimension, code) do update set
                    contracts = contracts + excluded.contracts,
                    turnover = turnover + excluded.turnover,
                    technology_amount = technology_amount + excluded.technology_amount,
                    technology_income = technology_income + excluded.technology_income
                """,
                cell.Base, cell.Month, (long)cell.Level, cell.Region, cell.Dimension, cell.Code,
                sums.Contracts, sums.Turnover, sums.TechnologyAmount, sums.TechnologyIncome);
        cells.Clear();
    }
}
