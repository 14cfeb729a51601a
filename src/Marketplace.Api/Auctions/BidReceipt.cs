using Marketplace.Api.Checkpoints;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>What became of a bid, and the proof that it stands in the log.</summary>
public sealed record BidReceipt
{
    public required string Auction { get; init; }

    public required string BidId { get; init; }

    public required string Label { get; init; }

    /// <summary>Absent where the bid has none, or where it is its bidder's secret.</summary>
    public Money? Amount { get; init; }

    /// <summary>How the bid was made.</summary>
    public required BidForm Form { get; init; }

    /// <summary>Of a sealed bid: the SHA-256 that stands for the amount.</summary>
    public byte[]? Commitment { get; init; }

    /// <summary>Of a reveal: the sealed bid.</summary>
    public string? Opens { get; init; }

    /// <summary>Whether it counted.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Why it did not count; absent when it did.</summary>
    public string? Code { get; init; }

    /// <summary>When the request reached the market. It decides nothing.</summary>
    public required Instant ArrivedAt { get; init; }

    /// <summary>The moment that counts: when the market took the bid, or refused it.</summary>
    public required Instant DecidedAt { get; init; }

    /// <summary>Which of those that counted it is, from 1; absent when it did not count.</summary>
    public long? Sequence { get; init; }

    /// <summary>The auction's end after this bid; absent when it did not count.</summary>
    public Instant? ClosesAt { get; init; }

    /// <summary>Whether it moved the end.</summary>
    public required bool Extended { get; init; }

    /// <summary>Where it stands in the log.</summary>
    public required long Position { get; init; }

    /// <summary>
    /// That it stands there. Absent from an answer that is given again before the read model has reached the bid; GetReceipt has it
    /// then.
    /// </summary>
    public EventProof? Proof { get; init; }

    internal static BidReceipt Of(LogEvent e) => e.Content switch
    {
        BidPlaced bid => new()
        {
            Auction = e.Stream, BidId = bid.Bid, Label = bid.Label, Amount = bid.Amount, Form = bid.Form ?? BidForm.Open, Accepted = true, ArrivedAt = bid.ArrivedAt, DecidedAt = bid.AcceptedAt,
            Sequence = bid.Sequence, ClosesAt = bid.ClosesAt, Extended = bid.Extended, Position = e.Position,
        },
        BidSealed bid => new()
        {
            Auction = e.Stream, BidId = bid.Bid, Label = bid.Label, Form = BidForm.Sealed, Commitment = bid.Commitment, Accepted = true, ArrivedAt = bid.ArrivedAt, DecidedAt = bid.AcceptedAt,
            Sequence = bid.Sequence, ClosesAt = bid.ClosesAt, Extended = false, Position = e.Position,
        },
        BidRevealed bid => new()
        {
            Auction = e.Stream, BidId = bid.Bid, Label = bid.Label, Amount = bid.Amount, Form = BidForm.Reveal, Opens = bid.Sealed, Accepted = true, ArrivedAt = bid.ArrivedAt,
            DecidedAt = bid.AcceptedAt, ClosesAt = bid.ClosesAt, Extended = false, Position = e.Position,
        },
        BidRefused bid => new()
        {
            Auction = RefusedBids.AuctionOf(e.Stream), BidId = bid.Bid, Label = bid.Label, Amount = bid.Amount, Form = bid.Form ?? BidForm.Open, Commitment = bid.Commitment, Opens = bid.Opens, Accepted = false, Code = bid.Code, ArrivedAt = bid.ArrivedAt,
            DecidedAt = bid.DecidedAt, Extended = false, Position = e.Position,
        },
        var other => throw new InvalidOperationException($"A bid cannot end as {other.GetType().Name}."),
    };
}
