using System.Collections.Immutable;

namespace Marketplace.Domain;

/// <summary>What an aggregate answers to a command: the events that follow, or why not. Nothing at all is a valid answer (it already holds).</summary>
public readonly record struct Decision
{
    private readonly ImmutableArray<Event> events;

    private Decision(ImmutableArray<Event> events, Refusal? refusal) => (this.events, Refusal) = (events, refusal);

    public ImmutableArray<Event> Events => events.IsDefault ? [] : events;

    public Refusal? Refusal { get; }

    public bool Refused => Refusal is not null;

    public static Decision Nothing => default;

    public static Decision Of(params ReadOnlySpan<Event> events) => new([.. events], null);

    public static implicit operator Decision(Event e) => new([e], null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    public static implicit operator Decision(RefusalType refusal) => new([], refusal);
}
