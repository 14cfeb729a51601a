using Marketplace.Domain.Releases;
using static Marketplace.Domain.Tests.Releases.Drafts;

namespace Marketplace.Domain.Tests.Releases;

public class ReleaseComparisonTests
{
    private static ReportReleased Of(params Counted[] contracts) => Published(contracts: contracts).Published!;

    [Test]
    public void A_contract_more_changes_the_month_and_the_year_of_its_rows_and_of_the_total()
    {
        var differences = ReleaseComparison.Between(Of(Five), Of([.. Five, Five[0]]));
        Assert.That(differences.Select(each => (each.By, each.Code, each.Part)), Is.EqualTo(new (ReportDimension?, string?, ReleasePart)[]
        {
            (null, null, ReleasePart.Month), (null, null, ReleasePart.YearToDate),
            (ReportDimension.ContractType, "transfer", ReleasePart.Month), (ReportDimension.ContractType, "transfer", ReleasePart.YearToDate),
            (ReportDimension.TechnicalField, "environment", ReleasePart.Month), (ReportDimension.TechnicalField, "environment", ReleasePart.YearToDate),
        }));
        Assert.That(differences.Select(each => each.To - each.From), Is.All.EqualTo(new ReleasedSums(1, Money.WanYuan(480), Money.WanYuan(450))));
    }

    [Test]
    public void Both_directions_say_the_same_with_the_sides_exchanged()
    {
        var (one, other) = (Of(Five), Of([.. Five[..3], new Counted(12, 0, 2, 700, 600)]));
        var there = ReleaseComparison.Between(one, other);
        Assert.That(there, Is.Not.Empty);
        Assert.That(ReleaseComparison.Between(other, one), Is.EqualTo(there.Select(each => each with { From = each.To, To = each.From })));
        Assert.That(ReleaseComparison.Between(one, one), Is.Empty);
    }

    [Test]
    public void What_only_one_of_them_tells_apart_is_not_compared()
    {
        var (one, other) = (Of(Five), Of());
        var narrow = other with { Groups = [.. other.Groups.Where(group => group.By is ReportDimension.TechnicalField)] };
        Assert.That(ReleaseComparison.Shared(one, narrow), Is.EqualTo(new[] { ReportDimension.TechnicalField }));
        Assert.That(ReleaseComparison.Between(one, narrow).Select(each => each.By).Distinct(), Is.EqualTo(new ReportDimension?[] { null, ReportDimension.TechnicalField }));
    }

    [Test]
    public void A_row_whose_code_came_later_had_nothing_in_it_before()
    {
        var one = Of(Five);
        var types = one.Groups[0] with { Rows = [.. one.Groups[0].Rows.Where(row => row.Code != "transfer")] };
        var without = one with { Groups = one.Groups.SetItem(0, types) };
        foreach (var (differences, from) in new[] { (ReleaseComparison.Between(without, one), 0L), (ReleaseComparison.Between(one, without), 5L) })
            Assert.That(differences.Select(each => (each.Code, each.From.Contracts)), Is.EqualTo(new[] { ("transfer", from), ("transfer", from) }));
    }
}
