using System.Collections.Immutable;

namespace Marketplace.Domain.Achievements;

/// <param name="Owner">Id of the organisation that owns the achievement.</param>
/// <remarks>Version 2 knows co-owners and the client of a commission.</remarks>
[EventName("achievement_drafted", 2)]
public sealed record AchievementDrafted(string Owner, AchievementContent Content) : Event;

/// <summary>The whole content was written anew; a returned achievement is a draft again.</summary>
/// <remarks>Version 2 knows co-owners and the client of a commission.</remarks>
[EventName("achievement_revised", 2)]
public sealed record AchievementRevised(AchievementContent Content) : Event;

[EventName("achievement_submitted")]
public sealed record AchievementSubmitted(Instant SubmittedAt) : Event;

[EventName("achievement_approved")]
public sealed record AchievementApproved(Instant ApprovedAt) : Event;

/// <param name="Reasons">What the owner has to change, one sentence each.</param>
[EventName("achievement_returned")]
public sealed record AchievementReturned(ImmutableArray<string> Reasons) : Event;

[EventName("achievement_withdrawn")]
public sealed record AchievementWithdrawn(string? Reason) : Event;
