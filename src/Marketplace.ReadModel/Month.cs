using System.Globalization;

namespace Marketplace.ReadModel;

/// <summary>A calendar month in Shanghai, written <c>yyyy-MM</c>.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Number">1 to 12.</param>
public readonly record struct Month(int Year, int Number)
{
    /// <summary>As a column: 202608.</summary>
    internal long Key => Year * 100L + Number;

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public static bool TryParse(string? text, out Month month)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = read ? Of(first) : default;
        return read;
    }

    public override string ToString() => $"{Year:0000}-{Number:00}";
}
