namespace Marketplace.Domain.Clock;

/// <summary>
/// The market clock (stream <see cref="Stream"/>): system time and an offset that is itself an event. Auctions, publicity and
/// deadlines live on it. An advance goes from due moment to due moment, so that a jump makes the same events as a crawl.
/// </summary>
/// <param name="Offset">Market time minus system time; never smaller than before. Below zero only in a sandbox that replays the past.</param>
/// <param name="Target">Market time that an advance under way leads to; absent when none is.</param>
public sealed record MarketClock(TimeSpan Offset, Instant? Target) : IState<MarketClock>
{
    /// <summary>Name of the one stream of this kind.</summary>
    public const string Stream = "clock";

    /// <summary>The longest step of one request: ten years, more than any period that a rule set can hold.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromDays(3653);

    public static MarketClock Initial { get; } = new(TimeSpan.Zero, null);

    /// <summary>Market time at a moment of system time.</summary>
    public Instant Now(Instant system) => system + Offset;

    /// <summary>
    /// Starts the clock at another time than the system's, as the very first thing in a log: a sandbox that replays history
    /// begins where the history does. Nothing happens when the clock has been moved before.
    /// </summary>
    public Decision Start(Instant at, Instant system) =>
        this == Initial ? new ClockMoved(at, (long)(at - system).TotalMilliseconds) : Decision.Nothing;

    /// <summary>Orders an advance. Refusals: <c>clock.moving</c>, <c>clock.backwards</c>, <c>clock.too_far</c>.</summary>
    /// <param name="until">Market time to arrive at.</param>
    /// <param name="system">System time now.</param>
    public Decision Order(Instant until, Instant system)
    {
        var now = Now(system);
        if (Target is { } target) return ClockRefusals.Moving.With(("until", target));
        if (until <= now) return ClockRefusals.Backwards.With(("now", now), ("until", until)).At("/until");
        if (until - now > LongestStep) return ClockRefusals.TooFar.With(("days", LongestStep.Days)).At("/until");
        return new ClockAdvanceOrdered(until);
    }

    /// <summary>
    /// Goes one step of an advance: to the next due moment, or to the target when <paramref name="to"/> lies beyond it. Once the
    /// target is reached the advance ends; whoever calls has done before what is due at that very moment. Nothing happens when
    /// no advance is under way, or when the clock crawled past the moment by itself.
    /// </summary>
    /// <param name="to">Market time of the step.</param>
    /// <param name="system">System time now.</param>
    public Decision Move(Instant to, Instant system)
    {
        if (Target is not { } target) return Decision.Nothing;
        var now = Now(system);
        if (now >= target) return new ClockArrived();
        var step = Instant.Min(to, target);
        return step > now ? new ClockMoved(step, (long)(step - system).TotalMilliseconds) : Decision.Nothing;
    }

    public MarketClock Apply(Event e) => e switch
    {
        ClockAdvanceOrdered ordered => this with { Target = ordered.Until },
        ClockMoved moved => this with { Offset = TimeSpan.FromMilliseconds(moved.OffsetMilliseconds) },
        ClockArrived => this with { Target = null },
        _ => throw new InvalidOperationException($"The market clock does not know the event {e.GetType().Name}."),
    };
}
