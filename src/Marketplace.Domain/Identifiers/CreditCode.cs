using System.Buffers;

namespace Marketplace.Domain.Identifiers;

/// <summary>What can be said of a unified social credit code by looking at it.</summary>
public enum CreditCodeCheck
{
    /// <summary>18 characters of the alphabet and the check character fits.</summary>
    Valid,
    /// <summary>
    /// The form is right and the check character does not fit: a typing mistake, or one of the codes that pilot areas
    /// issued before the algorithm was settled and that are in force to this day. Taken with a warning that an operator
    /// confirms against the licence; never refused for ever.
    /// </summary>
    ChecksumMismatch,
    /// <summary>Not 18 characters, or a character that the standard leaves out (I, O, S, V, Z, lower case, punctuation).</summary>
    Malformed,
}

/// <summary>
/// 统一社会信用代码, GB 32100-2015: 17 characters and a check character. Weights are the powers of 3 modulo 31. Since 31 is
/// prime and the weights of neighbours differ, any single wrong character and any swap of two neighbours is noticed.
/// </summary>
/// <remarks>
/// The first eight places (registering department, category, region of registration) are not required to be digits,
/// although many checkers do so: departments beyond the ninth have letters, e.g. N for rural collectives, Y for others.
/// Nor is the organisation code inside (places 9 to 17, GB 11714) checked by itself: the outer check covers it.
/// </remarks>
public static class CreditCode
{
    public const int Length = 18;

    /// <summary>Digits and capitals without I, O, S, V and Z; a character's value is its place.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>The form in which a code is stored and compared: without surrounding blanks, in capitals.</summary>
    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    /// <summary>Checks a code in its normal form.</summary>
    public static CreditCodeCheck Check(string? code)
    {
        if (code is null || code.Length != Length || code.AsSpan().ContainsAnyExcept(Characters)) return CreditCodeCheck.Malformed;
        return CheckCharacter(code.AsSpan(0, Length - 1)) == code[^1] ? CreditCodeCheck.Valid : CreditCodeCheck.ChecksumMismatch;
    }

    /// <summary>The 18th character for the first 17.</summary>
    /// <exception cref="ArgumentException">Not 17 characters of the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != Length - 1) throw new ArgumentException("A check character is computed from 17 characters.", nameof(first17));
        var sum = 0;
        var weight = 1;
        foreach (var character in first17)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0) throw new ArgumentException($"'{character}' is not in the alphabet of GB 32100-2015.", nameof(first17));
            sum += value * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - sum % 31) % 31];
    }
}
