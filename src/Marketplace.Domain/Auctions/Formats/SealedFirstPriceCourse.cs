using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>Seal, then reveal; then those with a priority may match what was revealed. It grows with the bidders, of whom each seals one bid.</summary>
public sealed record SealedFirstPriceCourse : Course
{
    private readonly string auction;
    private readonly TimeSpan reveal;

    internal SealedFirstPriceCourse(string auction, AuctionTerms terms, SealedFirstPrice format) : base(terms)
    {
        this.auction = auction;
        reveal = TimeSpan.FromSeconds(format.RevealSeconds);
        ClosesAt = terms.ClosesAt + reveal;
    }

    private ImmutableDictionary<string, SealedBid> All { get; init; } = SealedBids.None;

    /// <summary>The least amount that counts; absent once all are revealed.</summary>
    public override Money? MinimumNext => Stage is { Kind: AuctionStage.Priority } ? null : Terms.StartPrice;

    internal override Course Opened() => this with { Stage = new Stage(AuctionStage.Sealed, 1, Terms.OpensAt, Terms.ClosesAt) };

    private protected override Stage? Following(Stage stage) => stage.Kind switch
    {
        AuctionStage.Sealed => new Stage(AuctionStage.Reveal, 1, stage.EndsAt, stage.EndsAt + reveal),
        AuctionStage.Reveal => ForPriorities(stage.EndsAt, Leading!.Value.Amount),
        _ => null,
    };

    internal override Decision Bid(in BidRequest bid, string label, Instant now) => (bid.Form, Stage!.Kind) switch
    {
        (BidForm.Sealed, AuctionStage.Sealed) => All.Seal(bid, label, now, Bids + 1, ClosesAt),
        (BidForm.Reveal, AuctionStage.Reveal) => All.Reveal(auction, bid, label, Terms.StartPrice, Leading, now, Stage.EndsAt + Match),
        (BidForm.Priority, _) => ClaimAtEnd(bid, label, now),
        (BidForm.Reveal, AuctionStage.Sealed) => BidRefusals.RevealTooEarly.With(("from", Stage.EndsAt)),
        _ => NotTaken(bid),
    };

    internal override Course Apply(Event e) => e switch
    {
        BidSealed bid => this with { All = All.With(bid), Bids = bid.Sequence },
        BidRevealed bid => ((SealedFirstPriceCourse)Revealed(All, bid)) with { All = All.With(bid) },
        BidPlaced bid => LedBy(bid),
        SealedBidLapsed => this,
        _ => base.Apply(e),
    };

    internal override IEnumerable<Event> Lapsed() => All.Unrevealed(ClosesAt);
}
