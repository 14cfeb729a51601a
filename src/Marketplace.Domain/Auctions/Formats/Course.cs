namespace Marketplace.Domain.Auctions;

/// <summary>The bid that leads.</summary>
/// <param name="Bid">The <c>bid_</c> id.</param>
/// <param name="Label">The bidder's label.</param>
/// <param name="AcceptedAt">When it was made.</param>
public readonly record struct Lead(string Bid, string Label, Money Amount, Instant AcceptedAt);

/// <summary>
/// How one auction runs by its format, from the opening to the end: which bids count and from which amount on, what they do to
/// the end, what falls due by itself, who leads. One record per format, folded from the auction's events; its size does not depend on
/// the number of bids. What the moment says is worked out from the moment alone, whether or not what fell due has been recorded.
/// </summary>
public abstract record Course
{
    private protected Course(AuctionTerms terms)
    {
        Terms = terms;
        ClosesAt = terms.ClosesAt;
        LatestEndAt = terms.LatestEndAt;
    }

    /// <summary>What the format runs by.</summary>
    protected AuctionTerms Terms { get; }

    /// <summary>The first moment at which nothing counts any more, as it stands after the bids so far.</summary>
    public Instant ClosesAt { get; protected init; }

    /// <summary>Where bids cannot move the end any further; absent for no bound.</summary>
    public Instant? LatestEndAt { get; protected init; }

    /// <summary>The bid that leads; absent before there is one.</summary>
    public Lead? Leading { get; protected init; }

    /// <summary>How many bids have counted; the last one's sequence.</summary>
    public long Bids { get; protected init; }

    /// <summary>Whether more than one bidder has bid.</summary>
    public bool Contested { get; protected init; }

    /// <summary>The least amount that counts next; absent where no amount is called out.</summary>
    public abstract Money? MinimumNext { get; }

    /// <summary>The course of an auction that has just been announced.</summary>
    internal static Course Of(AuctionAnnounced announced) => announced.Terms.Format switch
    {
        { SoftClose: { } softClose } => new SoftCloseCourse(announced.Terms, softClose),
        _ => throw new InvalidOperationException($"The announcement of {announced.Auction} names no format."),
    };

    /// <summary>What falls due by itself next, after the opening and before the end; absent when nothing does.</summary>
    internal virtual (Instant At, Event Event)? Upcoming => null;

    /// <summary>The course after a bid that counted or after what fell due.</summary>
    internal abstract Course Apply(Event e);

    /// <summary>
    /// Judges a bid at a moment between the opening and the end at which nothing is overdue: its event, or why it does not count.
    /// </summary>
    internal abstract Decision Bid(in BidRequest bid, string label, Instant now);

    /// <summary>All that is still to come comes later by so much: the bidding was at rest for as long.</summary>
    internal virtual Course Postponed(TimeSpan by) => this with { ClosesAt = ClosesAt + by, LatestEndAt = LatestEndAt + by };
}
