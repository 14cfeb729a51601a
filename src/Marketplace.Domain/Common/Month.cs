using System.Globalization;

namespace Marketplace.Domain;

/// <summary>A calendar month in Shanghai, written <c>yyyy-MM</c>.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Number">1 to 12.</param>
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    /// <summary>As a number: 202608.</summary>
    public long Key => Year * 100L + Number;

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public static Month OfKey(long key) => new((int)(key / 100), (int)(key % 100));

    public static bool TryParse(string? text, out Month month)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = read ? Of(first) : default;
        return read;
    }

    public Month Plus(int months)
    {
        var (year, number) = Math.DivRem(Year * 12 + Number - 1 + months, 12);
        return new Month(year, number + 1);
    }

    /// <summary>How many months lie from the other to this one; 0 when they are the same.</summary>
    public int Since(Month other) => (Year - other.Year) * 12 + Number - other.Number;

    /// <summary>Every month from the first to the last, both included.</summary>
    public static IEnumerable<Month> Range(Month first, Month last)
    {
        for (var month = first; month <= last; month = month.Plus(1)) yield return month;
    }

    public DateOnly FirstDay => new(Year, Number, 1);

    public int CompareTo(Month other) => Key.CompareTo(other.Key);

    public override string ToString() => $"{Year:0000}-{Number:00}";

    public static bool operator <(Month a, Month b) => a.Key < b.Key;
    public static bool operator >(Month a, Month b) => a.Key > b.Key;
    public static bool operator <=(Month a, Month b) => a.Key <= b.Key;
    public static bool operator >=(Month a, Month b) => a.Key >= b.Key;
}
