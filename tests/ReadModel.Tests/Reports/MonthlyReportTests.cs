using Dapper;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;
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

    private static Figures Row(MonthlyFigures figures, LedgerDimension by, string code) => figures.Groups.Single(g => g.By == by).Rows.Single(r => r.Code == code).Figures.Month;

    [Test]
    public async Task A_registered_contract_of_480_wan_yuan_is_in_its_months_report_to_the_fen()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course(KilnRegistration with { Turnover = new Money(480_0000_01) }));
        var figures = Ask(new MonthlyReport { Period = August });

        var one = new Figures(1, new Money(480_0000_01), Money.WanYuan(460), Money.WanYuan(450));
        Assert.That(figures.Total.Month, Is.EqualTo(one));
        Assert.That(figures.Total.Month.AverageTurnover, Is.EqualTo(new Money(480_0000_01)));
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
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Month.Contracts, Is.EqualTo(1));
        Assert.That(Ask(new MonthlyReport { Period = new Month(2026, 9) }).Total.Month.Contracts, Is.EqualTo(1));
        Assert.That(Ask(new MonthlyReport { Period = new Month(2025, 8) }).Total.Month, Is.EqualTo(Figures.None));
    }

    [Test]
    public async Task What_is_not_registered_does_not_count()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course()[..^1]);
        await market.HappenAsync(Id(Ids.Contract, 2), Drafted(), Filed(), new FilingAccepted(At("2026-08-11"), At("2026-09-11")),
            new ContractRefused([RecognitionRefusalReason.TermsUnclear], null, Day("2026-08-12")));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Month, Is.EqualTo(Figures.None));
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Month.AverageTurnover, Is.Null);
    }

    /// <summary>Registered in Hangzhou, sold from Hangzhou's Xihu district, bought in Taiwan.</summary>
    [TestCase(ReportBase.Registered, "330000", 1)]
    [TestCase(ReportBase.Registered, "330100", 1)]
    [TestCase(ReportBase.Registered, "330106", 0)]
    [TestCase(ReportBase.Output, "330106", 1)]
    [TestCase(ReportBase.Output, "330200", 0)]
    [TestCase(ReportBase.Absorption, "330000", 0)]
    [TestCase(ReportBase.Absorption, "710000", 1)]
    [TestCase(ReportBase.Absorption, "hmt", 1)]
    [TestCase(ReportBase.Absorption, "other", 0)]
    public async Task The_base_decides_whose_place_the_region_means(ReportBase by, string region, int contracts)
    {
        await market.HappenAsync(Id(Ids.Contract, 1), Course(KilnRegistration with { BuyerRegion = "710000" }));
        Assert.That(Ask(new MonthlyReport { Period = August, Base = by, Region = region }).Total.Month.Contracts, Is.EqualTo(contracts));
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
            file.Execute("update ledger_months set turnover = turnover - 1 where level = 0");
        var answer = market.Views.Ask(new MonthlyReport { Period = August });
        Assert.That((answer.Figures, answer.IncompleteBecause), Is.EqualTo(((MonthlyFigures?)null, "The rows by contract_type do not add up to the total.")));
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
        Assert.That(Ask(new MonthlyReport { Period = August }).Total.Month.Turnover.Fen, Is.EqualTo(long.MaxValue - 1));
        await market.HappenAsync(Id(Ids.Contract, 2), Course(large));
        Assert.That(market.Views.Ask(new MonthlyReport { Period = August }).Figures, Is.Null);
        Assert.That(market.Views.ParkedStreams.Single().Stream, Is.EqualTo(Id(Ids.Contract, 2)));
    }

    [Test]
    public async Task Growth_is_of_the_month_before_and_of_the_year_before_and_absent_where_there_was_nothing()
    {
        await RegisterAsync(("2025-08-05", 300_0000_00), ("2025-12-31", 100_0000_00), ("2026-01-04", 50_0000_00), ("2026-07-09", 200_0000_00), ("2026-08-20", 400_0000_00), ("2026-08-21", 1));
        var figures = Ask(new MonthlyReport { Period = August });
        Assert.That((figures.Total.MonthBefore.Turnover.Fen, figures.Total.YearBefore.Turnover.Fen), Is.EqualTo((200_0000_00, 300_0000_00)));
        Assert.That((figures.Total.YearToDate.Contracts, figures.Total.YearToDate.Turnover.Fen), Is.EqualTo((4, 650_0000_01)));
        Assert.That((figures.Total.YearToDateBefore.Contracts, figures.Total.YearToDateBefore.Turnover.Fen), Is.EqualTo((1, 300_0000_00)), "not December");
        Assert.That((figures.Total.GrowthOnMonth.Contracts, figures.Total.GrowthOnMonth.Turnover), Is.EqualTo((100m, 100m)));
        Assert.That(figures.Total.GrowthOnYear.Turnover, Is.EqualTo(33.33m));
        Assert.That(figures.Total.YearToDateGrowth.Turnover, Is.EqualTo(116.67m));

        var january = Ask(new MonthlyReport { Period = new Month(2026, 1) }).Total;
        Assert.That((january.MonthBefore.Turnover.Fen, january.GrowthOnMonth.Turnover), Is.EqualTo((100_0000_00, -50m)), "December is the month before January");
        Assert.That((january.GrowthOnYear.Contracts, january.GrowthOnYear.Turnover, january.YearToDateGrowth.Turnover), Is.EqualTo(((decimal?)null, (decimal?)null, (decimal?)null)));
        var february = Ask(new MonthlyReport { Period = new Month(2026, 2) }).Total;
        Assert.That(february.GrowthOnMonth.Contracts, Is.EqualTo(-100m));
    }

    [TestCase(3, 4, 33.33)]
    [TestCase(7, 8, 14.29)]
    [TestCase(800, 801, 0.13, Description = "0.125 % is 0.13 %")]
    [TestCase(800, 799, -0.13, Description = "−0.125 % is −0.13 %")]
    [TestCase(1, 0, -100)]
    [TestCase(0, 5, null)]
    [TestCase(-2, 5, null)]
    [TestCase(1, 4_000_000_000_000_001, 400_000_000_000_000_000.0)]
    public void Growth_is_rounded_to_two_decimals_a_half_away_from_zero(long before, long now, double? percent) =>
        Assert.That(Growth.Between(Figures.None with { Turnover = new Money(before) }, Figures.None with { Turnover = new Money(now) }).Turnover, Is.EqualTo((decimal?)percent));

    private async Task RegisterAsync(params (string Day, long Fen)[] contracts)
    {
        for (var i = 0; i < contracts.Length; i++)
            await market.HappenAsync(Id(Ids.Contract, 10 + i), KilnRegistration with { RegisteredOn = Day(contracts[i].Day), Turnover = new Money(contracts[i].Fen) });
    }

    [Test]
    public async Task A_province_is_told_apart_by_city_and_the_country_by_province()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), KilnRegistration);
        await market.HappenAsync(Id(Ids.Contract, 2), KilnRegistration with { SellerRegion = "330000" });
        await market.HappenAsync(Id(Ids.Contract, 3), KilnRegistration with { SellerRegion = "330203", BuyerRegion = "other" });
        await market.HappenAsync(Id(Ids.Contract, 4), KilnRegistration with { SellerRegion = "110108" });
        var country = Ask(new MonthlyReport { Period = August, Base = ReportBase.Output, By = [LedgerDimension.Region, LedgerDimension.Counterpart] });
        Assert.That(country.Groups[0].Rows.Where(r => r.Figures.Month.Contracts > 0).Select(r => (r.Code, r.Figures.Month.Contracts)), Is.EqualTo(new[] { ("110000", 1L), ("330000", 3L) }));
        Assert.That((country.Groups[0].Rows.Length, Row(country, LedgerDimension.Counterpart, "other").Contracts), Is.EqualTo((33, 1)));
        var province = Ask(new MonthlyReport { Period = August, Base = ReportBase.Output, Region = "330000", By = [LedgerDimension.Region] });
        Assert.That(province.Groups[0].Rows.Where(r => r.Figures.Month.Contracts > 0).Select(r => (r.Code, r.Figures.Month.Contracts)),
            Is.EqualTo(new[] { ("330000", 1L), ("330100", 1L), ("330200", 1L) }), "what names no city stands under the province");
    }

    [Test]
    public async Task A_contract_with_two_kinds_of_right_counts_once_and_involves_intellectual_property()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), KilnRegistration with { IpTypes = [IpType.InventionPatent, IpType.SoftwareCopyright] });
        await market.HappenAsync(Id(Ids.Contract, 2), KilnRegistration with { IpTypes = [IpType.None] });
        var figures = Ask(new MonthlyReport { Period = August, By = [LedgerDimension.IpType, LedgerDimension.IpInvolvement] });
        Assert.That((Row(figures, LedgerDimension.IpType, "several").Contracts, Row(figures, LedgerDimension.IpType, "none").Contracts), Is.EqualTo((1, 1)));
        Assert.That((Row(figures, LedgerDimension.IpInvolvement, "involved").Contracts, Row(figures, LedgerDimension.IpInvolvement, "not_involved").Contracts), Is.EqualTo((1, 1)));
    }
}
