using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Bidders;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Bids;

/// <summary>One bid; the bidder is a label.</summary>
public sealed record BidRow
{
    public required string Bid { get; init; }
    public required string Label { get; init; }

    public required string Form { get; init; }

    /// <summary>Fen; absent of a bid that is sealed.</summary>
    public long? Amount { get; init; }

    /// <summary>Whether it counted.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Why it did not count; absent when it did.</summary>
    public string? Code { get; init; }

    /// <summary>1 for the first that counted; absent when it did not.</summary>
    public long? Sequence { get; init; }

    /// <summary>When the request reached the market; it decides nothing.</summary>
    public required long ArrivedAt { get; init; }

    /// <summary>When it was accepted or refused.</summary>
    public required long DecidedAt { get; init; }

    /// <summary>The auction's end after this bid; absent when it did not count.</summary>
    public long? ClosesAt { get; init; }

    /// <summary>Whether it moved the end.</summary>
    public required bool Extended { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// The bids of one auction, the last first. Those that counted are public; those that did not are seen by the market that
/// runs the auction, by the supervisor, and each bidder sees its own. Once the bidding is over all of them are public.
/// </summary>
public sealed record BidList : ListQuery<BidRow>
{
    public required string Auction { get; init; }

    /// <summary>Only those that counted, or only those that did not; absent for all that the viewer may see.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Labels of bidders.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>In the order in which they were decided, for one who follows the auction by position.</summary>
    public bool OldestFirst { get; init; }

    private protected override string[] Views => [BidsView.ViewName, AuctionsView.ViewName, BiddersView.ViewName];

    internal const string Columns = """
        select position, bid, label, form, amount, accepted, code, sequence, arrived_at as ArrivedAt, decided_at as DecidedAt,
               closes_at as ClosesAt, extended
        from bids
        """;

    private protected override string Select => Columns;

    private protected override (string Column, string Position, bool Descending) Order => ("position", "position", !OldestFirst);

    private protected override PageKey KeyOf(BidRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        where.Add($"auction = (select number from bid_auctions where auction = {where.Parameter(Auction)})");
        where.In("label", Labels);
        if (Accepted is { } accepted) where.Add(accepted ? "accepted = 1" : "accepted = 0");
        if (Viewer.IsSupervisor) return;
        var auction = where.Parameter(Auction);
        var over = $"(select winner is not null or unsold_reason is not null from auctions where id = {auction})";
        if (Viewer.Organization is not { } own)
        {
            where.Add($"(accepted = 1 or {over})");
            return;
        }
        var organization = where.Parameter(own);
        where.Add(
            $"""
            (accepted = 1 or {over}
              or {organization} = (select operator from auctions where id = {auction})
              or label = (select b.label from bidders b where b.auction = {auction} and b.organization = {organization}))
            """);
    }
}

/// <summary>Where a bid stands in the log, to find its receipt; absent when the auction has no such bid.</summary>
public sealed record FindBid : Query<BidRow?>
{
    public required string Auction { get; init; }
    public required string Bid { get; init; }

    internal override BidRow? Run(Reading reading) =>
        reading.OneOrNone<BidRow>($"{BidList.Columns} where bid = @Bid and auction = (select number from bid_auctions where auction = @Auction)", new { Bid, Auction });
}
