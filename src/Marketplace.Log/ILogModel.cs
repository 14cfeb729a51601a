namespace Marketplace.Log;

/// <summary>
/// What the log is told about its content: how an event becomes bytes and how a stream's events become its state. The
/// log itself knows no word of the domain.
/// </summary>
public interface ILogModel
{
    EncodedEvent Encode(object @event);

    /// <summary>The event in its current shape, whatever version was stored.</summary>
    /// <exception cref="UnknownEventException">The name or version is not known to this build.</exception>
    object Decode(string type, int typeVersion, ReadOnlyMemory<byte> data);

    /// <summary>The state of a stream before its first event.</summary>
    object Initial(string stream);

    object Apply(object state, object @event);

    /// <summary>When the stream must be looked at although nobody asks, in market time (Unix milliseconds); null when it waits for nothing.</summary>
    long? Due(object state);
}

public readonly record struct EncodedEvent(string Type, int TypeVersion, byte[] Data);

/// <summary>An event this build cannot read: a newer process wrote it. Whoever folds must stop, not skip.</summary>
public sealed class UnknownEventException(string type, int version)
    : Exception($"Event '{type}' version {version} is not known to this build. A newer version of the marketplace wrote it.");
