namespace Marketplace.Domain.Publicities;

/// <summary>
/// Counts the whole calendar days (Asia/Shanghai) for which a notice stood unchanged and undisputed. A day counts when nothing
/// happened to the notice on it and no objection was open: the day of posting, of a change, of an objection and of a decision do
/// not count (民法典 art. 201: the first day is not counted; what is broken by an objection is no whole day).
/// </summary>
/// <param name="Days">Days that must be counted.</param>
/// <param name="Counted">Days that have been counted up to the last stop.</param>
/// <param name="Since">The day after which counting goes on; absent while it is stopped.</param>
public readonly record struct PublicityCount(int Days, int Counted, DateOnly? Since)
{
    public static PublicityCount Start(int days, DateOnly posted) => new(days, 0, posted);

    /// <summary>24:00 of the last day; absent while the count is stopped.</summary>
    public Instant? EndsAt => Since is { } since ? Instant.EndOf(since.AddDays(Days - Counted)) : null;

    /// <summary>An objection on the day: what was whole before it is kept.</summary>
    public PublicityCount Stop(DateOnly day) => Since is { } since
        ? this with { Counted = Counted + Math.Max(0, day.DayNumber - since.DayNumber - 1), Since = null }
        : this;

    /// <summary>The last open objection was rejected on the day.</summary>
    public PublicityCount Resume(DateOnly day) => this with { Since = day };

    /// <summary>The content changed on the day; a stopped count stays stopped, at nothing.</summary>
    public PublicityCount Restart(DateOnly day) => this with { Counted = 0, Since = Since is null ? null : day };
}
