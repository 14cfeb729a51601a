namespace Marketplace.Domain.Auctions;

/// <summary>
/// What ascending formats have in common: each bid exceeds the one that leads by the ladder's step at least, and then leads itself.
/// They differ in what a bid does to the end.
/// </summary>
public abstract record AscendingCourse : Course
{
    private protected AscendingCourse(AuctionTerms terms) : base(terms) { }

    public sealed override Money? MinimumNext => Least;

    /// <summary>The start price, then the leading amount and its step.</summary>
    private Money Least => Leading is { } leading ? OneStepAbove(leading.Amount) : Terms.StartPrice;

    /// <summary>The end after a bid that is accepted now.</summary>
    private protected abstract Instant ClosesAfterBid(Instant now);

    /// <summary>So long after now, never less than there was, never beyond the bound.</summary>
    private protected Instant ClosesIn(TimeSpan time, Instant now) =>
        Instant.Max(ClosesAt, LatestEndAt is { } bound ? Instant.Min(now + time, bound) : now + time);

    /// <summary>A bidder may raise its own leading bid: no law forbids it, and it harms nobody but the bidder.</summary>
    internal sealed override Decision Bid(in BidRequest bid, string label, Instant now)
    {
        if (bid is { Form: BidForm.Priority, Amount: { } matched, Rank: { } rank }) return Claim(bid, matched, rank, label, now);
        if (bid is not { Form: BidForm.Open or BidForm.Proxy, Amount: { } amount }) return NotTaken(bid);
        if (OffLadder(amount, Least, Leading?.Amount, Terms.WholeSteps) is { } refusal) return refusal;
        var closesAt = ClosesAfterBid(now);
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt, bid.Form is BidForm.Proxy ? bid.Form : null);
    }

    /// <summary>Rank of the priority by which the leading bid leads; absent when it is above all others.</summary>
    private int? LeadingRank { get; init; }

    /// <summary>法释〔2016〕18号 21: at the same price the priority goes before, the higher rank before the lower, of the same rank the earlier.</summary>
    private Decision Claim(in BidRequest bid, Money amount, int rank, string label, Instant now)
    {
        if (Leading is not { } leading) return PriorityRefusals.NothingToMatch;
        if (amount != leading.Amount) return PriorityRefusals.PriceDiffers.With(("leading", leading.Amount));
        if (leading.Label == label) return PriorityRefusals.Leads;
        if (LeadingRank is { } before && before <= rank) return PriorityRefusals.Outranked.With(("rank", before));
        var closesAt = ClosesAfterBid(now);
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt, bid.Form, Priority: rank);
    }

    internal override Course Apply(Event e) => e is not BidPlaced bid ? base.Apply(e) : this with
    {
        Leading = new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt),
        Bids = bid.Sequence,
        ClosesAt = bid.ClosesAt,
        LeadingRank = bid.Priority,
        Contested = Contested || (Leading is { } before && before.Label != bid.Label),
    };
}
