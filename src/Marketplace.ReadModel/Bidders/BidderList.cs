using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Bidders;

/// <summary>One bidder of an auction.</summary>
public sealed record BidderRow
{
    public required string Label { get; init; }
    public required string Organization { get; init; }
    public string? OrganizationName { get; init; }
    public required string State { get; init; }

    /// <summary>Of the deposit, what has arrived, fen.</summary>
    public required long Confirmed { get; init; }

    /// <summary>What went back.</summary>
    public required long Released { get; init; }

    /// <summary>What became price.</summary>
    public required long Applied { get; init; }
    public required long RegisteredAt { get; init; }

    /// <summary>When it was qualified or rejected.</summary>
    public long? DecidedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// The bidders of one auction by label: all of them for the market that runs it and the supervisor, and for each bidder
/// itself alone.
/// </summary>
public sealed record BidderList : ListQuery<BidderRow>
{
    public required string Auction { get; init; }

    private protected override string[] Views => [BiddersView.ViewName, AuctionsView.ViewName];

    private protected override string Select => """
        select b.position, b.label, b.organization, o.name_zh as OrganizationName, b.state, b.confirmed, b.released, b.applied,
               b.registered_at as RegisteredAt, b.decided_at as DecidedAt, b.updated_at as UpdatedAt
        from bidders b left join organizations o on o.id = b.organization
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("b.position", "b.position", false);

    private protected override PageKey KeyOf(BidderRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        where.Is("b.auction", Auction);
        if (Viewer.IsSupervisor) return;
        var (organization, auction) = (where.Parameter(Viewer.Organization ?? ""), where.Parameter(Auction));
        where.Add($"(+b.organization = {organization} or {organization} = (select operator from auctions where id = {auction}))");
    }
}
