using Marketplace.Domain.Calendars;

namespace Marketplace.Domain.Tests.Calendars;

public sealed class WorkingDaysTests
{
    [TestCase("2026-02-14", true, TestName = "The_Saturday_before_the_Spring_Festival_of_2026_was_worked")]
    [TestCase("2026-02-16", false, TestName = "The_Monday_of_the_Spring_Festival_of_2026_was_off")]
    [TestCase("2026-02-28", true, TestName = "The_Saturday_after_the_Spring_Festival_of_2026_was_worked")]
    [TestCase("2026-09-20", true, TestName = "The_Sunday_before_the_National_Day_of_2026_is_worked")]
    [TestCase("2026-10-10", true, TestName = "The_Saturday_after_the_National_Day_of_2026_is_worked")]
    [TestCase("2026-10-07", false, TestName = "The_Wednesday_of_the_National_Day_week_of_2026_is_off")]
    [TestCase("2026-10-11", false, TestName = "An_ordinary_Sunday_is_off")]
    [TestCase("2026-10-12", true, TestName = "An_ordinary_Monday_is_worked")]
    [TestCase("2020-01-31", false, TestName = "The_Spring_Festival_of_2020_was_prolonged_to_2_February")]
    [TestCase("2020-02-03", true, TestName = "Work_began_again_on_Monday_3_February_2020")]
    [TestCase("2018-12-29", true, TestName = "The_notice_of_2019_made_Saturday_29_December_2018_a_working_day")]
    [TestCase("2018-12-31", false, TestName = "The_notice_of_2019_gave_Monday_31_December_2018_off")]
    public void A_day_is(string day, bool worked) => Assert.That(WorkingDays.IsWorkingDay(DateOnly.Parse(day)), Is.EqualTo(worked));

    [TestCase("2026-09-30", 1, "2026-10-08")]
    [TestCase("2026-09-30", 3, "2026-10-10")]
    [TestCase("2026-09-30", 4, "2026-10-12")]
    [TestCase("2026-09-18", 1, "2026-09-20")]
    [TestCase("2026-03-02", 15, "2026-03-23")]
    [TestCase("2026-09-14", 15, "2026-10-10")]
    [TestCase("2026-10-08", -1, "2026-09-30")]
    [TestCase("2026-10-03", 0, "2026-10-08")]
    [TestCase("2026-10-08", 0, "2026-10-08")]
    public void The_nth_working_day_after_a_day_is(string day, int n, string expected) =>
        Assert.That(WorkingDays.Add(DateOnly.Parse(day), n), Is.EqualTo(DateOnly.Parse(expected)));

    [Test]
    public void Outside_the_known_years_the_rule_is_Monday_to_Friday_and_is_flagged()
    {
        Assert.That((WorkingDays.FirstKnownYear, WorkingDays.LastKnownYear), Is.EqualTo((2015, 2026)));
        // 1 October 2027 is a Friday; no notice is known, so it passes for a working day, provisionally.
        Assert.That(WorkingDays.IsKnown(new DateOnly(2027, 10, 1)), Is.False);
        Assert.That(WorkingDays.IsWorkingDay(new DateOnly(2027, 10, 1)), Is.True);
        Assert.That(WorkingDays.IsWorkingDay(new DateOnly(2027, 10, 2)), Is.False);
        Assert.That(WorkingDays.IsKnown(new DateOnly(2014, 12, 31)), Is.False);
    }

    [TestCase("2026-12-21", 5, "2026-12-28", true)]
    [TestCase("2026-12-28", 5, "2027-01-04", false)]
    public void A_deadline_says_whether_all_days_on_its_way_are_known(string day, int n, string expected, bool known)
    {
        Assert.That(WorkingDays.Add(DateOnly.Parse(day), n, out var allKnown), Is.EqualTo(DateOnly.Parse(expected)));
        Assert.That(allKnown, Is.EqualTo(known));
    }

    // 国务院's calendars: every year has between 247 and 252 working days.
    [Test]
    public void Every_known_year_has_between_247_and_252_working_days([Range(2015, 2026)] int year) =>
        Assert.That(WorkingDays.Between(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)), Is.InRange(247, 252));

    [Property]
    public bool Adding_n_and_counting_between_agree(int seed, int n)
    {
        var day = new DateOnly(2015, 1, 1).AddDays((int)((uint)seed % 4000));
        var count = (int)((uint)n % 200) + 1;
        var end = WorkingDays.Add(day, count);
        return WorkingDays.IsWorkingDay(end) && WorkingDays.Between(day, end) == count;
    }
}
