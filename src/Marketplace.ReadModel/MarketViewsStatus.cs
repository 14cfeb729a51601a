using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel;

/// <summary>How the read model stands, for the health page.</summary>
public sealed record MarketViewsStatus
{
    /// <summary>It follows, and has caught up with where the log stood when it was opened.</summary>
    public required bool Ready { get; init; }

    /// <summary>The last event in its rows.</summary>
    public required long Position { get; init; }

    /// <summary>The last event that this process knows of.</summary>
    public required long Head { get; init; }

    public required ProjectorState State { get; init; }

    /// <summary>Why it does not follow, or why a rebuild failed; absent when all is well.</summary>
    public string? Fault { get; init; }

    /// <summary>Streams that a view could not follow.</summary>
    public required int ParkedStreams { get; init; }

    /// <summary>How far a rebuild has got; absent when none runs.</summary>
    public long? RebuildPosition { get; init; }
}

/// <summary>The read model's file cannot be read at the moment: a fault of the disk or the file, never of the question.</summary>
public sealed class ReadModelUnavailableException(string message, Exception cause) : Exception(message, cause);
