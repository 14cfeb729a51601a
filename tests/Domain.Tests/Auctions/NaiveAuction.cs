namespace Marketplace.Domain.Tests.Auctions;

/// <summary>
/// The rules of an ascending auction in the plainest words: a list of the bids that counted, from which everything is
/// worked out anew each time. It shares no code with the marketplace and is the judge of it.
/// </summary>
sealed class NaiveAuction
{
    public required long Opens, PlannedEnd, Window, Start, Deposit;
    public long? Bound, Reserve;
    public required (long From, long Step)[] Bands;
    public bool WholeSteps, OneIsEnough;

    public readonly List<(long At, string Label, long Amount)> Counted = [];

    /// <summary>Five minutes (or what the window is) after each bid that fell into the last five, in turn.</summary>
    public long End
    {
        get
        {
            var end = PlannedEnd;
            foreach (var bid in Counted)
            {
                var moved = bid.At + Window;
                if (Bound is not null && moved > Bound) moved = Bound.Value;
                if (moved > end) end = moved;
            }
            return end;
        }
    }

    public long Highest => Counted.Count == 0 ? 0 : Counted.Max(bid => bid.Amount);

    public long Step => Bands.Last(band => band.From <= Highest).Step;

    public long Least => Counted.Count == 0 ? Start : Highest + Step;

    /// <summary>The code of the refusal, or nothing when the bid counts.</summary>
    public string? Bid(long at, Person who, long amount)
    {
        if (who.Label is null) return "bidder.not_registered";
        if (at >= End) return "auction.ended";
        if (at < Opens) return "auction.not_yet_open";
        if (who.Suspended) return "bidder.suspended";
        if (who.Rejected) return "bidder.rejected";
        if (!who.Qualified) return "bidder.not_qualified";
        if (who.Paid < Deposit) return "deposit.missing";
        if (amount <= 0 || amount > 1_000_000_000_000_000) return "bid.out_of_range";
        if (amount < Least) return "bid.too_low";
        if (WholeSteps && Counted.Count > 0 && (amount - Highest) % Step != 0) return "bid.off_ladder";
        Counted.Add((at, who.Label, amount));
        return null;
    }

    /// <summary>Who gets the lot and at what price, or why nobody does.</summary>
    public (string? Winner, long? Price, string? WhyNot) Result
    {
        get
        {
            if (Counted.Count == 0) return (null, null, "no_bids");
            if (!OneIsEnough && Counted.Select(bid => bid.Label).Distinct().Count() < 2) return (null, null, "single_bidder");
            if (Highest < Reserve) return (null, null, "reserve_not_met");
            return (Counted.Single(bid => bid.Amount == Highest).Label, Highest, null);
        }
    }

    public sealed record Person(string? Label, bool Qualified = true, bool Rejected = false, long Paid = 0, bool Suspended = false);
}
