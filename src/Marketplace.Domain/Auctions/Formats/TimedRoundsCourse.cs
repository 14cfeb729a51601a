namespace Marketplace.Domain.Auctions;

/// <summary>
/// Up to the announced end, free bids that do not move it; behind it one timed round at least. A bid in a round opens the next, so
/// the end is always a whole round after the last of them, and the bound may cut that short.
/// </summary>
public sealed record TimedRoundsCourse : AscendingCourse
{
    private readonly TimeSpan round;

    internal TimedRoundsCourse(AuctionTerms terms, TimedRounds format) : base(terms)
    {
        round = TimeSpan.FromSeconds(format.RoundSeconds);
        ClosesAt = terms.ClosesAt + round;
    }

    internal override Course Opened() => this with { Stage = new Stage(AuctionStage.Free, 1, Terms.OpensAt, Terms.ClosesAt) };

    private protected override Stage? Following(Stage stage) =>
        stage.Kind is AuctionStage.Free ? new Stage(AuctionStage.Timed, 1, stage.EndsAt, ClosesAt) : null;

    private protected override Instant ClosesAfterBid(Instant now) => Stage!.Kind is AuctionStage.Timed ? ClosesIn(round, now) : ClosesAt;

    internal override Course Apply(Event e)
    {
        var after = (TimedRoundsCourse)base.Apply(e);
        return e is BidPlaced bid && Stage is { Kind: AuctionStage.Timed } stage
            ? after with { Stage = new Stage(AuctionStage.Timed, stage.Number + 1, bid.AcceptedAt, bid.ClosesAt) }
            : after;
    }
}
