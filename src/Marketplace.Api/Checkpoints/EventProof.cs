using System.Text;
using Marketplace.Domain;
using Marketplace.Log;

namespace Marketplace.Api.Checkpoints;

/// <summary>
/// That an event stands in the log. Hash the event's fields to its leaf (RFC 9162; <c>src/Marketplace.Merkle/Leaf.cs</c> has the layout), go up the
/// path, and you are at the root that the checkpoint's signature covers.
/// </summary>
public sealed record EventProof
{
    public required ProvedEvent Event { get; init; }

    /// <summary>
    /// Where the log stood, signed: a JWS (RFC 7515) whose payload says origin, epoch, size, root and time. Its key is at
    /// <c>/.well-known/jwks.json</c>.
    /// </summary>
    public required string Checkpoint { get; init; }

    /// <summary>From the leaf's sibling upwards; 32 bytes each, in Base64.</summary>
    public required IReadOnlyList<byte[]> Path { get; init; }
}

/// <summary>An event as the tree covers it. Who caused it is there as a salted hash only.</summary>
public sealed record ProvedEvent
{
    /// <summary>In the log, from 1.</summary>
    public required long Position { get; init; }

    public required string Stream { get; init; }

    /// <summary>In the stream, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>Name and version of its form: <c>bid_placed.1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Market time.</summary>
    public required Instant At { get; init; }

    /// <summary>16 bytes in Base64.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>32 bytes in Base64.</summary>
    public required byte[] ActorHash { get; init; }

    /// <summary>The event's JSON, byte for byte.</summary>
    public required string Data { get; init; }

    public static ProvedEvent Of(StoredEvent e) => new()
    {
        Position = e.Position,
        Stream = e.Stream,
        Version = e.Version,
        Type = $"{e.Type}.{e.TypeVersion}",
        At = new Instant(e.At),
        Salt = e.Salt[..16],
        ActorHash = e.ActorHash,
        Data = Encoding.UTF8.GetString(e.Data),
    };
}
