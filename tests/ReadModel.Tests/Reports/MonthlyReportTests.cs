using Dapper;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Reports;
using Microsoft.Data.Sqlite;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Reports;

public sealed class MonthlyReportTests
{
    private static readonly Month August = new(2026, 8);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private MonthlyFigures Ask(MonthlyReport report)
    {
        var answer = market.Views.Ask(report);
        Assert.That(answer.IncompleteBecause, Is.Null);
        return answer.Figures!;
    }

    private static Figures Row(MonthlyFigures figures, LedgerDimension by, string code) => figures.Groups.Single(g => g.By == by).Rows.Single(r => r.Code == code).Figures;

    [Test]
    public async Task A_registered_contract_of_480_wan_yuan_is_in_its_months_report_to_the_fen()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course(KilnRegistration with { Turnover = new Money(480_0000_01) }));
        var figures = Ask(new MonthlyReport { Period = August });

        var one = new Figures(1, new Money(480_0000_01), Money.WanYuan(460), Money.WanYuan(450));
        Assert.That(figures.Total, Is.EqualTo(one));
        Assert.That(figures.Total.AverageTurnover, Is.EqualTo(new Money(480_0000_01)));
        Assert.That(Row(figures, LedgerDimension.ContractType, "transfer"), Is.EqualTo(one));
        Assert.That(Row(figures, LedgerDimension.TechnicalField, "environment"), Is.EqualTo(one));
        Assert.That(Row(figures, LedgerDimension.ContractType, "licence"), Is.EqualTo(Figures.None));
        Assert.That(figures.Groups.Select(g => g.Rows.Length), Is.EqualTo(new[] { 5, 11 }), "every type and every field has its row");
        Assert.That(market.Views.Ask(new MonthlyReport { Period = August }).Position, Is.EqualTo(5));
    }

    [Test]
    public async Task A_contract_counts_in_the_month_of_its_registration_in_Shanghai_and_in_no_other()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course(KilnRegistration with { RegisteredOn = Day("2026-08-31") }));
        await market.HappenAsync(Id(Ids.Contract, 2), Course(KilnRegistration with { RegisteredOn = Day("2026-09-01") }));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Contracts, Is.EqualTo(1));
        Assert.That(Ask(new MonthlyReport { Period = new Month(2026, 9) }).Total.Contracts, Is.EqualTo(1));
        Assert.That(Ask(new MonthlyReport { Period = new Month(2025, 8) }).Total, Is.EqualTo(Figures.None));
    }

    [Test]
    public async Task What_is_not_registered_does_not_count()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course()[..^1]);
        await market.HappenAsync(Id(Ids.Contract, 2), Drafted(), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")),
            new ContractRefused([RecognitionRefusalReason.TermsUnclear], null, Day("2026-08-12")));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total, Is.EqualTo(Figures.None));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.AverageTurnover, Is.Null);
    }

    /// <summary>Registered in Hangzhou, sold from Hangzhou's Xihu district, bought in Taiwan.</summary>
    [TestCase(LedgerBase.Registered, "330000", 1)]
    [TestCase(LedgerBase.Registered, "330100", 1)]
    [TestCase(LedgerBase.Registered, "330106", 0)]
    [TestCase(LedgerBase.Output, "330106", 1)]
    [TestCase(LedgerBase.Output, "330200", 0)]
    [TestCase(LedgerBase.Absorption, "330000", 0)]
    [TestCase(LedgerBase.Absorption, "710000", 1)]
    [TestCase(LedgerBase.Absorption, "hmt", 1)]
    [TestCase(LedgerBase.Absorption, "abroad", 0)]
    public async Task The_base_decides_whose_place_the_region_means(LedgerBase by, string region, int contracts)
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course(KilnRegistration with { BuyerRegion = "710000" }));
        Assert.That(Ask(new MonthlyReport { Period = August, Base = by, Region = region }).Total.Contracts, Is.EqualTo(contracts));
    }

    [TestCase(100, 3, 33)]
    [TestCase(101, 2, 51, Description = "50.5 fen is 51")]
    [TestCase(99, 2, 50, Description = "49.5 fen is 50")]
    [TestCase(200, 3, 67)]
    [TestCase(-101, 2, -50, Description = "−50.5 fen is −50: half up")]
    [TestCase(-102, 4, -25)]
    [TestCase(long.MaxValue, 1, long.MaxValue)]
    public void An_average_is_rounded_half_up_to_the_fen(long fen, long contracts, long average) =>
        Assert.That(Figures.HalfUp(fen, contracts), Is.EqualTo(average));

    [Test]
    public async Task Rows_that_do_not_add_up_to_the_total_are_no_report()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course());
        using (var file = new SqliteConnection($"Data Source={Directory.GetFiles(market.Log.Folder, "read-model-0.*.db").Single()};Pooling=False"))
            file.Execute("update ledger_months set turnover = turnover - 1 where dimension = 'technical_field' and level = 0");
        var answer = market.Views.Ask(new MonthlyReport { Period = August });
        Assert.That((answer.Figures, answer.IncompleteBecause), Is.EqualTo(((MonthlyFigures?)null, "The rows by technical_field do not add up to the total.")));
    }

    [Test]
    public async Task A_contract_that_cannot_be_entered_makes_every_month_incomplete_and_never_a_wrong_figure()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course());
        await market.HappenAsync(Id(Ids.Contract, 2), Course(KilnRegistration with { BuyerRegion = "nowhere" }));
        var answer = market.Views.Ask(new MonthlyReport { Period = new Month(2020, 1) });
        Assert.That((answer.Figures, answer.IncompleteBecause), Is.EqualTo(((MonthlyFigures?)null, "A contract's events could not be read; it is missing from the ledger.")));
        Assert.That(market.Views.ParkedStreams.Single().Error, Is.EqualTo("InvalidOperationException: The region 'nowhere' has no row in any report."));
    }

    [Test]
    public async Task A_contract_registered_twice_is_parked_and_not_counted_twice()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), [.. Course(), KilnRegistration]);
        Assert.That(market.Views.Ask(new MonthlyReport { Period = August }).IncompleteBecause, Is.Not.Null);
    }

    [Test]
    public async Task A_sum_that_leaves_64_bits_is_no_figure_rather_than_a_rounded_one()
    {
        var large = KilnRegistration with { Turnover = new Money(long.MaxValue - 1) };
        await market.HappenAsync(Id(Ids.Contract, 1), Course(large));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Turnover.Fen, Is.EqualTo(long.MaxValue - 1));
        await market.HappenAsync(Id(Ids.Contract, 2), Course(large));
        Assert.That(market.Views.Ask(new MonthlyReport { Period = August }).Figures, Is.Null);
        Assert.That(market.Views.ParkedStreams.Single().Stream, Is.EqualTo(Id(Ids.Contract, 2)));
    }

    [Property(MaxTest = 8)]
    public void The_report_equals_a_naive_sum_over_the_events_for_every_base_and_place(int seed) => OracleAsync(seed).GetAwaiter().GetResult();

    private static async Task OracleAsync(int seed)
    {
        await using var random = await Market.OpenAsync();
        var contracts = new RandomContracts(seed).Take(120).ToList();
        await Task.WhenAll(contracts.Select((c, i) => random.Log.AppendAsync(Id(Ids.Contract, i), [c])));
        await random.Views.ReachAsync(contracts.Count);

        foreach (var by in Enum.GetValues<LedgerBase>())
            foreach (var region in (string?[])[null, .. RandomContracts.Places, "210000", "820000"])
                foreach (var month in (Month[])[new(2026, 6), new(2026, 7), new(2026, 8), new(2026, 9)])
                {
                    var figures = random.Views.Ask(new MonthlyReport { Period = month, Base = by, Region = region }).Figures!;
                    var counted = contracts.Where(c => Month.Of(c.RegisteredOn) == month && (region is null || Regions.IsWithin(PlaceOf(c, by), region))).ToList();
                    Assert.That(figures.Total, Is.EqualTo(Sum(counted)), $"{by} {region} {month}");
                    foreach (var row in figures.Groups[0].Rows) Assert.That(row.Figures, Is.EqualTo(Sum(counted.Where(c => Codes.Of(c.Type) == row.Code))));
                    foreach (var row in figures.Groups[1].Rows) Assert.That(row.Figures, Is.EqualTo(Sum(counted.Where(c => Codes.Of(c.Field) == row.Code))));
                }
    }

    private static string PlaceOf(ContractRegistered contract, LedgerBase by) => by switch
    {
        LedgerBase.Registered => contract.OfficeRegion,
        LedgerBase.Output => contract.SellerRegion,
        _ => contract.BuyerRegion,
    };

    private static Figures Sum(IEnumerable<ContractRegistered> contracts) =>
        contracts.Aggregate(Figures.None, (sum, c) => sum + new Figures(1, c.Turnover, c.TechnologyAmount, c.TechnologyIncome));
}
