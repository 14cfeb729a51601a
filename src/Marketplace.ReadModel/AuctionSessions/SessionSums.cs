using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.AuctionSessions;

/// <summary>Sums over the lots of a session; amounts in fen.</summary>
/// <param name="Unsold">Over, and without a sale that stands.</param>
/// <param name="Start">Of all lots but those withdrawn.</param>
/// <param name="SoldStart">Start prices of the lots sold.</param>
/// <param name="Hammer">Prices of the lots sold.</param>
/// <param name="Position">As of this position in the log.</param>
public sealed record SessionTotals(long Lots, long Sold, long Unsold, long Withdrawn, long Pending, long Start, long SoldStart, long Hammer, long Position);

/// <summary>What the lots of a session, or those of some of its sellers, add up to.</summary>
public sealed record SessionSums : Query<SessionTotals>
{
    public required string Session { get; init; }

    /// <summary>None for all.</summary>
    public IReadOnlyList<string> Sellers { get; init; } = [];

    internal override SessionTotals Run(Reading reading)
    {
        var where = new Conditions().Is("session", Session).In("seller", Sellers);
        return reading.One<SessionTotals>($"""
            select count(*) as Lots,
                   count(*) filter (where state in ('sold', 'confirmed')) as Sold,
                   count(*) filter (where state in ('unsold', 'defaulted', 'annulled')) as Unsold,
                   count(*) filter (where state = 'withdrawn') as Withdrawn,
                   count(*) filter (where state in ('announced', 'open', 'paused')) as Pending,
                   coalesce(sum(start_price) filter (where state <> 'withdrawn'), 0) as Start,
                   coalesce(sum(start_price) filter (where state in ('sold', 'confirmed')), 0) as SoldStart,
                   coalesce(sum(price) filter (where state in ('sold', 'confirmed')), 0) as Hammer,
                   {reading.Position} as Position
            from auctions {where}
            """, where.Parameters);
    }
}
