namespace Marketplace.Domain;

/// <summary>
/// A moment in whole milliseconds since 1970-01-01T00:00:00Z. No finer time exists anywhere in the marketplace, so a
/// replay from the public record sees exactly what the writer saw.
/// </summary>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    /// <summary>
    /// Asia/Shanghai is UTC+8 without daylight saving for every date the marketplace can hold (the last change was in
    /// 1991), so a fixed offset is exact and needs no time zone database on the host.
    /// </summary>
    public static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    /// <summary>Truncates to whole milliseconds; rounding up could date a bid after a close it preceded.</summary>
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>00:00 Shanghai time at the start of the day.</summary>
    public static Instant StartOf(DateOnly day) => From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), ShanghaiOffset));

    /// <summary>24:00 Shanghai time at the end of the day, which is the start of the next.</summary>
    public static Instant EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The Asia/Shanghai calendar day that holds this moment.</summary>
    public DateOnly ShanghaiDay => DateOnly.FromDateTime(ToDateTimeOffset().ToOffset(ShanghaiOffset).DateTime);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public override string ToString() => string.Create("yyyy-MM-ddTHH:mm:ss.fffZ".Length, this, static (text, at) =>
    {
        // "O" has a quick way of its own, which a pattern has not; behind its milliseconds there are only zeros.
        Span<char> full = stackalloc char["yyyy-MM-ddTHH:mm:ss.fffffffZ".Length];
        _ = at.ToDateTimeOffset().UtcDateTime.TryFormat(full, out _, "O", System.Globalization.CultureInfo.InvariantCulture);
        full[..(text.Length - 1)].CopyTo(text);
        text[^1] = 'Z';
    });

    public static Instant Max(Instant a, Instant b) => a >= b ? a : b;
    public static Instant Min(Instant a, Instant b) => a <= b ? a : b;
    public static Instant operator +(Instant at, TimeSpan span) => new(checked(at.UnixMilliseconds + (long)span.TotalMilliseconds));
    public static Instant operator -(Instant at, TimeSpan span) => new(checked(at.UnixMilliseconds - (long)span.TotalMilliseconds));
    public static TimeSpan operator -(Instant a, Instant b) => TimeSpan.FromMilliseconds(checked(a.UnixMilliseconds - b.UnixMilliseconds));
    public static bool operator <(Instant a, Instant b) => a.UnixMilliseconds < b.UnixMilliseconds;
    public static bool operator >(Instant a, Instant b) => a.UnixMilliseconds > b.UnixMilliseconds;
    public static bool operator <=(Instant a, Instant b) => a.UnixMilliseconds <= b.UnixMilliseconds;
    public static bool operator >=(Instant a, Instant b) => a.UnixMilliseconds >= b.UnixMilliseconds;
}
