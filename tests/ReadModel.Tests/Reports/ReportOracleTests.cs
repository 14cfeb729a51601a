using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Reports;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Reports;

/// <summary>Every figure against a naive sum over the events, now and as of each day on which anything was recorded.</summary>
public sealed class ReportOracleTests
{
    private static readonly Month[] Months = [new(2026, 6), new(2026, 7), new(2026, 8), new(2026, 9), new(2027, 7), new(2027, 8)];

    private sealed record Recorded(ContractRegistered Contract, DateOnly On);

    /// <summary>Contracts of some weeks around midsummer in two years, recorded over months in an order of their own.</summary>
    private static async Task<List<Recorded>> HappenAsync(Market market, int seed)
    {
        var random = new Random(seed);
        var recorded = new List<Recorded>();
        foreach (var (contract, i) in new RandomContracts(seed).Take(100).Select((c, i) => (c, i)))
        {
            if (random.Next(4) == 0) market.Clock.Advance(TimeSpan.FromHours(random.Next(200)));
            var registered = random.Next(3) == 0 ? contract with { RegisteredOn = contract.RegisteredOn.AddYears(1) } : contract;
            await market.Log.AppendAsync(Id(Ids.Contract, i), [registered]);
            recorded.Add(new Recorded(registered, Instant.From(market.Clock.GetUtcNow()).ShanghaiDay));
        }
        await market.Views.ReachAsync(recorded.Count);
        return recorded;
    }

    [Property(MaxTest = 5)]
    public void The_report_equals_a_naive_sum_for_every_base_place_and_row(int seed) => EveryRowAsync(seed).GetAwaiter().GetResult();

    private static async Task EveryRowAsync(int seed)
    {
        await using var market = await Market.OpenAsync();
        var contracts = (await HappenAsync(market, seed)).ConvertAll(r => r.Contract);
        LedgerDimension[] all = [.. Enum.GetValues<LedgerDimension>().Where(d => d is not LedgerDimension.Total)];
        foreach (var by in Enum.GetValues<ReportBase>())
            foreach (var region in (string?[])[null, .. RandomContracts.Places, "210000", "820000"])
                foreach (var month in Months)
                {
                    var figures = market.Views.Ask(new MonthlyReport { Period = month, Base = by, Region = region, By = all }).Figures!;
                    var here = contracts.Where(c => region is null || Regions.IsWithin(PlaceOf(c, by), region)).ToList();
                    AssertFigures(figures.Total, here, month, $"{by} {region} {month}");
                    foreach (var group in figures.Groups)
                        foreach (var row in group.Rows.Where(row => row.Figures != PeriodFigures.None))
                            AssertFigures(row.Figures, here.Where(c => RowOf(c, group.By, by, region) == row.Code), month, $"{by} {region} {month} {group.By} {row.Code}");
                }
    }

    [Property(MaxTest = 5)]
    public void As_of_a_day_only_counts_what_was_recorded_by_its_end(int seed) => AsOfAsync(seed).GetAwaiter().GetResult();

    private static async Task AsOfAsync(int seed)
    {
        await using var market = await Market.OpenAsync();
        var contracts = await HappenAsync(market, seed);
        foreach (var day in contracts.Select(r => r.On).Distinct().SelectMany(on => (DateOnly[])[on.AddDays(-1), on]))
            foreach (var region in (string?[])[null, "330000", "330100", "hmt"])
            {
                var known = contracts.Where(r => r.On <= day).Select(r => r.Contract).Where(c => region is null || Regions.IsWithin(c.SellerRegion, region)).ToList();
                var figures = market.Views.Ask(new MonthlyReport { Period = new(2026, 8), Base = ReportBase.Output, Region = region, AsOf = day }).Figures!;
                AssertFigures(figures.Total, known, new(2026, 8), $"{region} as of {day}");
                var series = market.Views.Ask(new MonthlySeries { From = new(2026, 6), To = new(2027, 8), Base = ReportBase.Output, Region = region, AsOf = day }).Figures!;
                foreach (var month in series.Months) AssertFigures(month.Figures, known, month.Period, $"{month.Period} {region} as of {day}");
            }
    }

    [Property(MaxTest = 5)]
    public void The_flows_are_those_of_the_contracts_and_add_up_to_output_and_absorption(int seed) => FlowsAsync(seed).GetAwaiter().GetResult();

    private static async Task FlowsAsync(int seed)
    {
        await using var market = await Market.OpenAsync();
        var contracts = (await HappenAsync(market, seed)).ConvertAll(r => r.Contract);
        foreach (var month in Months)
        {
            var flows = market.Views.Ask(new Flows { Period = month }).Figures!;
            var expected = contracts.Where(c => Month.Of(c.RegisteredOn) == month).GroupBy(c => (Regions.ReportRowOf(c.SellerRegion)!, Regions.ReportRowOf(c.BuyerRegion)!)).ToDictionary(g => g.Key, Sum);
            Assert.That(flows.Cells.ToDictionary(c => (c.Seller, c.Buyer), c => c.Figures), Is.EquivalentTo(expected));
            Assert.That(flows.Total, Is.EqualTo(market.Views.Ask(new MonthlyReport { Period = month, Base = ReportBase.Absorption }).Figures!.Total.Month));
        }
    }

    private static void AssertFigures(PeriodFigures figures, IEnumerable<ContractRegistered> contracts, Month period, string where)
    {
        var all = contracts.ToList();
        Figures Of(Func<Month, bool> counts) => Sum(all.Where(c => counts(Month.Of(c.RegisteredOn))));
        Assert.That(figures.Month, Is.EqualTo(Of(m => m == period)), where);
        Assert.That(figures.MonthBefore, Is.EqualTo(Of(m => period.Since(m) == 1)), where);
        Assert.That(figures.YearBefore, Is.EqualTo(Of(m => period.Since(m) == 12)), where);
        Assert.That(figures.YearToDate, Is.EqualTo(Of(m => m.Year == period.Year && m.Number <= period.Number)), where);
        Assert.That(figures.YearToDateBefore, Is.EqualTo(Of(m => m.Year == period.Year - 1 && m.Number <= period.Number)), where);
    }

    private static string RowOf(ContractRegistered c, LedgerDimension dimension, ReportBase by, string? region) => dimension switch
    {
        LedgerDimension.ContractType => Codes.Of(c.Type),
        LedgerDimension.TechnicalField => Codes.Of(c.Field),
        LedgerDimension.IpType => c.IpTypes.Length > 1 ? "several" : Codes.Of(c.IpTypes[0]),
        LedgerDimension.IpInvolvement => c.IpTypes[0] is IpType.None ? "not_involved" : "involved",
        LedgerDimension.SellerKind => Codes.Of(c.SellerKind),
        LedgerDimension.BuyerKind => Codes.Of(c.BuyerKind),
        LedgerDimension.Region => region is null ? Regions.ReportRowOf(PlaceOf(c, by))! : Regions.StepTowards(region, PlaceOf(c, by)),
        LedgerDimension.Counterpart => Regions.ReportRowOf(by is ReportBase.Absorption ? c.SellerRegion : c.BuyerRegion)!,
        _ => "filed",
    };

    private static string PlaceOf(ContractRegistered contract, ReportBase by) => by switch
    {
        ReportBase.Registered => contract.OfficeRegion,
        ReportBase.Output => contract.SellerRegion,
        _ => contract.BuyerRegion,
    };

    private static Figures Sum(IEnumerable<ContractRegistered> contracts) =>
        contracts.Aggregate(Figures.None, (sum, c) => sum + new Figures(1, c.Turnover, c.TechnologyAmount, c.TechnologyIncome));
}
