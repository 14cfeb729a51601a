using Marketplace.Domain.Releases;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Releases.Drafts;

namespace Marketplace.Domain.Tests.Releases;

/// <summary>
/// 中国科技统计年鉴, output of 2021 by area. One edition prints 东部 with 203 420 567.32 万元; the provinces and a later edition say
/// 228 198 462, and only with that do the areas, and what lies in none of them, add up to the printed 372 943 029.73.
/// </summary>
public class PrintedErrorTests
{
    private static readonly Month December = new(2021, 12);

    private static FiguresToRelease Year(long east)
    {
        static ReleasedFigures Sums(long contracts, long fen) => ReleasedFigures.None with { YearToDate = new(contracts, new Money(fen), Money.Zero) };
        var total = Sums(670_506, 372_943_029_730_000);
        return new(total,
            [
                new(ReportDimension.Region,
                [
                    new("东部", Sums(386_801, east)), new("中部", Sums(121_187, 62_909_332_686_244)), new("西部", Sums(129_513, 56_339_101_241_533)), new("东北", Sums(29_261, 12_134_134_871_446)),
                    new("港澳台与其他", Sums(3_744, 13_361_998_692_321)),
                ]),
            ],
            [new(new Month(2021, 1), total.YearToDate)], [.. Enum.GetValues<ReportBase>().Select(each => new ReleasedBase(each, total))], 1);
    }

    [Test]
    public void The_year_of_2021_is_released_as_the_provinces_have_it() => Assert.That(Publish(Draft(December, Year(228_198_462_238_456))).Code(), Is.Null);

    [Test]
    public void The_printed_figure_of_the_east_is_not_released()
    {
        var refusal = Publish(Draft(December, Year(203_420_567_320_000))).Refusal!;
        Assert.That((refusal.Code, Argument(refusal, "by"), Argument(refusal, "part"), Argument(refusal, "figure"), Argument(refusal, "rows"), Argument(refusal, "total")),
            Is.EqualTo(("release.rows_differ", "region", "year_to_date", "turnover", "348165134811544", "372943029730000")));
    }
}
