namespace Marketplace.Domain.RuleSets;

/// <summary>A version of the rules was made public; it applies from its own day on. Stream <c>rules</c>. Version 2 knows rules of deals.</summary>
[EventName("rule_set_published", 2)]
public sealed record RuleSetPublished(RuleSet RuleSet, Instant PublishedAt) : Event;
