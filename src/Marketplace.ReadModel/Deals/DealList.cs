using System.Text.Json.Serialization;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.ReadModel.Mandates;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Deals;

/// <summary>One deal in a list.</summary>
public sealed record DealRow
{
    public required string Id { get; init; }
    public string? Listing { get; init; }
    public string? Demand { get; init; }
    public string? Achievement { get; init; }
    public required string Seller { get; init; }
    public string? SellerName { get; init; }
    public required string Buyer { get; init; }
    public string? BuyerName { get; init; }
    public string? Market { get; init; }
    public required string State { get; init; }

    /// <summary>Fen; absent before there are terms.</summary>
    public long? Price { get; init; }
    public required long OpenedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// Deals, newest first, as <see cref="Deal.VisibleTo"/> has it: the sides, the market's operator, who has a say in the terms, and
/// who holds a mandate of a side.
/// </summary>
public sealed record DealList : ListQuery<DealRow>
{
    /// <summary>Market time, by which mandates run out. Not a filter: a page later it has moved on.</summary>
    [JsonIgnore]
    public Instant Now { get; init; }
    public IReadOnlyList<string> Listings { get; init; } = [];
    public IReadOnlyList<string> Demands { get; init; } = [];
    public IReadOnlyList<string> Sellers { get; init; } = [];
    public IReadOnlyList<string> Buyers { get; init; } = [];
    public IReadOnlyList<DealPhase> States { get; init; } = [];

    private protected override string[] Views => [DealsView.ViewName, MandatesView.ViewName];

    private protected override string Select => """
        select d.position, d.id, d.listing, d.demand, d.achievement, d.seller, s.name_zh as SellerName, d.buyer, b.name_zh as BuyerName, d.market,
               d.state, d.price, d.opened_at as OpenedAt, d.updated_at as UpdatedAt
        from deals d
        left join organizations s on s.id = d.seller
        left join organizations b on b.id = d.buyer
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("d.position", "d.position", true);

    private protected override PageKey KeyOf(DealRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        var (own, now) = (where.Parameter(Viewer.Organization ?? ""), where.Parameter(Now.UnixMilliseconds));
        where.Add($"""
            d.position in (
                select position from deal_viewers where organization = {own}
                union all
                select v.position from mandates m
                join deal_viewers v on v.organization = m.principal
                join deals p on p.position = v.position and m.principal in (p.seller, p.buyer)
                where m.agent = {own} and m.revoked_at is null and m.valid_until > {now} and m.for_deals = 1)
            """);
        where.In("d.listing", Listings).In("d.demand", Demands).In("d.seller", Sellers).In("d.buyer", Buyers).In("d.state", States);
    }
}
