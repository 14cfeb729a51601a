namespace Marketplace.Domain.Auctions;

/// <summary>
/// The price falls by schedule; the first to accept it wins, and the bidding ends in that millisecond, or once those with a priority have
/// had the time to match it. Whether an acceptance meets the price is asked of the moment at which the market takes it.
/// </summary>
public sealed record DutchCourse : Course
{
    private readonly Dutch format;

    internal DutchCourse(AuctionTerms terms, Dutch format) : base(terms) => this.format = format;

    public override Money? MinimumNext => null;

    internal override Course Opened() => this with { Stage = Descending.First(Terms, format.StepSeconds) };

    private protected override Stage? Following(Stage stage) => Descending.Next(stage, format.Reduction, format.Reductions, format.StepSeconds);

    internal override Decision Bid(in BidRequest bid, string label, Instant now)
    {
        if (bid.Form is BidForm.Priority) return ClaimAtEnd(bid, label, now);
        if (bid.Form is not BidForm.Acceptance) return NotTaken(bid);
        if (Leading is not null) return BidRefusals.PriceTaken;
        var closesAt = now + (Match > TimeSpan.Zero ? Match : TimeSpan.FromMilliseconds(1));
        return Descending.Differs(Stage!, bid) ?? (Decision)new BidPlaced(bid.Bid, label, Stage!.Price!.Value, bid.ArrivedAt, now, 1, closesAt, Extended: closesAt > ClosesAt, BidForm.Acceptance);
    }

    internal override Course Apply(Event e) => e switch
    {
        BidPlaced { Form: BidForm.Acceptance } bid when Match > TimeSpan.Zero => LedBy(bid, ForPriorities(bid.AcceptedAt, bid.Amount)),
        BidPlaced bid => LedBy(bid),
        _ => base.Apply(e),
    };
}

/// <summary>A price that falls by schedule.</summary>
static class Descending
{
    internal static Stage First(AuctionTerms terms, int stepSeconds) =>
        new(AuctionStage.Descending, 1, terms.OpensAt, terms.OpensAt + TimeSpan.FromSeconds(stepSeconds), terms.StartPrice);

    internal static Stage? Next(Stage stage, Money reduction, int reductions, int stepSeconds) => stage.Number > reductions ? null
        : new Stage(AuctionStage.Descending, stage.Number + 1, stage.EndsAt, stage.EndsAt + TimeSpan.FromSeconds(stepSeconds), stage.Price!.Value - reduction);

    /// <summary>Who accepts names the price that it saw, so that nobody gets another one; absent when it is the price of now.</summary>
    internal static Refusal? Differs(Stage stage, in BidRequest bid) =>
        bid.Amount == stage.Price ? null : BidRefusals.PriceDiffers.With(("price", stage.Price!.Value));
}
