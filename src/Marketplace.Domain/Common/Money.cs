namespace Marketplace.Domain;

/// <summary>An amount of renminbi as an integer count of fen (1 yuan = 100 fen).</summary>
/// <remarks>Arithmetic is checked: an overflow is a bug and throws, it never wraps into a plausible figure.</remarks>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>The only currency of the marketplace, ISO 4217.</summary>
    public const string Currency = "CNY";

    /// <summary>The largest amount that the interface takes: 10 万亿元 (10^13 yuan), well inside 2^53 fen so that JavaScript clients read it exactly.</summary>
    public static readonly Money Largest = new(1_000_000_000_000_000);

    public static readonly Money Zero;

    public static Money Yuan(long yuan) => new(checked(yuan * 100));

    /// <summary>万元, the unit in which the published record states prices.</summary>
    public static Money WanYuan(long wan) => new(checked(wan * 1_000_000));

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals and no grouping, e.g. <c>12500.00</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Fen < 0 ? "-" : "")}{Math.Abs(Fen / 100)}.{Math.Abs(Fen % 100):00}");

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));
    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;
}
