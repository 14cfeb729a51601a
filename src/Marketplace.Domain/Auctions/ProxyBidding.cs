using System.Collections.Immutable;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// What the market bids for those who left a maximum: the least that counts and that none of the other maxima can top. It bids in whole
/// steps above the leading amount, like anybody else and also where the announcement lets bidders bid between them, so that a price
/// tells of a maximum no more than between which steps it lies. Of equal maxima the one that was left earlier wins. Who is beaten by
/// another maximum does not show as a bid.
/// </summary>
public static class ProxyBidding
{
    /// <summary>
    /// The automatic bids that follow at the moment; none when nobody who does not lead can go higher. A maximum keeps its force like a
    /// bid, whatever becomes of its bidder later (拍卖法 36).
    /// </summary>
    /// <param name="auction">The auction after the bid or the maximum that called for this.</param>
    /// <param name="cause">The <c>bid_</c> id of it, from which those of the automatic bids follow.</param>
    public static ImmutableArray<Event> Answers(Auction auction, ImmutableArray<Maximum> maxima, string cause, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        while (Next(auction, maxima) is var (label, amount))
        {
            var id = Ids.Derive(Ids.Bid, now, $"{cause}:{events.Count}");
            var decision = auction.Bid(new BidRequest(id, "", amount, now, BidForm.Proxy), label, now);
            if (decision.Refusal is { } refusal) throw new InvalidOperationException($"An automatic bid does not count: {refusal.Code}.");
            events.AddRange(decision.Events);
            foreach (var e in decision.Events) auction = auction.Apply(e);
        }
        return events.ToImmutable();
    }

    private static (string Label, Money Amount)? Next(Auction auction, ImmutableArray<Maximum> maxima)
    {
        var minimum = auction.MinimumNext!.Value;
        var able = maxima.Where(each => each.Amount >= minimum).OrderByDescending(each => each.Amount).ThenBy(each => each.Number).ToList();
        if (able.TrueForAll(each => each.Label == auction.Leading?.Label)) return null;
        return (able[0].Label, able.Count == 1 ? minimum : Above(auction, minimum, able[1].Amount, able[0].Amount));
    }

    /// <summary>The least whole number of steps after which the rival cannot make another; never above the own maximum.</summary>
    private static Money Above(Auction auction, Money minimum, Money rival, Money most)
    {
        if (auction.Leading is not { } leading) return minimum;
        var (ladder, step) = (auction.Terms.Ladder, (minimum - leading.Amount).Fen);
        for (var band = 0; band < ladder.Length; band++)
        {
            var least = Math.Max(Math.Max(minimum.Fen, ladder[band].From.Fen), rival.Fen - ladder[band].Step.Fen + 1);
            var amount = leading.Amount + new Money((least - leading.Amount.Fen + step - 1) / step * step);
            if (band + 1 == ladder.Length || amount < ladder[band + 1].From) return amount <= most ? amount : Down(leading.Amount, step, most);
        }
        throw new InvalidOperationException("The last band has no end.");
    }

    private static Money Down(Money leading, long step, Money most) => leading + new Money((most - leading).Fen / step * step);
}
