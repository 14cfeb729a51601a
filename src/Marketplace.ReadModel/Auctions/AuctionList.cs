using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Bidders;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Auctions;

/// <summary>One auction in a list.</summary>
public sealed record AuctionRow
{
    public required string Id { get; init; }
    public required string Listing { get; init; }
    public required string Achievement { get; init; }
    public string? Field { get; init; }
    public string? Region { get; init; }
    public required string Seller { get; init; }
    public string? SellerName { get; init; }
    public required string Operator { get; init; }
    public required string Title { get; init; }
    public required string Procedure { get; init; }
    public required string Format { get; init; }
    public string? Session { get; init; }

    /// <summary>Fen.</summary>
    public required long StartPrice { get; init; }

    /// <summary>Fen.</summary>
    public required long Deposit { get; init; }
    public required long RegistrationClosesAt { get; init; }
    public required long OpensAt { get; init; }

    /// <summary>The end as the bids so far have moved it.</summary>
    public required long ClosesAt { get; init; }
    public required string State { get; init; }

    /// <summary>How many bids have counted.</summary>
    public required long Bids { get; init; }
    public string? LeadingLabel { get; init; }

    /// <summary>Fen; absent before the first bid.</summary>
    public long? LeadingAmount { get; init; }
    public string? UnsoldReason { get; init; }

    /// <summary>A label.</summary>
    public string? Winner { get; init; }

    /// <summary>Fen; absent unless it was sold.</summary>
    public long? Price { get; init; }
    public long? EndedAt { get; init; }

    /// <summary>Since when it rests longer than the rules want.</summary>
    public long? PauseOverdueSince { get; init; }
    public required long AnnouncedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

public enum AuctionOrder
{
    /// <summary>The last announced first.</summary>
    Newest,

    /// <summary>
    /// The first to close first. A bid that moves an end while somebody pages may show its auction twice, and never leaves
    /// one out.
    /// </summary>
    ClosingSoonest,
}

/// <summary>Auctions: all of them are public from their announcement on.</summary>
public sealed record AuctionList : ListQuery<AuctionRow>
{
    public IReadOnlyList<AuctionPhase> States { get; init; } = [];
    public IReadOnlyList<AuctionProcedure> Procedures { get; init; } = [];
    public IReadOnlyList<AuctionFormat> Formats { get; init; } = [];
    public IReadOnlyList<string> Sellers { get; init; } = [];
    public IReadOnlyList<string> Operators { get; init; } = [];
    public IReadOnlyList<string> Listings { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];

    /// <summary>Codes of regions of the achievement; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Ids of sessions (专场).</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>Closes at this moment or later.</summary>
    public Instant? ClosesFrom { get; init; }

    /// <summary>Closes before this moment.</summary>
    public Instant? ClosesBefore { get; init; }

    /// <summary>Only those for which the viewer's own organisation has registered as a bidder.</summary>
    public bool WhereIBid { get; init; }

    /// <summary>Whether it rests longer than the rules want.</summary>
    public bool? Overdue { get; init; }

    public AuctionOrder OrderBy { get; init; }

    private protected override string[] Views => [AuctionsView.ViewName, AchievementsView.ViewName, .. WhereIBid ? [BiddersView.ViewName] : (string[])[]];

    private protected override string Select => """
        select u.position, u.id, u.listing, u.achievement, a.field, a.region, u.seller, s.name_zh as SellerName, u.operator,
               u.title, u.procedure, u.format, u.session, u.start_price as StartPrice, u.deposit,
               u.registration_closes_at as RegistrationClosesAt, u.opens_at as OpensAt, u.closes_at as ClosesAt, u.state, u.bids,
               u.leading_label as LeadingLabel, u.leading_amount as LeadingAmount, u.unsold_reason as UnsoldReason, u.winner,
               u.price, u.ended_at as EndedAt, u.pause_overdue_since as PauseOverdueSince, u.announced_at as AnnouncedAt, u.updated_at as UpdatedAt
        from auctions u
        left join achievements a on a.id = u.achievement
        left join organizations s on s.id = u.seller
        """;

    private protected override (string Column, string Position, bool Descending) Order =>
        OrderBy is AuctionOrder.Newest ? ("u.position", "u.position", true) : ("u.closes_at", "u.position", false);

    private protected override PageKey KeyOf(AuctionRow row) => new(OrderBy is AuctionOrder.Newest ? row.Position : row.ClosesAt, row.Position);

    private protected override void Filter(Conditions where)
    {
        where.In("u.state", States).In("u.procedure", Procedures).In("u.format", Formats).In("u.seller", Sellers).In("u.operator", Operators).In("u.listing", Listings)
            .In("u.session", Sessions).In("a.field", Fields).InRegion("a.region", Regions)
            .Between("u.closes_at", ClosesFrom?.UnixMilliseconds, ClosesBefore?.UnixMilliseconds);
        if (Overdue is { } overdue) where.Add($"u.pause_overdue_since is {(overdue ? "not " : "")}null");
        if (WhereIBid)
            where.Add($"exists (select 1 from bidders b where b.auction = u.id and b.organization = {where.Parameter(Viewer.Organization ?? "")})");
    }
}
