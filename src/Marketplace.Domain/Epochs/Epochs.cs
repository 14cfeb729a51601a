namespace Marketplace.Domain.Epochs;

/// <summary>
/// The log was restored from a backup, and commits after it may be lost. Receipts for positions beyond the last surviving
/// one fell away; whoever holds one can prove by this event that the marketplace says so itself.
/// </summary>
/// <param name="Epoch">1 for the first restore.</param>
/// <param name="Position">The last surviving position.</param>
/// <param name="Root">Root of the Merkle tree over everything up to it.</param>
[EventName("epoch_started")]
public sealed record EpochStarted(int Epoch, long Position, byte[] Root) : Event;

/// <summary>The epochs of the log (stream <see cref="Stream"/>): empty unless it was ever restored.</summary>
/// <param name="Last">The epoch that runs; absent in a log that was never restored.</param>
public sealed record LogEpochs(EpochStarted? Last) : IState<LogEpochs>
{
    public const string Stream = "epochs";

    public static LogEpochs Initial { get; } = new((EpochStarted?)null);

    /// <summary>Begins the epoch after a restore.</summary>
    /// <param name="epoch">The one that ended.</param>
    public static Decision Start(int epoch, long position, byte[] root) => new EpochStarted(epoch + 1, position, root);

    public LogEpochs Apply(Event e) => e switch
    {
        EpochStarted started => new(started),
        _ => throw new InvalidOperationException($"Epochs do not know the event {e.GetType().Name}."),
    };
}
