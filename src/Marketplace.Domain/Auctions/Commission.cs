using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Marketplace.Domain.Auctions;

/// <summary>What the announcement says of the time after the hammer.</summary>
/// <param name="NextBidder">Whether the next bidder buys when the buyer defaults before the confirmation; its deposit is kept for as long. Not where one acceptance decides.</param>
/// <param name="SellerCommission">Agreed rate of the seller, in hundredths of a percent of the price, 0 to 2,000; absent where none is agreed.</param>
/// <param name="BuyerCommission">Agreed rate of the buyer, likewise.</param>
public sealed record SaleTerms(bool NextBidder = false, int? SellerCommission = null, int? BuyerCommission = null);

/// <summary>One band of a commission scale: the part of the price above the bound is charged at the rate.</summary>
/// <param name="From">The part of the price from here on, up to the next band.</param>
/// <param name="Rate">In hundredths of a percent: 500 is 5 %.</param>
public readonly record struct CommissionBand([property: JsonRequired] Money From, [property: JsonRequired] int Rate);

/// <summary>The scales under which an auction's commissions are computed, frozen by its announcement.</summary>
public sealed record CommissionScales(ImmutableArray<CommissionBand> Seller, ImmutableArray<CommissionBand> Buyer)
{
    internal static CommissionScales? Of(AuctionTerms terms, ImmutableArray<CommissionBand> lawful)
    {
        // 拍卖法 56 speaks of auctions proper; a market's own procedure charges what is agreed.
        ImmutableArray<CommissionBand> unagreed = terms.Procedure is AuctionProcedure.Auction ? lawful : [];
        ImmutableArray<CommissionBand> Side(int? agreed) => agreed is { } rate ? rate == 0 ? [] : [new CommissionBand(Money.Zero, rate)] : unagreed;
        var scales = new CommissionScales(Side(terms.Sale?.SellerCommission), Side(terms.Sale?.BuyerCommission));
        return scales is { Seller.Length: 0, Buyer.Length: 0 } ? null : scales;
    }
}

/// <summary>佣金 (拍卖法 56).</summary>
public static class Commission
{
    /// <summary>More bands than anybody prints.</summary>
    public const int MostBands = 16;

    /// <summary>Whether the first band starts at zero, bounds rise and rates fall: inversely proportional to the price.</summary>
    /// <param name="most">The greatest rate.</param>
    public static bool IsScale(ImmutableArray<CommissionBand> bands, int most)
    {
        if (bands.IsDefaultOrEmpty || bands.Length > MostBands || bands[0].From != Money.Zero || bands[0].Rate > most) return false;
        for (var i = 0; i < bands.Length; i++)
        {
            if (bands[i].Rate < 0 || bands[i].From > Money.Largest) return false;
            if (i > 0 && (bands[i].From <= bands[i - 1].From || bands[i].Rate >= bands[i - 1].Rate)) return false;
        }
        return true;
    }

    /// <summary>Each part of the price at its band's rate, summed and then rounded down to the fen; zero under an empty scale.</summary>
    public static Money Of(Money price, ImmutableArray<CommissionBand> bands)
    {
        Int128 sum = 0;
        for (var i = 0; i < bands.Length && bands[i].From < price; i++)
        {
            var to = i + 1 < bands.Length && bands[i + 1].From < price ? bands[i + 1].From : price;
            sum += (Int128)(to - bands[i].From).Fen * bands[i].Rate;
        }
        return new Money((long)(sum / 10_000));
    }
}
