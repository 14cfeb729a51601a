using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.AuctionSessions;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.AuctionSessions;

/// <summary>One session in the calendar.</summary>
public sealed record SessionRow
{
    public required string Id { get; init; }
    public required string Operator { get; init; }
    public string? OperatorName { get; init; }
    public required string Title { get; init; }
    public required string Series { get; init; }
    public required string Procedure { get; init; }
    public string? Field { get; init; }
    public string? Host { get; init; }
    public string? HostName { get; init; }
    public required string Region { get; init; }
    public required long OpensAt { get; init; }
    public required long ClosesAt { get; init; }
    public required string Place { get; init; }

    /// <summary>How many are announced so far.</summary>
    public required long Lots { get; init; }
    public required long Position { get; init; }
}

/// <summary>Sessions in the order of their openings: all of them are public.</summary>
public sealed record SessionList : ListQuery<SessionRow>
{
    /// <summary>Sessions on any day of these months.</summary>
    public IReadOnlyList<Month> Months { get; init; } = [];
    public IReadOnlyList<SessionSeries> Series { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];
    public IReadOnlyList<string> Hosts { get; init; } = [];
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>What lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    private protected override string[] Views => [SessionsView.ViewName];

    private protected override string Select => """
        select s.position, s.id, s.operator, o.name_zh as OperatorName, s.title, s.series, s.procedure, s.field, s.host, h.name_zh as HostName,
               s.region, s.opens_at as OpensAt, s.closes_at as ClosesAt, s.place, s.lots
        from sessions s
        left join organizations o on o.id = s.operator
        left join organizations h on h.id = s.host
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("s.opens_at", "s.position", false);

    private protected override PageKey KeyOf(SessionRow row) => new(row.OpensAt, row.Position);

    private protected override void Filter(Conditions where)
    {
        where.In("s.series", Series).In("s.field", Fields).In("s.host", Hosts).In("s.operator", Operators).InRegion("s.region", Regions);
        if (Months.Count > 0) where.Add($"({string.Join(" or ", Months.Select(month => $"(s.opens_at < {where.Parameter(First(month.Plus(1)))} and s.closes_at > {where.Parameter(First(month))})"))})");
    }

    private static long First(Month month) => Instant.StartOf(new DateOnly(month.Year, month.Number, 1)).UnixMilliseconds;
}
