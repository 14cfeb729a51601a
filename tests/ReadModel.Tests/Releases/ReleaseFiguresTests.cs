using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Releases;
using Marketplace.Domain.RuleSets;
using Marketplace.ReadModel.Releases;
using Marketplace.ReadModel.Reports;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Releases;

public sealed class ReleaseFiguresTests
{
    private static readonly Month August = new(2026, 8);

    [Test]
    public async Task What_is_counted_of_300_random_contracts_adds_up_on_every_base_and_for_every_place_and_is_what_the_report_says()
    {
        await using var market = await Market.OpenAsync();
        var number = 0;
        foreach (var facts in new RandomContracts(7).TakeOver(300)) await market.Log.AppendAsync(Id(Ids.Contract, ++number), [facts]);
        await market.Views.ReachAsync(number);
        var publisher = Organization.Initial.Apply(Registered(OrganizationKind.Supervisor, "浙江省统计局", "330000")).Apply(new OrganizationVerified(null));
        foreach (var by in Enum.GetValues<ReportBase>())
            foreach (var region in (string?[])[null, "330000", "330100", "110000", "hmt", "other"])
            {
                var answer = market.Views.Ask(new ReleaseFigures { Period = August, Base = by, Region = region, By = Enum.GetValues<ReportDimension>() });
                Assert.That((answer.Position, answer.Figures!.Position, answer.Figures.Bases.Length), Is.EqualTo((300L, 300L, region is null ? 3 : 0)));
                var decision = Release.Initial.Publish(new ReleaseDraft(August, by, region, ReleaseStatus.Preliminary, null, null, AcceptSmallCells: true, answer.Figures),
                    new Actor("usr_1", Ministry, OrganizationKind.Supervisor, new HashSet<Role>()), publisher, null, Release.Initial, RuleBook.Initial.Find("cn-2026-01")!, At("2026-09-02"));
                Assert.That(decision.Refusal, Is.Null, $"{by} {region}");
                var report = market.Views.Ask(new MonthlyReport { Period = August, Base = by, Region = region }).Figures!;
                Assert.That(PeriodFigures.Of(answer.Figures.Total).GrowthOnMonth, Is.EqualTo(report.Total.GrowthOnMonth));
                Assert.That(answer.Figures.Total.YearToDate, Is.EqualTo(new ReleasedSums(report.Total.YearToDate.Contracts, report.Total.YearToDate.Turnover, report.Total.YearToDate.TechnologyAmount)));
            }
    }
}
