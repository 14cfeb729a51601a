namespace Marketplace.Domain.Clock;

/// <summary>Someone asked the market clock to go forward; work that falls due on the way is done first, in due order.</summary>
/// <param name="Until">Market time at which the clock arrives.</param>
[EventName("clock_advance_ordered")]
public sealed record ClockAdvanceOrdered(Instant Until) : Event;

/// <summary>The market clock jumped.</summary>
/// <param name="To">Market time right after the jump.</param>
/// <param name="OffsetMilliseconds">Market time minus system time from here on.</param>
[EventName("clock_moved")]
public sealed record ClockMoved(Instant To, long OffsetMilliseconds) : Event;

/// <summary>The advance is over: the clock has arrived, and what fell due on the way, at the last moment too, is done.</summary>
[EventName("clock_arrived")]
public sealed record ClockArrived : Event;
