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
        if (bid.Form is BidForm.Priority) return Claim(bid, label, now, ClosesAfterBid(now));
        if (bid is not { Form: BidForm.Open or BidForm.Proxy, Amount: { } amount }) return NotTaken(bid);
        if (OffLadder(amount, Least, Leading?.Amount, Terms.WholeSteps) is { } refusal) return refusal;
        var closesAt = ClosesAfterBid(now);
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt, bid.Form is BidForm.Proxy ? bid.Form : null);
    }

    internal override Course Apply(Event e) => e is BidPlaced bid ? LedBy(bid) : base.Apply(e);
}
