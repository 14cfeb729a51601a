using Marketplace.Domain.Publicities;
using Marketplace.ReadModel.Listings;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Publicities;

/// <summary>The notice of one listing's price.</summary>
public sealed record PublicityRow
{
    public required string Listing { get; init; }
    public required string Seller { get; init; }
    public string? SellerName { get; init; }
    public required string Market { get; init; }
    public required string Title { get; init; }
    public required string TransferMode { get; init; }

    /// <summary>Fen.</summary>
    public required long Price { get; init; }
    public string? Buyer { get; init; }
    public string? BuyerName { get; init; }
    public required string Relation { get; init; }
    public required string State { get; init; }
    public required long PostedAt { get; init; }

    /// <summary>24:00 of the last day; absent while an objection is open, and when one was upheld.</summary>
    public long? EndsAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>Notices, the newest listing first; that of a withdrawn listing is seen by those who see the listing.</summary>
public sealed record PublicityList : ListQuery<PublicityRow>
{
    public IReadOnlyList<string> Markets { get; init; } = [];
    public IReadOnlyList<string> Sellers { get; init; } = [];
    public IReadOnlyList<PublicityPhase> States { get; init; } = [];
    public IReadOnlyList<BuyerRelation> Relations { get; init; } = [];

    private protected override string[] Views => [PublicitiesView.ViewName, ListingsView.ViewName];

    private protected override string Select => """
        select p.position, p.listing, p.seller, s.name_zh as SellerName, l.market, p.title, p.transfer_mode as TransferMode, p.price, p.buyer,
               b.name_zh as BuyerName, p.relation, p.state, p.posted_at as PostedAt, p.ends_at as EndsAt, p.updated_at as UpdatedAt
        from publicities p
        join listings l on l.id = p.listing
        left join organizations s on s.id = p.seller
        left join organizations b on b.id = p.buyer
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("p.position", "p.position", true);

    private protected override PageKey KeyOf(PublicityRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (Viewer.Organization is not { } own) where.Add("l.state <> 'withdrawn'");
        else if (!Viewer.IsSupervisor)
        {
            var organization = where.Parameter(own);
            where.Add($"(l.state <> 'withdrawn' or l.seller = {organization} or l.market = {organization})");
        }
        where.In("l.market", Markets).In("p.seller", Sellers).In("p.state", States).In("p.relation", Relations);
    }
}
