using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Releases;

/// <summary>One release in a list; amounts in fen.</summary>
public sealed record ReleaseRow
{
    public required string Id { get; init; }

    /// <summary>As 202608.</summary>
    public required long Period { get; init; }
    public required string Base { get; init; }
    public string? Region { get; init; }
    public required long Vintage { get; init; }
    public required string Status { get; init; }
    public string? Previous { get; init; }
    public string? SupersededBy { get; init; }

    /// <summary>Of the month, like the amounts.</summary>
    public required long Contracts { get; init; }
    public required long Turnover { get; init; }
    public required long TechnologyAmount { get; init; }
    public required string ReleasedBy { get; init; }
    public string? ReleasedByName { get; init; }
    public required long ReleasedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>Releases, the newest first: all of them are public.</summary>
public sealed record ReleaseList : ListQuery<ReleaseRow>
{
    public IReadOnlyList<Month> Periods { get; init; } = [];
    public IReadOnlyList<ReportBase> Bases { get; init; } = [];

    /// <summary>To which the releases are limited; what lies below counts. Those of the whole country are limited to none.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<ReleaseStatus> Statuses { get; init; } = [];

    /// <summary>Only those of the whole country, or only those of a place; absent for both.</summary>
    public bool? WholeCountry { get; init; }

    /// <summary>Only those that no other has followed.</summary>
    public bool Latest { get; init; }

    private protected override string[] Views => [ReleasesView.ViewName];

    private protected override string Select => """
        select r.position, r.id, r.period, r.base, r.region, r.vintage, r.status, r.previous, r.superseded_by as SupersededBy, r.contracts, r.turnover,
               r.technology_amount as TechnologyAmount, r.released_by as ReleasedBy, o.name_zh as ReleasedByName, r.released_at as ReleasedAt
        from releases r
        left join organizations o on o.id = r.released_by
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("r.position", "r.position", true);

    private protected override PageKey KeyOf(ReleaseRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        where.In("r.base", Bases).In("r.status", Statuses).InRegion("r.region", Regions);
        if (Periods.Count > 0) where.Add($"r.period in ({string.Join(", ", Periods.Select(month => where.Parameter(month.Key)))})");
        if (WholeCountry is { } whole) where.Add(whole ? "r.region is null" : "r.region is not null");
        if (Latest) where.Add("r.superseded_by is null");
    }
}
