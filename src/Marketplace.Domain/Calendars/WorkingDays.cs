using System.Collections.Frozen;

namespace Marketplace.Domain.Calendars;

/// <summary>
/// Working days in mainland China: Monday to Friday, without the days off and with the make-up days (调休) of the State
/// Council's yearly notices, embedded as <c>holidays-cn.csv</c>. Days are days in Asia/Shanghai.
/// </summary>
/// <remarks>
/// <para>Outside the years whose notice is embedded the rule is Monday to Friday and nothing else, and
/// <see cref="IsKnown"/> says so: a deadline computed there is to be shown as provisional.</para>
/// <para>The last days of December belong to two notices: that of 2019 made 29 December 2018 a working day. The end of the
/// last known year may change in the same way until the next notice is out.</para>
/// <para>The table grows with new versions of the program, so a deadline is computed by the decision and stands as a day
/// in its event; a fold over events never computes it again.</para>
/// </remarks>
public static class WorkingDays
{
    internal const string Resource = "calendars/holidays-cn";

    private static readonly Lazy<Notices> Table = new(Notices.Load);

    /// <summary>The first year with an embedded notice.</summary>
    public static int FirstKnownYear => Table.Value.FirstYear;

    /// <summary>The last year with an embedded notice.</summary>
    public static int LastKnownYear => Table.Value.LastYear;

    /// <summary>Whether the day's year has an embedded notice; where it has none, the answer is Monday to Friday.</summary>
    public static bool IsKnown(DateOnly day) => day.Year >= FirstKnownYear && day.Year <= LastKnownYear;

    public static bool IsWorkingDay(DateOnly day) =>
        Table.Value.Worked.TryGetValue(day, out var worked) ? worked : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>
    /// The n-th working day after the day, which itself does not count (民法典 art. 201: the first day of a period is not
    /// reckoned in); with n = 0 the day itself if it is a working day, else the next one (art. 203). Negative n counts back.
    /// </summary>
    public static DateOnly Add(DateOnly day, int n)
    {
        var at = day;
        if (n == 0)
            while (!IsWorkingDay(at)) at = at.AddDays(1);
        for (var left = Math.Abs(n); left > 0;)
        {
            at = at.AddDays(Math.Sign(n));
            if (IsWorkingDay(at)) left--;
        }

        return at;
    }

    /// <summary>As <see cref="Add(DateOnly, int)"/>, and whether every day that was counted over is known.</summary>
    public static DateOnly Add(DateOnly day, int n, out bool known)
    {
        var end = Add(day, n);
        known = IsKnown(day) && IsKnown(end);
        return end;
    }

    /// <summary>How many working days lie after the first day up to and including the last.</summary>
    public static int Between(DateOnly after, DateOnly upTo)
    {
        var count = 0;
        for (var day = after.AddDays(1); day <= upTo; day = day.AddDays(1))
            if (IsWorkingDay(day)) count++;
        return count;
    }

    private sealed record Notices(FrozenDictionary<DateOnly, bool> Worked, int FirstYear, int LastYear)
    {
        public static Notices Load()
        {
            var rows = Csv.ReadResource(Resource);
            int[] years = [.. rows.Select(row => int.Parse(row["notice_year"]))];
            return new(rows.ToFrozenDictionary(row => DateOnly.ParseExact(row["date"], "yyyy-MM-dd"), row => row["kind"] switch
            {
                "work" => true,
                "off" => false,
                var other => throw new FormatException($"A day is work or off, not {other}."),
            }), years.Min(), years.Max());
        }
    }
}
