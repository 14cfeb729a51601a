using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>Seal, then reveal. It grows with the bidders, of whom each seals one bid.</summary>
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

    /// <summary>The least amount that counts.</summary>
    public override Money? MinimumNext => Terms.StartPrice;

    internal override Course Opened() => this with { Stage = new Stage(AuctionStage.Sealed, 1, Terms.OpensAt, Terms.ClosesAt) };

    private protected override Stage? Following(Stage stage) =>
        stage.Kind is AuctionStage.Sealed ? new Stage(AuctionStage.Reveal, 1, stage.EndsAt, stage.EndsAt + reveal) : null;

    internal override Decision Bid(in BidRequest bid, string label, Instant now) => (bid.Form, Stage!.Kind) switch
    {
        (BidForm.Sealed, AuctionStage.Sealed) => All.Seal(bid, label, now, Bids + 1, ClosesAt),
        (BidForm.Reveal, AuctionStage.Reveal) => All.Reveal(auction, bid, label, Terms.StartPrice, Leading, now, ClosesAt),
        (BidForm.Reveal, _) => BidRefusals.RevealTooEarly.With(("from", Stage.EndsAt)),
        _ => NotTaken(bid),
    };

    internal override Course Apply(Event e) => e switch
    {
        BidSealed bid => this with { All = All.With(bid), Bids = bid.Sequence },
        BidRevealed bid => this with
        {
            All = All.With(bid), Leading = All.Leader(Leading, bid), Contested = Contested || Leading is not null,
        },
        SealedBidLapsed => this,
        _ => base.Apply(e),
    };

    internal override IEnumerable<Event> Lapsed() => All.Unrevealed(ClosesAt);
}
