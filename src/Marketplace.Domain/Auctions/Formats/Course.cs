using System.Collections.Immutable;

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
        Match = TimeSpan.FromSeconds(terms.Priority?.MatchSeconds ?? 0);
    }

    /// <summary>What the format runs by.</summary>
    protected AuctionTerms Terms { get; }

    /// <summary>How long the price stands, once the others have bid, for those with a priority; zero where there are none, or where they match it while the others bid.</summary>
    protected TimeSpan Match { get; }

    /// <summary>The first moment at which nothing counts any more, as it stands after the bids so far.</summary>
    public Instant ClosesAt { get; protected init; }

    /// <summary>Where bids cannot move the end any further; absent for no bound.</summary>
    public Instant? LatestEndAt { get; protected init; }

    /// <summary>The stage, as far as it is recorded; absent before the opening, and of formats without stages.</summary>
    public Stage? Stage { get; protected init; }

    /// <summary>The bid that leads; absent before there is one, and while bids are sealed.</summary>
    public Lead? Leading { get; protected init; }

    /// <summary>The bid that would lead if the bidder who leads had made none; absent without one.</summary>
    public Lead? RunnerUp { get; protected init; }

    /// <summary>Rank of the priority by which the leading bid leads; absent when it is above all others.</summary>
    private int? LeadingRank { get; init; }

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

    /// <summary>The course after a bid that leads.</summary>
    /// <param name="next">The stage that begins with it; absent when none does.</param>
    private protected Course LedBy(BidPlaced bid, Stage? next = null) =>
        LedBy(new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt), bid.Priority, bid.Sequence, bid.ClosesAt, next ?? Stage);

    /// <summary>Who led before comes next, unless it is the same bidder.</summary>
    private Course LedBy(Lead lead, int? rank, long bids, Instant closesAt, Stage? stage)
    {
        var before = Leading is { } led && led.Label != lead.Label ? led : (Lead?)null;
        return this with
        {
            Leading = lead, LeadingRank = rank, RunnerUp = before ?? RunnerUp, Contested = Contested || before is not null, Bids = bids, ClosesAt = closesAt, Stage = stage,
        };
    }

    /// <summary>The course after a sealed bid was revealed: it leads, or it comes next, or neither.</summary>
    /// <param name="all">Of which it is one.</param>
    private protected Course Revealed(ImmutableDictionary<string, SealedBid> all, BidRevealed bid)
    {
        var lead = new Lead(bid.Sealed, bid.Label, bid.Amount, all[bid.Label].AcceptedAt);
        return bid.Leads ? LedBy(lead, null, Bids, bid.ClosesAt, Stage)
            : this with { RunnerUp = all.Leads(all[bid.Label], bid.Amount, RunnerUp) ? lead : RunnerUp, Contested = true, ClosesAt = bid.ClosesAt };
    }

    /// <summary>
    /// 法释〔2016〕18号 21: at the same price the priority goes before, the higher rank before the lower, of the same rank the earlier.
    /// Refusals, in this order: <c>priority.nothing_to_match</c>, <c>.price_differs</c>, <c>.leads</c>, <c>.outranked</c>.
    /// </summary>
    /// <param name="closesAt">The end after it.</param>
    private protected Decision Claim(in BidRequest bid, string label, Instant now, Instant closesAt)
    {
        if (bid is not { Amount: { } amount, Rank: { } rank }) return NotTaken(bid);
        if (Leading is not { } leading) return PriorityRefusals.NothingToMatch;
        if (amount != leading.Amount) return PriorityRefusals.PriceDiffers.With(("leading", leading.Amount));
        if (leading.Label == label) return PriorityRefusals.Leads;
        if (LeadingRank is { } before && before <= rank) return PriorityRefusals.Outranked.With(("rank", before));
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt, bid.Form, Priority: rank);
    }

    /// <summary>Where the others have bid before: only in the time that is left to priorities, which it does not prolong.</summary>
    private protected Decision ClaimAtEnd(in BidRequest bid, string label, Instant now) =>
        Stage is { Kind: AuctionStage.Priority } ? Claim(bid, label, now, ClosesAt) : NotTaken(bid);

    /// <summary>The stage in which the leading price can be matched.</summary>
    private protected Stage ForPriorities(Instant from, Money price) => new(AuctionStage.Priority, 1, from, from + Match, price);

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
