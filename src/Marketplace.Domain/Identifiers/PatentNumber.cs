using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Domain.Identifiers;

/// <summary>What a Chinese application asks for, read from the kind digit of its number.</summary>
public enum PatentKind
{
    /// <summary>发明, digit 1; protected for 20 years from filing (专利法 art. 42).</summary>
    Invention,
    /// <summary>实用新型, digit 2; 10 years.</summary>
    UtilityModel,
    /// <summary>外观设计, digit 3; 15 years.</summary>
    Design,
    /// <summary>PCT 发明, digit 8: an international application for an invention that entered the national phase.</summary>
    PctInvention,
    /// <summary>PCT 实用新型, digit 9.</summary>
    PctUtilityModel,
}

/// <summary>Why a text is not a patent number.</summary>
public enum PatentNumberFault
{
    None,
    /// <summary>Neither 12 digits (since October 2003) nor 8 digits (before), then a check digit or X.</summary>
    Malformed,
    /// <summary>The kind digit is none of 1, 2, 3, 8, 9.</summary>
    UnknownKind,
    /// <summary>12 digits begin with a year before 2003, or 8 digits with one that lies before 1985 or after 2003.</summary>
    UnknownYear,
    /// <summary>The check digit does not fit.</summary>
    ChecksumMismatch,
}

/// <summary>
/// 专利(申请)号: year, kind digit, serial number, a dot and a check digit. The number of an application stays the number of
/// the patent granted on it; the prefix ZL only says that it was granted. Weights are 2 to 9 and again 2 to 5, modulo 11,
/// with X for ten. Since 11 is prime and no weight is a multiple of it, any single wrong digit is noticed, and so is any
/// swap of two neighbours because their weights differ.
/// </summary>
/// <param name="Number">The normal form, without prefix: <c>201710601862.3</c>, <c>95115608.X</c>.</param>
/// <param name="Kind">What was applied for.</param>
/// <param name="FilingYear">Year of filing; for a PCT application of entry in China's numbering.</param>
public sealed record PatentNumber(string Number, PatentKind Kind, int FilingYear)
{
    /// <summary>Numbers have twelve digits from October 2003 on, so 2003 has both forms.</summary>
    private const int FirstLongYear = 2003;

    /// <summary>China's patent law took effect in April 1985.</summary>
    private const int FirstYear = 1985;

    /// <summary>Reads a number as people write it: ZL or CN before it, with or without dot and blanks, in capitals or not.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PatentNumber? number, out PatentNumberFault fault)
    {
        number = null;
        var digits = Strip(text);
        if (digits.Length is not (9 or 13) || digits.AsSpan(0, digits.Length - 1).ContainsAnyExceptInRange('0', '9') || digits[^1] is not ((>= '0' and <= '9') or 'X'))
        {
            fault = PatentNumberFault.Malformed;
            return false;
        }

        var body = digits[..^1];
        var year = body.Length == 12 ? int.Parse(body[..4]) : TwoDigitYear(int.Parse(body[..2]));
        var kind = KindOf(body[body.Length == 12 ? 4 : 2]);
        fault = kind is null ? PatentNumberFault.UnknownKind
            : body.Length == 12 && year < FirstLongYear || body.Length == 8 && year is < FirstYear or > FirstLongYear ? PatentNumberFault.UnknownYear
            : CheckDigit(body) != digits[^1] ? PatentNumberFault.ChecksumMismatch
            : PatentNumberFault.None;
        if (fault is not PatentNumberFault.None) return false;
        number = new PatentNumber($"{body}.{digits[^1]}", kind!.Value, year);
        return true;
    }

    /// <summary>The check digit, 0 to 9 or X, for 8 or 12 digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * (i % 8 + 2);
        return sum % 11 is 10 ? 'X' : (char)('0' + sum % 11);
    }

    public override string ToString() => Number;

    private static string Strip(string? text)
    {
        var compact = (text ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (compact.StartsWith("ZL", StringComparison.Ordinal) || compact.StartsWith("CN", StringComparison.Ordinal)) compact = compact[2..];
        // The dot belongs before the check digit and nowhere else.
        return compact.Length > 2 && compact[^2] == '.' ? compact.Remove(compact.Length - 2, 1) : compact;
    }

    private static int TwoDigitYear(int year) => year >= FirstYear % 100 ? 1900 + year : 2000 + year;

    private static PatentKind? KindOf(char digit) => digit switch
    {
        '1' => PatentKind.Invention,
        '2' => PatentKind.UtilityModel,
        '3' => PatentKind.Design,
        '8' => PatentKind.PctInvention,
        '9' => PatentKind.PctUtilityModel,
        _ => null,
    };
}
