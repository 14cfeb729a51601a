namespace Marketplace.Domain.Checkpoints;

/// <summary>
/// The marketplace signed where its log stood. That this is an event itself binds each checkpoint into the tree of the next, and
/// whoever kept one can hold all later ones against it.
/// </summary>
/// <param name="Epoch">0, and one more with each restore.</param>
/// <param name="Size">Leaves of the tree: the position of the last event that it covers.</param>
/// <param name="Root">Of the tree, 32 bytes.</param>
/// <param name="SignedAt">Market time.</param>
/// <param name="Jws">The signed checkpoint, RFC 7515 in its compact form.</param>
[EventName("checkpoint_signed")]
public sealed record CheckpointSigned(int Epoch, long Size, byte[] Root, Instant SignedAt, string Jws) : Event;

/// <summary>The signed checkpoints of the log (stream <see cref="Stream"/>), each of a longer tree than the one before.</summary>
/// <param name="Last">Absent before the first.</param>
public sealed record LogCheckpoints(CheckpointSigned? Last) : IState<LogCheckpoints>
{
    public const string Stream = "checkpoints";

    public static LogCheckpoints Initial { get; } = new((CheckpointSigned?)null);

    /// <summary>Whether there is more to sign than the last checkpoint's own event.</summary>
    /// <param name="position">Where the log stands.</param>
    public bool IsDue(long position) => position > (Last is null ? 0 : Last.Size + 1);

    /// <summary>Adds a checkpoint; nothing when it covers no more than the last.</summary>
    public Decision Add(CheckpointSigned signed) => signed.Size > (Last?.Size ?? 0) ? signed : Decision.Nothing;

    public LogCheckpoints Apply(Event e) => e switch
    {
        CheckpointSigned signed => new(signed),
        _ => throw new InvalidOperationException($"Checkpoints do not know the event {e.GetType().Name}."),
    };
}
