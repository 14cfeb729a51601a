using System.Collections.Immutable;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Whether an auction may be announced under the rules of its day.</summary>
static class Announcement
{
    /// <summary>A fifth of the price. The law leaves what is agreed to the sides; more is a slip of the pen.</summary>
    private const int MostCommission = 2000;

    /// <summary>Everything that keeps the announcement from standing, in the order of the form; empty when it stands.</summary>
    internal static ImmutableArray<Refusal> Faults(AuctionTerms terms, ImmutableArray<PriorityHolder> holders, RuleSet rules, Instant now) =>
        [
            .. Form(terms), .. FormatRules.Faults(terms, rules), .. Prices(terms, rules), .. Agreed(terms), .. Times(terms, rules, now),
            .. Shown(terms.Procedure, terms.Exhibition, terms.OpensAt, rules, now), .. PriorityHolders.Faults(terms.Priority, holders, terms.OpensAt, rules, now),
        ];

    private static IEnumerable<Refusal> Form(AuctionTerms terms)
    {
        if (terms.AuctionHouse == terms.Seller) yield return At(AuctionRefusals.HouseIsSeller, "/auctionHouse");
        if (terms.Procedure is not AuctionProcedure.Auction) yield break;
        if (terms.AuctionHouse is null) yield return At(AuctionRefusals.HouseRequired, "/auctionHouse");
        if (terms.Auctioneer is null) yield return At(AuctionRefusals.HouseRequired, "/auctioneer");
    }

    private static IEnumerable<Refusal> Prices(AuctionTerms terms, RuleSet rules)
    {
        if (!Ladder.IsWellFormed(terms.Ladder) && (FormatRules.NeedsLadder(terms.Format) || !terms.Ladder.IsDefaultOrEmpty))
            yield return AuctionRefusals.LadderMalformed.With(("most", Ladder.MostBands)).At("/ladder");

        if (terms.StartPrice <= Money.Zero || terms.StartPrice > Money.Largest)
        {
            yield return AuctionRefusals.StartPriceOutOfRange.With(("largest", Money.Largest)).At("/startPrice");
            yield break; // the deposit is a part of it
        }

        // Inside the percentages to the fen: the least is rounded up, the most down.
        var min = new Money((terms.StartPrice.Fen * rules.Auction.DepositMinPercent + 99) / 100);
        var max = new Money(terms.StartPrice.Fen * rules.Auction.DepositMaxPercent / 100);
        if (terms.Deposit < min || terms.Deposit > max)
            yield return AuctionRefusals.DepositOutOfRange.With(("ruleSet", rules.Version), ("min", min), ("max", max)).At("/deposit");
    }

    private static IEnumerable<Refusal> Agreed(AuctionTerms terms)
    {
        if (terms.Sale?.SellerCommission is < 0 or > MostCommission) yield return AuctionRefusals.CommissionOutOfRange.With(("most", MostCommission)).At("/sale/sellerCommission");
        if (terms.Sale?.BuyerCommission is < 0 or > MostCommission) yield return AuctionRefusals.CommissionOutOfRange.With(("most", MostCommission)).At("/sale/buyerCommission");
    }

    private static IEnumerable<Refusal> Times(AuctionTerms terms, RuleSet rules, Instant now)
    {
        foreach (var fault in Notice(terms.Procedure, terms.OpensAt, rules, now)) yield return fault;

        if (terms.RegistrationClosesAt <= now || terms.RegistrationClosesAt > terms.ClosesAt)
            yield return At(AuctionRefusals.TimesOutOfOrder, "/registrationClosesAt");
        if (terms.LatestEndAt < terms.ClosesAt + FormatRules.Behind(terms, rules)) yield return At(AuctionRefusals.TimesOutOfOrder, "/latestEndAt");
        if (terms.ClosesAt <= terms.OpensAt)
        {
            yield return At(AuctionRefusals.TimesOutOfOrder, "/closesAt");
            yield break;
        }

        int hours = terms.Procedure is AuctionProcedure.Auction || !FormatRules.Ascends(terms.Format) ? 0 : rules.Auction.MinimumOpenHours;
        if (terms.ClosesAt - terms.OpensAt < TimeSpan.FromHours(hours))
            yield return AuctionRefusals.OpenTooShort
                .With(("ruleSet", rules.Version), ("hours", hours), ("earliest", terms.OpensAt + TimeSpan.FromHours(hours))).At("/closesAt");
    }

    /// <summary>Whether the public learns of it early enough (拍卖法 45).</summary>
    internal static IEnumerable<Refusal> Notice(AuctionProcedure procedure, Instant opensAt, RuleSet rules, Instant now)
    {
        var days = procedure is AuctionProcedure.Auction ? rules.Auction.NoticeDays : rules.Auction.BiddingNoticeDays;
        // The day of the announcement does not count (民法典 201); with no days at all, the past is still too soon.
        var opensFrom = Instant.Max(now, Instant.StartOf(now.ShanghaiDay.AddDays(days)));
        if (opensAt < opensFrom)
            yield return AuctionRefusals.NoticeTooShort
                .With(("ruleSet", rules.Version), ("days", days), ("earliest", opensFrom)).At("/opensAt");
    }

    /// <summary>Whether what is sold can be inspected long enough before (拍卖法 48).</summary>
    internal static IEnumerable<Refusal> Shown(AuctionProcedure procedure, Exhibition? exhibition, Instant opensAt, RuleSet rules, Instant now)
    {
        var required = procedure is AuctionProcedure.Auction;
        if (exhibition is not { } shown)
        {
            if (required) yield return AuctionRefusals.ExhibitionMissing.With(("ruleSet", rules.Version), ("days", rules.Auction.ExhibitionDays)).At("/exhibition");
            yield break;
        }

        // As with the notice, the day of the announcement does not count; and what is shown while bids are taken was not shown before.
        if (shown.From <= now.ShanghaiDay) yield return At(AuctionRefusals.ExhibitionOutOfTime, "/exhibition/from");
        if (shown.To >= opensAt.ShanghaiDay) yield return At(AuctionRefusals.ExhibitionOutOfTime, "/exhibition/to");
        var days = required ? Math.Max(1, rules.Auction.ExhibitionDays) : 1;
        if (shown.Days < days) yield return AuctionRefusals.ExhibitionTooShort.With(("ruleSet", rules.Version), ("days", days)).At("/exhibition/to");
    }

    private static Refusal At(RefusalType type, string pointer) => ((Refusal)type).At(pointer);
}
