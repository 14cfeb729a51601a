namespace Marketplace.Domain;

/// <summary>
/// The state of one stream: an immutable value folded from its events. It decides from itself, the input and now; it
/// never reads a clock, a database or a user.
/// </summary>
public interface IState<TSelf> where TSelf : class, IState<TSelf>
{
    /// <summary>Before the first event.</summary>
    static abstract TSelf Initial { get; }

    TSelf Apply(Event e);

    /// <summary>The next moment at which this stream must be looked at although nobody asks, e.g. an auction's end; absent when it waits for nothing.</summary>
    Instant? Due => null;
}
