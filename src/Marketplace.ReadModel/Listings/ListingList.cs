using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Listings;

/// <summary>One listing in a list.</summary>
public sealed record ListingRow
{
    public required string Id { get; init; }
    public required string Achievement { get; init; }
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? Field { get; init; }
    public string? Stage { get; init; }
    public string? Region { get; init; }
    public required string Seller { get; init; }
    public string? SellerName { get; init; }
    public required string Market { get; init; }
    public string? MarketName { get; init; }
    public required string TransferMode { get; init; }
    public required string PriceMethod { get; init; }

    /// <summary>Fen; absent where bidding or negotiation finds the price.</summary>
    public long? AskPrice { get; init; }
    public required string State { get; init; }

    /// <summary>The auction under way, or the last one.</summary>
    public string? Auction { get; init; }
    public string? Deal { get; init; }
    public required long OpenedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>
/// Listings, newest first. A withdrawn one is seen by its seller, its market and the supervisor; the others by everybody.
/// </summary>
public sealed record ListingList : ListQuery<ListingRow>
{
    public IReadOnlyList<string> Markets { get; init; } = [];
    public IReadOnlyList<string> Sellers { get; init; } = [];
    public IReadOnlyList<string> Achievements { get; init; } = [];
    public IReadOnlyList<ListingPhase> States { get; init; } = [];
    public IReadOnlyList<PriceMethod> PriceMethods { get; init; } = [];
    public IReadOnlyList<TransferMode> TransferModes { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];

    /// <summary>Codes of regions of the achievement; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    private protected override string[] Views => [ListingsView.ViewName, AchievementsView.ViewName];

    private protected override string Select => """
        select l.position, l.id, l.achievement, a.title_zh as TitleZh, a.title_en as TitleEn, a.field, a.stage, a.region,
               l.seller, s.name_zh as SellerName, l.market, m.name_zh as MarketName, l.transfer_mode as TransferMode,
               l.price_method as PriceMethod, l.ask_price as AskPrice, l.state, l.auction, l.deal, l.opened_at as OpenedAt,
               l.updated_at as UpdatedAt
        from listings l
        left join achievements a on a.id = l.achievement
        left join organizations s on s.id = l.seller
        left join organizations m on m.id = l.market
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("l.position", "l.position", true);

    private protected override PageKey KeyOf(ListingRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (Viewer.Organization is not { } own) where.Add("l.state <> 'withdrawn'");
        else if (!Viewer.IsSupervisor)
        {
            var organization = where.Parameter(own);
            where.Add($"(l.state <> 'withdrawn' or l.seller = {organization} or l.market = {organization})");
        }
        where.In("l.market", Markets).In("l.seller", Sellers).In("l.achievement", Achievements).In("l.state", States)
            .In("l.price_method", PriceMethods).In("l.transfer_mode", TransferModes).In("a.field", Fields).InRegion("a.region", Regions);
    }
}
