namespace Marketplace.Domain.Auctions;

/// <summary>溢价率: how far the hammer price exceeds the start price.</summary>
public static class Premium
{
    /// <summary>
    /// (hammer − start) ÷ start in percent. Published figures round differently (28 %, 28.35 %), so the rounding is always
    /// stated; of a whole session the start and hammer prices are summed first.
    /// </summary>
    /// <param name="start">Above zero.</param>
    /// <param name="decimals">Digits after the point of the percentage, 0 to 10.</param>
    /// <param name="rounding">Away from zero (四舍五入) is how the public record rounds.</param>
    public static decimal Percent(Money start, Money hammer, int decimals, MidpointRounding rounding = MidpointRounding.AwayFromZero)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(start.Fen, nameof(start));
        return decimal.Round((hammer - start).Fen * 100m / start.Fen, decimals, rounding);
    }
}
