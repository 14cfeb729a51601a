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

    /// <summary>The stage, as far as it is recorded; absent before the opening, and of formats without stages.</summary>
    public Stage? Stage { get; protected init; }

    /// <summary>The bid that leads; absent before there is one, and while bids are sealed.</summary>
    public Lead? Leading { get; protected init; }

    /// <summary>How many bids have counted; the last one's sequence.</summary>
    public long Bids { get; protected init; }

    /// <summary>Whether more than one bidder has bid.</summary>
    public bool Contested { get; protected init; }

    /// <summary>The least amount that counts next; absent where the market calls the price.</summary>
    public abstract Money? MinimumNext { get; }

    /// <summary>The course of an auction that has just been announced.</summary>
    internal static Course Of(AuctionAnnounced announced) => (announced.Terms, announced.Terms.Format) switch
    {
        (var terms, { SoftClose: { } format }) => new SoftCloseCourse(terms, format),
        (var terms, { TimedRounds: { } format }) => new TimedRoundsCourse(terms, format),
        (var terms, { Turns: { } format }) => new TurnsCourse(terms, format),
        (var terms, { Dutch: { } format }) => new DutchCourse(terms, format),
        (var terms, { DutchSealedBest: { } format }) => new DutchSealedBestCourse(announced.Auction, terms, format),
        (var terms, { SealedFirstPrice: { } format }) => new SealedFirstPriceCourse(announced.Auction, terms, format),
        _ => throw new InvalidOperationException($"The announcement of {announced.Auction} names no format."),
    };

    /// <summary>The course when the bidding opens.</summary>
    internal virtual Course Opened() => this;

    /// <summary>What falls due by itself next, after the opening and before the end; absent when nothing does.</summary>
    public StageStarted? Upcoming => Stage is { } stage && stage.EndsAt < ClosesAt && Following(stage) is { } next
        ? new StageStarted(next.Kind, next.Number, next.StartedAt, next.EndsAt, next.Price, next.Label)
        : null;

    /// <summary>The stage that begins where this one ends; absent when the bidding ends there.</summary>
    private protected virtual Stage? Following(Stage stage) => null;

    /// <summary>The course after a bid that counted or after what fell due.</summary>
    internal virtual Course Apply(Event e) => e is StageStarted started
        ? this with { Stage = new Stage(started.Stage, started.Number, started.StartedAt, started.EndsAt, started.Price, started.Label) }
        : throw new InvalidOperationException($"This format does not know the event {e.GetType().Name}.");

    /// <summary>
    /// Judges a bid at a moment between the opening and the end at which nothing is overdue: its event, or why it does not count.
    /// </summary>
    internal abstract Decision Bid(in BidRequest bid, string label, Instant now);

    /// <summary>What is to be put on record at the end, before the outcome.</summary>
    internal virtual IEnumerable<Event> Lapsed() => [];

    /// <summary>All that is still to come comes later by so much: the bidding was at rest for as long.</summary>
    internal virtual Course Postponed(TimeSpan by) => this with
    {
        ClosesAt = ClosesAt + by, LatestEndAt = LatestEndAt + by, Stage = Stage is { } stage ? stage with { EndsAt = stage.EndsAt + by } : null,
    };

    /// <summary>A bid of this form is not taken by the format, or not at this stage.</summary>
    private protected static Refusal NotTaken(in BidRequest bid) => BidRefusals.NotTaken.With(("form", bid.Form));

    private protected static Refusal? OutOfRange(Money amount) =>
        amount <= Money.Zero || amount > Money.Largest ? BidRefusals.OutOfRange.With(("largest", Money.Largest)) : null;

    /// <summary>The leading amount and its step.</summary>
    private protected Money OneStepAbove(Money leading) => leading + Ladder.StepAt(Terms.Ladder, leading);

    /// <summary>Why an amount that is called out does not count above the leading one; absent when it does.</summary>
    private protected static Refusal? OffLadder(Money amount, Money minimum, Money? leading, bool wholeSteps)
    {
        if (OutOfRange(amount) is { } outOfRange) return outOfRange;
        if (amount < minimum) return BidRefusals.TooLow.With(("minimum", minimum));
        return wholeSteps && leading is { } below && (amount - below).Fen % (minimum - below).Fen != 0
            ? BidRefusals.OffLadder.With(("leading", below), ("step", minimum - below)) : null;
    }
}
