using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Demands;

/// <summary>One demand in a list.</summary>
public sealed record DemandRow
{
    public required string Id { get; init; }
    public required string Owner { get; init; }
    public string? OwnerName { get; init; }
    public required string State { get; init; }

    /// <summary>Absent once it was taken down.</summary>
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public required string Field { get; init; }
    public string? Industry { get; init; }
    public required string Region { get; init; }

    /// <summary>Fen.</summary>
    public long? BudgetMin { get; init; }

    /// <summary>Fen.</summary>
    public long? BudgetMax { get; init; }
    public required bool BudgetNegotiable { get; init; }

    /// <summary>Fen: the most that is offered, 0 where that is to be negotiated.</summary>
    public required long Budget { get; init; }
    public required long Deadline { get; init; }

    /// <summary>Codes, separated by commas.</summary>
    public required string CooperationModes { get; init; }
    public string? ClosureReason { get; init; }
    public string? TakedownReason { get; init; }
    public required long PostedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>Orders of the list.</summary>
public enum DemandOrder
{
    /// <summary>Newest first.</summary>
    Newest,
    /// <summary>The nearest deadline first.</summary>
    Deadline,
    /// <summary>The highest budget first.</summary>
    Budget,
}

/// <summary>Demands. Everybody sees them from their posting on; of what was taken down everybody sees that it was, and why.</summary>
public sealed record DemandList : ListQuery<DemandRow>
{
    public IReadOnlyList<string> Owners { get; init; } = [];
    public IReadOnlyList<DemandPhase> States { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];
    public IReadOnlyList<Industry> Industries { get; init; } = [];

    /// <summary>Codes of regions; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>One of these is among the ways in which the owner would work with a solver.</summary>
    public IReadOnlyList<CooperationMode> CooperationModes { get; init; } = [];

    /// <summary>The stated budget reaches this amount or more; what is to be negotiated states none.</summary>
    public Money? BudgetFrom { get; init; }

    /// <summary>The stated budget begins at this amount or less; what is to be negotiated states none.</summary>
    public Money? BudgetTo { get; init; }

    /// <summary>The deadline is at this moment or later.</summary>
    public Instant? DeadlineFrom { get; init; }

    /// <summary>The deadline is before this moment.</summary>
    public Instant? DeadlineBefore { get; init; }

    /// <summary>Changed at this moment or later.</summary>
    public Instant? UpdatedSince { get; init; }

    public DemandOrder Sort { get; init; }

    private protected override string[] Views => [DemandsView.ViewName];

    private protected override string Select => """
        select d.position, d.id, d.owner, o.name_zh as OwnerName, d.state, d.title_zh as TitleZh, d.title_en as TitleEn, d.field, d.industry,
               d.region, d.budget_min as BudgetMin, d.budget_max as BudgetMax, d.budget_negotiable as BudgetNegotiable, d.budget, d.deadline,
               d.closure_reason as ClosureReason, d.takedown_reason as TakedownReason, d.posted_at as PostedAt, d.updated_at as UpdatedAt,
               (select group_concat(mode, ',') from demand_modes m where m.demand = d.id) as CooperationModes
        from demands d left join organizations o on o.id = d.owner
        """;

    private protected override (string Column, string Position, bool Descending) Order => Sort switch
    {
        DemandOrder.Deadline => ("d.deadline", "d.position", false),
        DemandOrder.Budget => ("d.budget", "d.position", true),
        _ => ("d.position", "d.position", true),
    };

    private protected override PageKey KeyOf(DemandRow row) => Sort switch
    {
        DemandOrder.Deadline => new(row.Deadline, row.Position),
        DemandOrder.Budget => new(row.Budget, row.Position),
        _ => new(row.Position, row.Position),
    };

    private protected override void Filter(Conditions where)
    {
        where.In("d.owner", Owners).In("d.state", States).In("d.field", Fields).In("d.industry", Industries).InRegion("d.region", Regions)
            .Between("d.deadline", DeadlineFrom?.UnixMilliseconds, DeadlineBefore?.UnixMilliseconds)
            .Between("d.updated_at", UpdatedSince?.UnixMilliseconds, null);
        if (BudgetFrom is { } from) where.Add($"d.budget_negotiable = 0 and (d.budget_max is null or d.budget_max >= {where.Parameter(from.Fen)})");
        if (BudgetTo is { } to) where.Add($"d.budget_negotiable = 0 and (d.budget_min is null or d.budget_min <= {where.Parameter(to.Fen)})");
        if (CooperationModes.Count > 0)
        {
            var modes = string.Join(", ", Codes.Of(CooperationModes).Select(where.Parameter));
            where.Add($"exists (select 1 from demand_modes m where m.demand = d.id and m.mode in ({modes}))");
        }
    }
}
