using FsCheck;
using FsCheck.Fluent;
using Marketplace.Domain.Releases;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Releases.Drafts;

namespace Marketplace.Domain.Tests.Releases;

/// <summary>Random contracts of two years, counted by hand; then numbers that are changed.</summary>
public class ReleaseArithmeticTests
{
    /// <param name="Month">Of 2026: figures of January reach into the year before for their month before.</param>
    public sealed record Story(int Month, bool WholeCountry, Counted[] Contracts, Change[] Changes);

    /// <param name="At">Which number, counted round.</param>
    /// <param name="More">Added to it; never nothing.</param>
    public sealed record Change(int At, int More);

    public static Arbitrary<Story> Stories() => Arb.From(
        from month in Gen.Choose(1, 10)
        from whole in Gen.Elements(true, false)
        from contracts in (from ago in Gen.Choose(0, 23)
                           from type in Gen.Choose(0, ByHand.Types.Length - 1)
                           from field in Gen.Choose(0, ByHand.Fields.Length - 1)
                           from turnover in Gen.Choose(1, 2_000_000_000)
                           from share in Gen.Choose(1, 100)
                           select new Counted(ago, type, field, turnover * 100L, turnover * (long)share)).ArrayOf(40)
        from changes in (from at in Gen.Choose(0, 100_000) from more in Gen.Choose(-3, 3) where more != 0 select new Change(at, more)).ArrayOf(3)
        select new Story(month, whole, contracts, changes));

    private static readonly string[] Arithmetic = ["release.negative", "release.rows_differ", "release.year_differs", "release.bases_differ"];

    [Property(Arbitrary = [typeof(ReleaseArithmeticTests)], MaxTest = 500)]
    public void Figures_that_add_up_are_released_as_they_are(Story story)
    {
        var period = new Month(2026, story.Month);
        var figures = ByHand.Count(period, story.Contracts, story.WholeCountry);
        var released = (ReportReleased)Publish(Draft(period, figures)).Events.Single();
        Assert.That((released.Total, released.FiguresPosition), Is.EqualTo((figures.Total, figures.Position)));
        Assert.That(released.Groups, Is.EqualTo(figures.Groups));
    }

    [Property(Arbitrary = [typeof(ReleaseArithmeticTests)], MaxTest = 2_000)]
    public void Any_one_number_that_is_changed_is_found(Story story)
    {
        var period = new Month(2026, story.Month);
        var figures = ByHand.Count(period, story.Contracts, story.WholeCountry);
        var (at, more) = story.Changes.Length > 0 ? (story.Changes[0].At, story.Changes[0].More) : (7, 1);
        Assert.That(Arithmetic, Does.Contain(Publish(Draft(period, ByHand.With(figures, at % ByHand.Numbers(figures), more))).Code()));
    }

    [Property(Arbitrary = [typeof(ReleaseArithmeticTests)], MaxTest = 2_000)]
    public void Of_several_changes_the_decision_says_what_the_plainest_test_says(Story story)
    {
        var period = new Month(2026, story.Month);
        var figures = ByHand.Count(period, story.Contracts, story.WholeCountry);
        // Some of them back to where they were: then all is well.
        foreach (var (at, more) in story.Changes.Concat(story.Changes.Where(change => change.More > 1).Select(change => change with { More = -change.More })).Select(change => (change.At, change.More)))
            figures = ByHand.With(figures, at % ByHand.Numbers(figures), more);
        Assert.That(Publish(Draft(period, figures)).Code(), ByHand.AddsUp(figures, period) ? Is.Null : Is.AnyOf([.. Arithmetic]));
    }

    [Test]
    public void Numbers_that_are_too_large_for_a_sum_are_refused_and_do_not_break_anything()
    {
        var figures = ByHand.Count(July, []);
        figures = ByHand.With(ByHand.With(figures, 15 + 1, long.MaxValue), 30 + 1, long.MaxValue);
        Assert.That(Publish(Draft(July, figures)).Code(), Is.EqualTo("release.rows_differ"));
    }

    [TestCase(0, 1, "release.rows_differ", "contract_type", "month", "contracts")]
    [TestCase(10, 5, "release.rows_differ", "contract_type", "year_to_date", "turnover")]
    [TestCase(15 + 15 + 4, 1, "release.rows_differ", "contract_type", "month_before", "turnover")]
    [TestCase(15 + 5 * 15 + 2, 1, "release.rows_differ", "technical_field", "month", "technology_amount")]
    public void A_row_that_does_not_add_up_is_named_with_its_figure(int at, int more, string code, string by, string part, string figure)
    {
        var refusal = Publish(Draft(July, ByHand.With(ByHand.Count(July, Five), at, more))).Refusal!;
        Assert.That((refusal.Code, Argument(refusal, "by"), Argument(refusal, "part"), Argument(refusal, "figure")), Is.EqualTo((code, by, part, figure)));
    }

    [Test]
    public void A_year_that_is_not_the_sum_of_its_months_is_refused_with_both_numbers()
    {
        var figures = ByHand.Count(July, Five);
        var march = figures.Months.IndexOf(figures.Months.Single(month => month.Period == new Month(2026, 3)));
        var refusal = Publish(Draft(July, figures with { Months = figures.Months.SetItem(march, new ReleasedMonth(new Month(2026, 3), new(2, Money.WanYuan(10), Money.Zero))) })).Refusal!;
        Assert.That((refusal.Code, Argument(refusal, "part"), Argument(refusal, "figure"), Argument(refusal, "months"), Argument(refusal, "total")), Is.EqualTo(("release.year_differs", "year_to_date", "contracts", "7", "5")));
    }

    [Test]
    public void A_base_that_differs_over_the_whole_country_is_named()
    {
        var figures = ByHand.Count(July, Five);
        var refusal = Publish(Draft(July, figures with { Bases = figures.Bases.SetItem(2, new(ReportBase.Absorption, figures.Total with { Month = figures.Total.Month with { Contracts = 4 } })) })).Refusal!;
        Assert.That((refusal.Code, Argument(refusal, "base"), Argument(refusal, "value"), Argument(refusal, "total")), Is.EqualTo(("release.bases_differ", "absorption", "4", "5")));
    }

    [Test]
    public void A_figure_below_zero_is_refused_with_its_row()
    {
        var figures = ByHand.Count(July, []);
        // One more in one row, one less in another: the sum is right.
        figures = ByHand.With(ByHand.With(figures, 15, 1), 30, -1);
        var refusal = Publish(Draft(July, figures)).Refusal!;
        Assert.That((refusal.Code, Argument(refusal, "row"), Argument(refusal, "part"), Argument(refusal, "figure"), Argument(refusal, "value")), Is.EqualTo(("release.negative", "contract_type/transfer", "month", "contracts", "-1")));
    }
}
