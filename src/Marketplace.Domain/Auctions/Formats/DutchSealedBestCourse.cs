using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// Each stage exists only when it has something to decide: without an acceptance the schedule ends it; without a sealed bid the one who
/// accepted wins at the accepted price; without a revealed one there is nothing to go above. Whoever leads then, those with a priority may
/// match it.
/// </summary>
public sealed record DutchSealedBestCourse : Course
{
    private readonly string auction;
    private readonly DutchSealedBest format;

    internal DutchSealedBestCourse(string auction, AuctionTerms terms, DutchSealedBest format) : base(terms) => (this.auction, this.format) = (auction, format);

    private ImmutableDictionary<string, SealedBid> All { get; init; } = SealedBids.None;

    /// <summary>Who accepted the falling price, and at which; absent before.</summary>
    public Lead? Accepted { get; private init; }

    /// <summary>One step above what leads; while bids are sealed, above the accepted price.</summary>
    public override Money? MinimumNext => Stage?.Kind switch
    {
        AuctionStage.Sealed or AuctionStage.Reveal => OneStepAbove(Accepted!.Value.Amount),
        AuctionStage.Best => OneStepAbove(Leading!.Value.Amount),
        _ => null,
    };

    internal override Course Opened() => this with { Stage = Descending.First(Terms, format.StepSeconds) };

    private protected override Stage? Following(Stage stage) => stage.Kind switch
    {
        AuctionStage.Descending => Descending.Next(stage, format.Reduction, format.Reductions, format.StepSeconds),
        AuctionStage.Sealed when !All.IsEmpty => new Stage(AuctionStage.Reveal, 1, stage.EndsAt, stage.EndsAt + TimeSpan.FromSeconds(format.RevealSeconds)),
        AuctionStage.Reveal when Leading != Accepted => new Stage(AuctionStage.Best, 1, stage.EndsAt, stage.EndsAt + TimeSpan.FromSeconds(format.BestSeconds), Label: Accepted!.Value.Label),
        AuctionStage.Priority => null,
        _ => ForPriorities(stage.EndsAt, Leading!.Value.Amount),
    };

    internal override Decision Bid(in BidRequest bid, string label, Instant now) => (bid.Form, Stage!.Kind) switch
    {
        (BidForm.Acceptance, AuctionStage.Descending) => Descending.Differs(Stage, bid)
            ?? (Decision)new BidPlaced(bid.Bid, label, Stage.Price!.Value, bid.ArrivedAt, now, 1, now + TimeSpan.FromSeconds(format.SealedSeconds) + Match, Extended: false,
                BidForm.Acceptance),
        (BidForm.Priority, _) => ClaimAtEnd(bid, label, now),
        (BidForm.Acceptance, _) => BidRefusals.PriceTaken,
        (BidForm.Sealed, AuctionStage.Sealed) when label == Accepted!.Value.Label => BidRefusals.AcceptedAlready,
        (BidForm.Sealed, AuctionStage.Sealed) => All.Seal(bid, label, now, Bids + 1, Stage.EndsAt + TimeSpan.FromSeconds(format.RevealSeconds) + Match),
        (BidForm.Reveal, AuctionStage.Sealed) => BidRefusals.RevealTooEarly.With(("from", Stage.EndsAt)),
        (BidForm.Reveal, AuctionStage.Reveal) => All.Reveal(auction, bid, label, MinimumNext!.Value, Leading, now, Stage.EndsAt + TimeSpan.FromSeconds(format.BestSeconds) + Match),
        (BidForm.Open, AuctionStage.Best) => Best(bid, label, now),
        _ => NotTaken(bid),
    };

    private Decision Best(in BidRequest bid, string label, Instant now)
    {
        if (label != Accepted!.Value.Label) return BidRefusals.NotYourTurn.With(("label", Accepted.Value.Label));
        return OffLadder(bid.Amount!.Value, MinimumNext!.Value, Leading!.Value.Amount, Terms.WholeSteps)
            ?? (Decision)new BidPlaced(bid.Bid, label, bid.Amount.Value, bid.ArrivedAt, now, Bids + 1, ClosesAt, Extended: false);
    }

    internal override Course Apply(Event e) => e switch
    {
        BidPlaced bid when Accepted is null =>
            ((DutchSealedBestCourse)LedBy(bid, new Stage(AuctionStage.Sealed, 1, bid.AcceptedAt, bid.AcceptedAt + TimeSpan.FromSeconds(format.SealedSeconds)))) with
            {
                Accepted = new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt),
            },
        BidPlaced bid => LedBy(bid),
        BidSealed bid => this with { All = All.With(bid), Bids = bid.Sequence, ClosesAt = bid.ClosesAt },
        BidRevealed bid => ((DutchSealedBestCourse)Revealed(All, bid)) with { All = All.With(bid) },
        SealedBidLapsed => this,
        _ => base.Apply(e),
    };

    internal override IEnumerable<Event> Lapsed() => All.Unrevealed(ClosesAt);
}
