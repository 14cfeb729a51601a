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
    private Money Least => Leading is { } leading ? leading.Amount + Ladder.StepAt(Terms.Ladder, leading.Amount) : Terms.StartPrice;

    /// <summary>Whether what a bid has above the leading one is a whole multiple of the step.</summary>
    private protected virtual bool WholeSteps => Terms.WholeSteps;

    /// <summary>The end after a bid that is accepted now.</summary>
    private protected abstract Instant ClosesAfterBid(Instant now);

    /// <summary>So long after now, never less than there was, never beyond the bound.</summary>
    private protected Instant ClosesIn(TimeSpan time, Instant now) =>
        Instant.Max(ClosesAt, LatestEndAt is { } bound ? Instant.Min(now + time, bound) : now + time);

    /// <summary>A bidder may raise its own leading bid: no law forbids it, and it harms nobody but the bidder.</summary>
    internal override Decision Bid(in BidRequest bid, string label, Instant now)
    {
        var (amount, minimum) = (bid.Amount, Least);
        if (amount <= Money.Zero || amount > Money.Largest) return BidRefusals.OutOfRange.With(("largest", Money.Largest));
        if (amount < minimum) return BidRefusals.TooLow.With(("minimum", minimum));
        if (WholeSteps && Leading is { } leading && (amount - leading.Amount).Fen % (minimum - leading.Amount).Fen != 0)
            return BidRefusals.OffLadder.With(("leading", leading.Amount), ("step", minimum - leading.Amount));

        var closesAt = ClosesAfterBid(now);
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt);
    }

    internal override Course Apply(Event e) => e switch
    {
        BidPlaced bid => this with
        {
            Leading = new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt),
            Bids = bid.Sequence,
            ClosesAt = bid.ClosesAt,
            Contested = Contested || (Leading is { } before && before.Label != bid.Label),
        },
        _ => throw new InvalidOperationException($"This format does not know the event {e.GetType().Name}."),
    };
}
