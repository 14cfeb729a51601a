using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Marketplace.Domain.Auctions;

/// <summary>Codes in <c>api-specs/codelists/auction_procedure.csv</c>.</summary>
public enum AuctionProcedure
{
    /// <summary>The market's own on-line procedure (网络竞价).</summary>
    CompetitiveBidding,
    /// <summary>拍卖: held by a licensed auction house and hosted by an auctioneer (拍卖法 10-16).</summary>
    Auction,
}

/// <summary>
/// What the announcement lays down, frozen when it is made. All of it is
/// public but the reserve, which stays sealed.
/// </summary>
/// <param name="Listing">The <c>lst_</c> listing that is put up.</param>
/// <param name="Achievement">The <c>ach_</c> achievement behind it.</param>
/// <param name="Seller">The <c>org_</c> organisation that sells; it may not bid (拍卖法 30).</param>
/// <param name="Operator">The <c>org_</c> market operator that runs the auction; it may not bid (拍卖法 22).</param>
/// <param name="AuctionHouse">The <c>org_</c> licensed house; required for <see cref="AuctionProcedure.Auction"/>. It may not bid either.</param>
/// <param name="Auctioneer">The <c>usr_</c> auctioneer; required for <see cref="AuctionProcedure.Auction"/>.</param>
/// <param name="Session">The <c>ses_</c> session (专场) in which the lot stands.</param>
/// <param name="Reserve">保留价, sealed until it decides the outcome (拍卖法 28); absent when there is none. Its plaintext is <see cref="Auctions.Reserve"/>'s.</param>
/// <param name="Ladder">Increments by half-open bands of the leading amount: each band reaches from its own bound, included, to the next, excluded.</param>
/// <param name="WholeSteps">Whether what a bid has above the leading one is a whole multiple of the step, not only at least one.</param>
/// <param name="Deposit">What each bidder pays before it may bid.</param>
/// <param name="RegistrationClosesAt">The first moment at which nobody can register any more.</param>
/// <param name="OpensAt">The first moment at which a bid counts.</param>
/// <param name="ClosesAt">The first moment at which a bid does not count, unless a late bid has moved it.</param>
/// <param name="LatestEndAt">Where bids cannot move the end any further; absent for no bound.</param>
/// <param name="Exhibition">When and where the lot can be inspected; required for <see cref="AuctionProcedure.Auction"/> (拍卖法 46, 48).</param>
/// <param name="Format">How the bidding runs. Absent before the announcement for a soft close by the rule set's window; always there in it.</param>
/// <param name="TwoBiddersNeeded">Whether the lot is not sold to one who bid alone, where the rule set would have it.</param>
/// <param name="Sale">What holds after the hammer; absent for the law's own rules.</param>
/// <param name="Attempt">How many times the lot has been put up, with this one.</param>
/// <param name="Previous">The <c>auc_</c> before, when the lot is put up again.</param>
/// <param name="Priority">Who holds a priority and was told so; absent where nobody does.</param>
public sealed record AuctionTerms(
    string Listing,
    string Achievement,
    string Seller,
    string Operator,
    string Title,
    AuctionProcedure Procedure,
    string? AuctionHouse,
    string? Auctioneer,
    string? Session,
    Money StartPrice,
    Sealed? Reserve,
    ImmutableArray<LadderBand> Ladder,
    bool WholeSteps,
    Money Deposit,
    Instant RegistrationClosesAt,
    Instant OpensAt,
    Instant ClosesAt,
    Instant? LatestEndAt,
    Exhibition? Exhibition = null,
    FormatTerms? Format = null,
    bool TwoBiddersNeeded = false,
    SaleTerms? Sale = null,
    int Attempt = 1,
    string? Previous = null,
    PriorityTerms? Priority = null);

/// <summary>展示: the days on which, and the place where, the lot can be inspected before the auction.</summary>
/// <param name="From">The first day, Shanghai; after the day of the announcement.</param>
/// <param name="To">The last day, included; before the day of the opening.</param>
/// <param name="Place">Where: a hall's address, or the web address of an on-line exhibition.</param>
public sealed record Exhibition(DateOnly From, DateOnly To, string Place)
{
    /// <summary>Calendar days, both ends included; zero or less when it ends before it begins.</summary>
    [JsonIgnore]
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>One band of an increment ladder. A struct could be made without its members, so they are asked for by name.</summary>
/// <param name="From">The least leading amount to which the band applies; it ends where the next begins.</param>
/// <param name="Step">加价幅度: the least by which a bid exceeds the leading one.</param>
public readonly record struct LadderBand([property: JsonRequired] Money From, [property: JsonRequired] Money Step);

/// <summary>Increment ladders. Half-open bands leave no amount without a step and none with two, which printed ladders often do.</summary>
public static class Ladder
{
    /// <summary>More bands than any exchange uses; it bounds the time of one bid.</summary>
    public const int MostBands = 32;

    /// <summary>Whether the first band starts at zero, the bands rise strictly, and each step is above zero.</summary>
    public static bool IsWellFormed(ImmutableArray<LadderBand> bands)
    {
        if (bands.IsDefaultOrEmpty || bands.Length > MostBands || bands[0].From != Money.Zero) return false;
        for (var i = 0; i < bands.Length; i++)
        {
            if (bands[i].Step <= Money.Zero || bands[i].Step > Money.Largest || bands[i].From > Money.Largest) return false;
            if (i > 0 && bands[i].From <= bands[i - 1].From) return false;
        }
        return true;
    }

    /// <summary>The step above a leading amount of zero or more.</summary>
    public static Money StepAt(ImmutableArray<LadderBand> bands, Money leading)
    {
        var i = bands.Length - 1;
        while (bands[i].From > leading) i--;
        return bands[i].Step;
    }
}
