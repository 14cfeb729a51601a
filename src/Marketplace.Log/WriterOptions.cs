namespace Marketplace.Log;

/// <param name="QueueLength">Commands that may wait; one more is answered <see cref="OutcomeKind.Busy"/> at once.</param>
/// <param name="MaxBatch">Commands decided in one commit. 1 is one transaction a command, for comparison.</param>
public sealed record WriterOptions(int QueueLength = 4096, int MaxBatch = 1024)
{
    /// <summary>How far this process's clock may be behind the log, or off the store's own, before it refuses to write.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMilliseconds(250);

    public int Retries { get; init; } = 8;

    /// <summary>How often a process looks whether others have appended. Each of its own batches tells it too.</summary>
    public TimeSpan LookAround { get; init; } = TimeSpan.FromSeconds(1);
}
