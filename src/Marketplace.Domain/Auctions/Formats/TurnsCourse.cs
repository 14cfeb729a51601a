using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// Offers, then rounds in which each bidder moves once, in an order that is made anew before each round. In its turn a bidder may bid
/// again and again, each time above the bid that leads: a bid that was made is not taken back (拍卖法 36). After the last turn those with a
/// priority may match what leads. It grows with the bidders.
/// </summary>
public sealed record TurnsCourse : Course
{
    private readonly Turns format;

    internal TurnsCourse(AuctionTerms terms, Turns format) : base(terms) => this.format = format;

    /// <summary>Each bidder's best offer and its sequence.</summary>
    private ImmutableDictionary<string, (Money Amount, long Sequence)> Offers { get; init; } =
        ImmutableDictionary.Create<string, (Money, long)>(StringComparer.Ordinal);

    /// <summary>Labels in the order of this round.</summary>
    public ImmutableArray<string> Order { get; private init; } = [];

    private int Place { get; init; }

    /// <summary>Of an offer the start price; in the turns the leading amount and its step; absent after them.</summary>
    public override Money? MinimumNext => Stage?.Kind switch
    {
        AuctionStage.Turn or AuctionStage.Pause => OneStepAbove(Leading!.Value.Amount),
        AuctionStage.Priority => null,
        _ => Terms.StartPrice,
    };

    /// <summary>The first moment after the turns, which the bound may cut short.</summary>
    private Instant TurnsEnd => Leading is null ? ClosesAt : ClosesAt - Match;

    internal override Course Opened() => this with { Stage = new Stage(AuctionStage.Offers, 1, Terms.OpensAt, Terms.ClosesAt) };

    private protected override Stage? Following(Stage stage) => stage.Kind switch
    {
        _ when stage.EndsAt >= TurnsEnd => ForPriorities(stage.EndsAt, Leading!.Value.Amount),
        AuctionStage.Offers => Round(1, stage.EndsAt),
        AuctionStage.Pause => Turn(stage.Number, stage.EndsAt, NewOrder[0]),
        _ when Place + 1 < Order.Length => Turn(stage.Number, stage.EndsAt, Order[Place + 1]),
        _ => Round(stage.Number + 1, stage.EndsAt),
    };

    private Stage? Round(int number, Instant at) => number > format.Rounds ? null
        : format.PauseSeconds > 0 ? new Stage(AuctionStage.Pause, number, at, Instant.Min(TurnsEnd, at + TimeSpan.FromSeconds(format.PauseSeconds)))
        : Turn(number, at, NewOrder[0]);

    private Stage Turn(int round, Instant at, string label) => 
        new(AuctionStage.Turn, round, at, Instant.Min(TurnsEnd, at + TimeSpan.FromSeconds(format.TurnSeconds)), Label: label);

    /// <summary>From the lowest offer to the highest; of equal ones, which only the first offers can be, the one that was filed later first.</summary>
    private ImmutableArray<string> NewOrder =>
        [.. Offers.OrderBy(offer => offer.Value.Amount).ThenByDescending(offer => offer.Value.Sequence).Select(offer => offer.Key)];

    internal override Decision Bid(in BidRequest bid, string label, Instant now)
    {
        if (bid.Form is BidForm.Priority) return ClaimAtEnd(bid, label, now);
        if (bid is not { Form: BidForm.Open, Amount: { } amount } || Stage is { Kind: AuctionStage.Priority }) return NotTaken(bid);
        return Stage!.Kind is AuctionStage.Offers ? Offer(bid, amount, label, now) : InTurn(bid, amount, label, now);
    }

    private Decision Offer(in BidRequest bid, Money amount, string label, Instant now)
    {
        if (OutOfRange(amount) is { } refusal) return refusal;
        var minimum = Offers.TryGetValue(label, out var own) ? OneStepAbove(own.Amount) : Terms.StartPrice;
        if (amount < minimum) return BidRefusals.TooLow.With(("minimum", minimum));
        var bidders = Offers.ContainsKey(label) ? Offers.Count : Offers.Count + 1;
        var closesAt = bidders < 2 ? TurnsEnd + Match : Bounded(Stage!.EndsAt + format.Rounds * TimeSpan.FromSeconds(format.PauseSeconds + (long)bidders * format.TurnSeconds));
        return new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt,
            Trails: Leading is { } leading && leading.Amount >= amount ? true : null);
    }

    private Decision InTurn(in BidRequest bid, Money amount, string label, Instant now)
    {
        if (Stage!.Label != label) return Stage.Label is { } turn ? BidRefusals.NotYourTurn.With(("label", turn)) : BidRefusals.BetweenRounds.With(("from", Stage.EndsAt));
        return OffLadder(amount, MinimumNext!.Value, Leading!.Value.Amount, Terms.WholeSteps)
            ?? (Decision)new BidPlaced(bid.Bid, label, amount, bid.ArrivedAt, now, Bids + 1, ClosesAt, Extended: false);
    }

    private Instant Bounded(Instant end) => LatestEndAt is { } bound ? Instant.Min(end + Match, bound) : end + Match;

    internal override Course Apply(Event e) => e switch
    {
        BidPlaced { Trails: true } bid => this with
        {
            Offers = Offers.SetItem(bid.Label, (bid.Amount, bid.Sequence)), Bids = bid.Sequence, ClosesAt = bid.ClosesAt, Contested = true,
            RunnerUp = RunnerUp is { } second && second.Amount >= bid.Amount ? second : new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt),
        },
        BidPlaced bid => ((TurnsCourse)LedBy(bid)) with { Offers = Offers.SetItem(bid.Label, (bid.Amount, bid.Sequence)) },
        StageStarted { Stage: AuctionStage.Turn } turn => ((TurnsCourse)base.Apply(e)) with
        {
            Order = Stage is { Kind: AuctionStage.Turn } before && before.Number == turn.Number ? Order : NewOrder,
            Place = Stage is { Kind: AuctionStage.Turn } same && same.Number == turn.Number ? Place + 1 : 0,
        },
        _ => base.Apply(e),
    };
}
