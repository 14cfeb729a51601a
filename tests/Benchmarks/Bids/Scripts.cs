using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Marketplace.Benchmarks.Bids;

/// <summary>The same request each time.</summary>
internal sealed class EmptyScript : IScript
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes($"POST {EmptyPost.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");

    public ReadOnlySpan<byte> Next() => Request;
}

/// <summary>What all bidders of a run have in common: the lots in turn, the next amount of each, and keys that nobody has used.</summary>
internal sealed class Lots(IReadOnlyList<string> auctions)
{
    private readonly Lot[] all = [.. auctions.Select(auction => new Lot(Encoding.ASCII.GetBytes(auction)))];
    private long turns, keys;

    public Lot Next() => all[Interlocked.Increment(ref turns) % all.Length];

    public long Key() => Interlocked.Increment(ref keys);
}

/// <summary>One auction that is bid on.</summary>
internal sealed class Lot(byte[] id)
{
    private long steps;

    public ReadOnlySpan<byte> Id => id;

    /// <summary>One step above the highest amount that anyone has sent.</summary>
    public long Higher() => HotAuction.StartPrice.Fen + Interlocked.Increment(ref steps) * HotAuction.Step.Fen;
}

/// <summary>One bidder's bids; only the auction, the amount and the idempotency key differ.</summary>
internal sealed class BidScript : IScript
{
    private readonly Lots bidding;
    private readonly Func<Lot, long> amount;
    private readonly byte[] request;
    private readonly int auctionAt, keyAt, amountAt, amountLength;

    /// <param name="auction">Any, of whose length all ids are.</param>
    /// <param name="run">Tells the keys of this run from those of others on the same folder.</param>
    public BidScript(Lots bidding, string auction, string token, string run, Func<Lot, long> amount)
    {
        (this.bidding, this.amount) = (bidding, amount);
        var fen = HotAuction.StartPrice.Fen.ToString(CultureInfo.InvariantCulture);
        var body = $$$"""{"amount":{"amount":{{{fen}}},"currency":"CNY"}}""";
        var text = $"POST /v1/auctions/{auction}/bids HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {run}-{0:d12}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        request = Encoding.ASCII.GetBytes(text);
        auctionAt = text.IndexOf(auction, StringComparison.Ordinal);
        keyAt = text.IndexOf("\r\nContent-Type", StringComparison.Ordinal) - 12;
        (amountAt, amountLength) = (text.IndexOf(fen, text.Length - body.Length, StringComparison.Ordinal), fen.Length);
    }

    public ReadOnlySpan<byte> Next()
    {
        var lot = bidding.Next();
        lot.Id.CopyTo(request.AsSpan(auctionAt));
        var key = request.AsSpan(keyAt, 12);
        if (!Utf8Formatter.TryFormat(bidding.Key(), key, out _, new('D', 12))
            || !Utf8Formatter.TryFormat(amount(lot), request.AsSpan(amountAt, amountLength), out var written) || written != amountLength)
            throw new InvalidOperationException("The amount has left the room that the request has for it.");
        return request;
    }
}
