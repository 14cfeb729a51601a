using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Domain.Auctions;

/// <summary>A bid of which only a hash is known until its bidder reveals it.</summary>
/// <param name="Sequence">The order in which they were sealed decides between equal amounts.</param>
/// <param name="Revealed">Whether it has been revealed and counts.</param>
public sealed record SealedBid(string Bid, string Label, byte[] Commitment, Instant AcceptedAt, long Sequence, bool Revealed = false);

/// <summary>
/// Commit and reveal. The commitment is SHA-256 over the UTF-8 bytes of four lines, each ended by one line feed, and 32 random
/// bytes: <c>marketplace-sealed-bid-1</c>, the auction's id, the bidder's label, the amount in fen as decimal digits, the salt. Auction
/// and label are in it so that a commitment cannot be copied and be revealed by another.
/// </summary>
public static class SealedBids
{
    /// <summary>Length of the random end in bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>The commitment of a bid.</summary>
    /// <param name="salt">Exactly <see cref="SaltLength"/> random bytes, used once.</param>
    public static byte[] Commit(string auction, string label, Money amount, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength, nameof(salt));
        var head = string.Create(CultureInfo.InvariantCulture, $"marketplace-sealed-bid-1\n{auction}\n{label}\n{amount.Fen}\n");
        return SHA256.HashData((byte[])[.. Encoding.UTF8.GetBytes(head), .. salt]);
    }

    /// <summary>Seals a bid, one for each bidder. Refusals: <c>bid.already_sealed</c>, <c>bid.commitment_malformed</c>.</summary>
    internal static Decision Seal(this ImmutableDictionary<string, SealedBid> all, in BidRequest bid, string label, Instant now, long sequence, Instant closesAt)
    {
        if (bid.Commitment is not { Length: SHA256.HashSizeInBytes } commitment) return BidRefusals.CommitmentMalformed;
        return all.ContainsKey(label) ? BidRefusals.AlreadySealed : new BidSealed(bid.Bid, label, commitment, bid.ArrivedAt, now, sequence, closesAt);
    }

    /// <summary>
    /// Reveals a bid. Refusals, in this order: <c>bid.not_sealed</c>, <c>bid.already_revealed</c>, <c>bid.reveal_mismatch</c>,
    /// <c>bid.out_of_range</c>, <c>bid.too_low</c>.
    /// </summary>
    internal static Decision Reveal(this ImmutableDictionary<string, SealedBid> all, string auction, in BidRequest bid, string label, Money minimum, Lead? leading, Instant now, Instant closesAt)
    {
        if (!all.TryGetValue(label, out var own) || own.Bid != bid.Opens) return BidRefusals.NotSealed;
        if (own.Revealed) return BidRefusals.AlreadyRevealed;
        if (bid is not { Amount: { } amount, Salt: { Length: SaltLength } salt } || !Commit(auction, label, amount, salt).AsSpan().SequenceEqual(own.Commitment))
            return BidRefusals.RevealMismatch;
        if (amount <= Money.Zero || amount > Money.Largest) return BidRefusals.OutOfRange.With(("largest", Money.Largest));
        if (amount < minimum) return BidRefusals.TooLow.With(("minimum", minimum));
        return new BidRevealed(bid.Bid, own.Bid, label, amount, salt, all.Leads(own, amount, leading), bid.ArrivedAt, now, closesAt);
    }

    internal static ImmutableDictionary<string, SealedBid> With(this ImmutableDictionary<string, SealedBid> all, BidSealed bid) =>
        all.Add(bid.Label, new SealedBid(bid.Bid, bid.Label, bid.Commitment, bid.AcceptedAt, bid.Sequence));

    internal static ImmutableDictionary<string, SealedBid> With(this ImmutableDictionary<string, SealedBid> all, BidRevealed bid) =>
        all.SetItem(bid.Label, all[bid.Label] with { Revealed = true });

    /// <summary>The higher amount leads, and of equal ones what was sealed earlier.</summary>
    internal static bool Leads(this ImmutableDictionary<string, SealedBid> all, SealedBid own, Money amount, Lead? before) =>
        before is not { } leading || amount > leading.Amount || (amount == leading.Amount && all.TryGetValue(leading.Label, out var other) && own.Sequence < other.Sequence);

    /// <summary>What was sealed and never revealed, in the order of sealing.</summary>
    internal static IEnumerable<Event> Unrevealed(this ImmutableDictionary<string, SealedBid> all, Instant at) =>
        all.Values.Where(bid => !bid.Revealed).OrderBy(bid => bid.Sequence).Select(bid => new SealedBidLapsed(bid.Bid, bid.Label, at));

    internal static readonly ImmutableDictionary<string, SealedBid> None = ImmutableDictionary.Create<string, SealedBid>(StringComparer.Ordinal);
}
