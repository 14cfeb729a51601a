namespace Marketplace.ReadModel.Projection;

/// <summary>
/// A stream that a view could not follow. The view skips the stream's later events until it is rebuilt, and says that
/// it is incomplete.
/// </summary>
public sealed record ParkedStream
{
    public required string View { get; init; }
    public required string Stream { get; init; }

    /// <summary>The event that could not be projected.</summary>
    public required long Position { get; init; }

    /// <summary>What went wrong, for operators.</summary>
    public required string Error { get; init; }
}
