using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// A bid that does not count, kept because the record is to show every bid (法释〔2016〕18号 20). Stream
/// <c>auc_…-refusals</c>: it changes neither the auction's state nor its version.
/// </summary>
/// <param name="Amount">Absent where the bid has none, or where it is its bidder's secret.</param>
/// <param name="Code">The refusal's code, e.g. <c>bid.too_low</c>.</param>
/// <param name="Arguments">What the refusal's text names, e.g. the least amount that would have counted.</param>
/// <param name="ArrivedAt">When the request reached the market.</param>
/// <param name="DecidedAt">When it was refused.</param>
/// <param name="Form">Absent for an open bid.</param>
/// <param name="Commitment">Of a bid that was to be sealed.</param>
/// <param name="Opens">The sealed <c>bid_</c> that was to be revealed.</param>
/// <param name="Salt">With which it was to be revealed; absent where the amount is.</param>
[EventName("bid_refused")]
public sealed record BidRefused(
    string Bid,
    string Label,
    Money? Amount,
    string Code,
    ImmutableArray<RefusalArgument> Arguments,
    Instant ArrivedAt,
    Instant DecidedAt,
    BidForm? Form = null,
    byte[]? Commitment = null,
    string? Opens = null,
    byte[]? Salt = null) : Event;

/// <summary>The refused bids of one auction: nothing is decided from them, so their state is their number.</summary>
public sealed record RefusedBids(long Count) : IState<RefusedBids>
{
    public static RefusedBids Initial { get; } = new(0);

    /// <summary>The stream that belongs to the auction.</summary>
    public static string StreamOf(string auction) => $"{auction}{Suffix}";

    /// <summary>The auction that the stream belongs to.</summary>
    public static string AuctionOf(string stream) => stream[..^Suffix.Length];

    private const string Suffix = "-refusals";

    public RefusedBids Apply(Event e) => e switch
    {
        BidRefused => new(Count + 1),
        _ => throw new InvalidOperationException($"Refused bids do not know the event {e.GetType().Name}."),
    };
}
