using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>
/// The rules that all formats have in common, in the plainest words: lists of what counted, from which everything is worked out anew each
/// time. They share no code with the marketplace and are the judges of it. Times are milliseconds, amounts fen. All times but those
/// that come in from outside are read off the auction's own clock, which stands still while the bidding rests.
/// </summary>
abstract class NaiveFormat
{
    public required long Opens, PlannedEnd, Start;
    public long? Bound, Reserve;
    public bool WholeSteps;
    public (long From, long Step)[] Bands = [(0, 10_000_000)];

    /// <summary>How long the price stands at the end for those with a priority; nothing in formats in which they match it before.</summary>
    public long Match;

    /// <summary>The ranks of the bidders who have a priority.</summary>
    public Dictionary<string, int> Ranks = [];

    public readonly List<Made> Bids = [], Claims = [];

    private long rested;
    private long? restsSince;

    /// <param name="Rank">Of the priority by which it matches a price.</param>
    public sealed record Made(long At, string Label, long Amount, int? Rank = null);

    /// <summary>The end, by the auction's own clock.</summary>
    protected abstract long Ends { get; }

    /// <summary>The end, by the clock on the wall.</summary>
    public long End => Ends + rested;

    public bool Rests => restsSince is not null;

    /// <summary>The code of the refusal, or nothing when the bid counts, at a moment between the opening and the end.</summary>
    protected abstract string? Judge(long at, string label, BidForm form, long amount, bool right);

    /// <param name="right">Of a reveal: whether this is the amount that was sealed.</param>
    public string? Bid(long wall, string label, BidForm form, long amount, bool right)
    {
        if (Closed(wall) is { } closed) return closed;
        return form is BidForm.Priority && !Ranks.ContainsKey(label) ? "priority.none" : Judge(wall - rested, label, form, amount, right);
    }

    private string? Closed(long wall) => Rests ? "auction.paused" : wall - rested >= Ends ? "auction.ended" : wall - rested < Opens ? "auction.not_yet_open" : null;

    /// <summary>The clock stops.</summary>
    public string? Rest(long wall)
    {
        if (Closed(wall) is { } closed) return closed;
        restsSince = wall;
        return null;
    }

    /// <summary>The clock goes on.</summary>
    public string? Resume(long wall)
    {
        if (!Rests) return "auction.not_paused";
        rested += wall - restsSince!.Value;
        restsSince = null;
        return null;
    }

    protected long Step(long leading) => Bands.Last(band => band.From <= leading).Step;

    protected static bool OutOfRange(long amount) => amount <= 0 || amount > 1_000_000_000_000_000;

    /// <summary>An amount that is called out above the highest.</summary>
    protected string? Above(long amount, long? highest)
    {
        if (OutOfRange(amount)) return "bid.out_of_range";
        if (amount < (highest is null ? Start : highest + Step(highest.Value))) return "bid.too_low";
        return WholeSteps && highest is not null && (amount - highest.Value) % Step(highest.Value) != 0 ? "bid.off_ladder" : null;
    }

    /// <summary>A price is matched: the price of the best, of another, by a better right than that one's.</summary>
    protected string? Claim(long at, string label, long amount)
    {
        if (Best is not { } best) return "priority.nothing_to_match";
        if (amount != best.Amount) return "priority.price_differs";
        if (best.Label == label) return "priority.leads";
        if (best.Rank <= Ranks[label]) return "priority.outranked";
        Claims.Add(new(at, label, amount, Ranks[label]));
        return null;
    }

    /// <summary>All that was offered but by priorities; of equal amounts the one that goes before comes first.</summary>
    protected virtual IEnumerable<Made> Offered => Bids;

    /// <summary>The highest; of equal amounts those with a priority by their rank, then the others.</summary>
    private IEnumerable<Made> Ranking => Claims.OrderBy(claim => claim.Rank).Concat(Offered).OrderByDescending(made => made.Amount);

    protected Made? Best => Ranking.FirstOrDefault();

    public (string? Winner, long? Price, string? WhyNot) Result => Best is not { } best ? (null, null, "no_bids")
        : best.Amount < Reserve ? (null, null, "reserve_not_met") : (best.Label, best.Amount, null);

    /// <summary>Who buys, and at what, if the winner does not: the best of what the others offered, if it is not below the reserve.</summary>
    public (string Label, long Price)? Next =>
        Result.Winner is { } winner && Ranking.FirstOrDefault(made => made.Label != winner) is { } next && !(next.Amount < Reserve) ? (next.Label, next.Amount) : null;
}
