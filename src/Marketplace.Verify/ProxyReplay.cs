using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;

namespace Marketplace.Verify;

/// <summary>
/// Works the automatic bids out anew from the maxima that were opened after the end. The winner's stays secret; it is above all that
/// is known of the others, so it can stand for any amount.
/// </summary>
internal sealed class ProxyReplay
{
    private readonly Dictionary<string, byte[]> openings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> amounts = new(StringComparer.Ordinal);
    private readonly Queue<Event> expected = new();
    private readonly string? secret;
    private ProxyBids all = ProxyBids.Initial;

    public ProxyReplay(string auctionId, IEnumerable<Proved> events)
    {
        var left = new List<ProxyBidSet>();
        string? winner = null;
        foreach (var e in events)
        {
            // What cannot be read is found when its turn comes.
            switch (TryDecode(e))
            {
                case ProxyBidSet set when e.Stream == ProxyBids.StreamOf(auctionId):
                    left.Add(set);
                    break;
                case ProxyBidOpened opened when e.Stream == ProxyBids.StreamOf(auctionId):
                    openings[opened.Bid] = opened.Opening;
                    break;
                case AuctionClosed closed when e.Stream == auctionId:
                    winner = closed.Winner;
                    break;
            }
        }
        secret = left.FindLast(set => set.Label == winner)?.Bid;
        if (left.Exists(set => set.Bid != secret && !openings.ContainsKey(set.Bid))) Secret = "the maxima have not been opened yet, so automatic bids are taken as they are";
    }

    /// <summary>How many have been left so far.</summary>
    public int Left => all.All.Count;

    /// <summary>Why the automatic bids are not worked out; null when they are.</summary>
    public string? Secret { get; }

    private static Event? TryDecode(Proved e)
    {
        try
        {
            return EventCatalogue.Decode(e.Type, e.TypeVersion, e.Data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the event is the one that the maxima call for next; null when it is, or when they call for none.</summary>
    public string? Expected(Event content)
    {
        if (Secret is not null) return null;
        if (!expected.TryDequeue(out var next)) return content is BidPlaced { Form: BidForm.Proxy } ? "no maximum calls for this automatic bid" : null;
        return EventCatalogue.Encode(next).Data.AsSpan().SequenceEqual(EventCatalogue.Encode(content).Data) ? null : "by the maxima something else follows";
    }

    /// <summary>Why an event of the maxima's own stream does not follow; null when it does.</summary>
    public string? Judge(Event content, Auction auction, long at)
    {
        var fault = content switch
        {
            ProxyBidSet set => Judge(set, auction, at),
            ProxyBidOpened opened => all.All.Find(set => set.Bid == opened.Bid) is { } set && set.Label == opened.Label && auction.Result is not null && Reserve.Matches(set.Maximum, opened.Opening)
                ? null : "the maximum that was opened is not the one that was sealed",
            _ => "only maxima belong into this stream",
        };
        if (fault is null) all = all.Apply(content);
        return fault;
    }

    private string? Judge(ProxyBidSet set, Auction auction, long at)
    {
        if (at != set.AcceptedAt.UnixMilliseconds || set.Number != all.All.Count + 1) return "the maximum was left at another time or in another order than it says";
        if (auction.ClosedToBids(set.AcceptedAt) is not null || !auction.Terms.Format!.TakesProxies) return "no maximum could be left then";
        amounts[set.Bid] = set.Bid == secret || !openings.TryGetValue(set.Bid, out var opening) ? Money.Largest : Reserve.Decode(opening);
        var before = all.All.FindLast(other => other.Label == set.Label);
        return amounts[set.Bid] < auction.MinimumNext || (before is not null && amounts[set.Bid] <= amounts[before.Bid]) ? "by the rules the maximum is refused" : null;
    }

    /// <summary>After an event: the automatic bids that must come next.</summary>
    public void Answer(Event content, Auction auction)
    {
        var cause = content switch
        {
            ProxyBidSet set => (set.Bid, set.AcceptedAt),
            BidPlaced { Form: not BidForm.Proxy } bid => (bid.Bid, bid.AcceptedAt),
            _ => default((string Bid, Instant At)?),
        };
        if (Secret is not null || cause is not { } called || all.All.IsEmpty) return;
        foreach (var e in ProxyBidding.Answers(auction, all.InForce(amounts), called.Bid, called.At)) expected.Enqueue(e);
    }
}
