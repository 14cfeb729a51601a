namespace Marketplace.Domain.RuleSets;

/// <summary>A version of the rules was made public; it applies from its own day on. Stream <c>rules</c>.</summary>
[EventName("rule_set_published")]
public sealed record RuleSetPublished(RuleSet RuleSet, Instant PublishedAt) : Event;
