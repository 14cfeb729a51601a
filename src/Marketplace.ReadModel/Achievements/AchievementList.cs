using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Achievements;

/// <summary>One achievement in a list; a draft may lack anything.</summary>
public sealed record AchievementRow
{
    public required string Id { get; init; }
    public required string Owner { get; init; }
    public string? OwnerName { get; init; }
    public required string State { get; init; }
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? Field { get; init; }
    public string? Stage { get; init; }
    public string? Region { get; init; }
    public string? Level { get; init; }

    /// <summary>Codes, separated by commas; absent when none is stated.</summary>
    public string? TransferModes { get; init; }

    /// <summary>Fen.</summary>
    public long? PriceIntention { get; init; }
    public required long DraftedAt { get; init; }
    public long? SubmittedAt { get; init; }
    public long? ApprovedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long Position { get; init; }
}

/// <summary>Achievements, newest first, as <see cref="Achievement.VisibleTo"/> has it.</summary>
public sealed record AchievementList : ListQuery<AchievementRow>
{
    public IReadOnlyList<string> Owners { get; init; } = [];
    public IReadOnlyList<AchievementPhase> States { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];

    /// <summary>Codes of regions; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<AchievementStage> Stages { get; init; } = [];

    /// <summary>One of these is among the ways in which the owner would transfer it.</summary>
    public IReadOnlyList<TransferMode> TransferModes { get; init; } = [];

    /// <summary>Changed at this moment or later.</summary>
    public Instant? UpdatedSince { get; init; }

    private protected override string[] Views => [AchievementsView.ViewName];

    private protected override string Select => """
        select a.position, a.id, a.owner, o.name_zh as OwnerName, a.state, a.title_zh as TitleZh, a.title_en as TitleEn, a.field,
               a.stage, a.region, a.level, a.price_intention as PriceIntention, a.drafted_at as DraftedAt,
               a.submitted_at as SubmittedAt, a.approved_at as ApprovedAt, a.updated_at as UpdatedAt,
               (select group_concat(mode, ',') from achievement_modes m where m.achievement = a.id) as TransferModes
        from achievements a left join organizations o on o.id = a.owner
        """;

    private protected override (string Column, string Position, bool Descending) Order => ("a.position", "a.position", true);

    private protected override PageKey KeyOf(AchievementRow row) => new(row.Position, row.Position);

    private protected override void Filter(Conditions where)
    {
        if (Viewer.Organization is not { } organization)
        {
            where.Is("a.state", Codes.Of(AchievementPhase.Approved));
        }
        else
        {
            // The plus keeps the terms from choosing an index: most rows are visible, and their order is what costs.
            var judged = Viewer.IsOperator || Viewer.IsSupervisor ? " or (+a.state <> 'draft' and a.submitted_at is not null)" : "";
            where.Add($"(+a.state = 'approved' or +a.owner = {where.Parameter(organization)}{judged})");
        }
        where.In("a.owner", Owners).In("a.state", States).In("a.field", Fields).InRegion("a.region", Regions).In("a.stage", Stages)
            .Between("a.updated_at", UpdatedSince?.UnixMilliseconds, null);
        if (TransferModes.Count > 0)
        {
            var modes = string.Join(", ", Codes.Of(TransferModes).Select(where.Parameter));
            where.Add($"exists (select 1 from achievement_modes m where m.achievement = a.id and m.mode in ({modes}))");
        }
    }
}
