using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;

namespace Marketplace.Api.Achievements;

/// <summary>An achievement (科技成果).</summary>
public sealed record AchievementResource
{
    public required string Id { get; init; }
    /// <summary>Id of the organization that owns it.</summary>
    public required string Owner { get; init; }
    public required AchievementPhase State { get; init; }
    /// <summary>What the owner states; in this form it is also sent to revise it.</summary>
    public required AchievementDescription Content { get; init; }
    public Instant? SubmittedAt { get; init; }
    public Instant? ApprovedAt { get; init; }
    /// <summary>What the owner has to change, while it is returned or being revised.</summary>
    public required ImmutableArray<string> ReturnReasons { get; init; }
    public string? WithdrawalReason { get; init; }
    public required long Version { get; init; }

    internal static AchievementResource From(Snapshot<Achievement> achievement, Seals seals) => new()
    {
        Id = achievement.Id,
        Owner = achievement.State.Owner,
        State = achievement.State.Phase!.Value,
        Content = AchievementDescription.From(achievement.State.Content, seals),
        SubmittedAt = achievement.State.SubmittedAt,
        ApprovedAt = achievement.State.ApprovedAt,
        ReturnReasons = achievement.State.ReturnReasons,
        WithdrawalReason = achievement.State.WithdrawalReason,
        Version = achievement.Version,
    };

    /// <summary>Erasing a completer changes what is read without a new version, so the ETag has to tell.</summary>
    internal string View => Content.Completers.Count(completer => completer.Name is null) is > 0 and var erased ? $"erased{erased}" : "full";
}
