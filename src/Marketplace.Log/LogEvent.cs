using Marketplace.Merkle;

namespace Marketplace.Log;

/// <summary>An event as the store holds it. Nothing of it ever changes.</summary>
public sealed class StoredEvent
{
    private byte[]? leafHash, actorHash;

    /// <summary>1, 2, 3 … over the whole log, without gaps.</summary>
    public required long Position { get; init; }

    public required string Stream { get; init; }

    /// <summary>1, 2, 3 … within the stream.</summary>
    public required long Version { get; init; }

    public required string Type { get; init; }

    public required int TypeVersion { get; init; }

    /// <summary>Market time, Unix milliseconds; never below that of the event before.</summary>
    public required long At { get; init; }

    /// <summary>Who caused it. The leaf holds only a salted hash of this, so that a record can be published without it.</summary>
    public required string Actor { get; init; }

    /// <summary>32 random bytes: the first half salts the leaf, the second half the actor's hash.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required byte[] Data { get; init; }

    /// <summary>The RFC 9162 leaf hash, 32 bytes; the first half of the salt is the leaf's. Worked out once: the writer, the receipt and the read model ask for it.</summary>
    public byte[] LeafHash => leafHash ??= Leaf.Hash(new LeafFields
    {
        Salt = Salt.AsSpan(0, 16), Position = Position, Stream = Stream, Version = Version, Type = Type, TypeVersion = TypeVersion, At = At, ActorHash = ActorHash, Data = Data,
    });

    /// <summary>All that a record says of who acted: 32 bytes, salted with the second half of the salt.</summary>
    public byte[] ActorHash => actorHash ??= Leaf.ActorHash(Salt.AsSpan(16), Actor);
}

/// <summary>A stored event together with its content in the current shape.</summary>
public sealed class LogEvent(StoredEvent stored, object content)
{
    public StoredEvent Stored { get; } = stored;
    public object Content { get; } = content;
    public long Position => Stored.Position;
    public string Stream => Stored.Stream;
    public long Version => Stored.Version;
    public long At => Stored.At;
    public string Actor => Stored.Actor;
}
