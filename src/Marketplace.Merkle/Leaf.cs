using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Merkle;

/// <summary>What a leaf is made of; see <see cref="Leaf"/>.</summary>
public readonly ref struct LeafFields
{
    /// <summary>16 bytes.</summary>
    public required ReadOnlySpan<byte> Salt { get; init; }
    public required long Position { get; init; }
    public required string Stream { get; init; }
    public required long Version { get; init; }
    public required string Type { get; init; }
    public required int TypeVersion { get; init; }

    /// <summary>Market time, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>See <see cref="Leaf.ActorHash(ReadOnlySpan{byte}, string)"/>.</summary>
    public required ReadOnlySpan<byte> ActorHash { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }
}

/// <summary>
/// What the tree covers of an event. The leaf's input is nine fields, each as a 4-byte big-endian length and its bytes, so
/// that a checker in any language builds it in a few lines:
/// <list type="number">
/// <item><c>marketplace-event-1</c></item>
/// <item>salt, 16 bytes</item>
/// <item>position, 8 bytes big-endian</item>
/// <item>stream, UTF-8</item>
/// <item>version, 8 bytes big-endian</item>
/// <item>type and type version, UTF-8: <c>bid_placed.1</c></item>
/// <item>market time, Unix milliseconds, 8 bytes big-endian</item>
/// <item>actor: SHA-256 over 16 other bytes of salt and the actor in UTF-8</item>
/// <item>data</item>
/// </list>
/// The salt keeps a low-entropy value from being guessed from its hash; the actor's own salt lets a record be published
/// with proofs while nobody learns who acted.
/// </summary>
public static class Leaf
{
    /// <summary>Of a leaf's hash, in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int LongestActor = 512;

    private static ReadOnlySpan<byte> Tag => "marketplace-event-1"u8;

    /// <summary>The RFC 9162 leaf hash: SHA-256(0x00 ‖ leaf input).</summary>
    public static byte[] Hash(in LeafFields leaf)
    {
        var hash = new byte[Size];
        Hash(leaf, hash);
        return hash;
    }

    /// <summary>SHA-256 over the actor's salt and the actor in UTF-8.</summary>
    /// <param name="salt">16 bytes.</param>
    /// <exception cref="ArgumentException">The actor has more than 512 bytes.</exception>
    public static byte[] ActorHash(ReadOnlySpan<byte> salt, string actor)
    {
        var hash = new byte[Size];
        ActorHash(salt, actor, hash);
        return hash;
    }

    /// <inheritdoc cref="Hash(in LeafFields)"/>
    /// <param name="hash">Gets the leaf's 32 bytes.</param>
    public static void Hash(in LeafFields leaf, Span<byte> hash)
    {
        const int Fields = 9, Numbers = 3 * 8, LongestInt = 11;
        var size = 1 + (Fields * 4) + Tag.Length + leaf.Salt.Length + Numbers + Size + leaf.Data.Length
            + Encoding.UTF8.GetMaxByteCount(leaf.Stream.Length) + Encoding.UTF8.GetMaxByteCount(leaf.Type.Length) + 1 + LongestInt;
        var rented = size > 2048 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[2048];
        try
        {
            buffer[0] = 0x00;
            var at = 1;
            Put(buffer, ref at, Tag);
            Put(buffer, ref at, leaf.Salt);
            Put(buffer, ref at, leaf.Position);
            Put(buffer, ref at, leaf.Stream);
            Put(buffer, ref at, leaf.Version);
            Put(buffer, ref at, leaf.Type, leaf.TypeVersion);
            Put(buffer, ref at, leaf.At);
            Put(buffer, ref at, leaf.ActorHash);
            Put(buffer, ref at, leaf.Data);
            SHA256.HashData(buffer[..at], hash);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc cref="ActorHash(ReadOnlySpan{byte}, string)"/>
    /// <param name="hash">Gets the 32 bytes.</param>
    public static void ActorHash(ReadOnlySpan<byte> salt, string actor, Span<byte> hash)
    {
        Span<byte> buffer = stackalloc byte[16 + LongestActor];
        if (Encoding.UTF8.GetByteCount(actor) > LongestActor) throw new ArgumentException($"An actor is at most {LongestActor} bytes.", nameof(actor));
        salt[..16].CopyTo(buffer);
        var length = Encoding.UTF8.GetBytes(actor, buffer[16..]);
        SHA256.HashData(buffer[..(16 + length)], hash);
    }

    private static void Put(Span<byte> buffer, ref int at, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], field.Length);
        field.CopyTo(buffer[(at + 4)..]);
        at += 4 + field.Length;
    }

    private static void Put(Span<byte> buffer, ref int at, long field)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], 8);
        BinaryPrimitives.WriteInt64BigEndian(buffer[(at + 4)..], field);
        at += 12;
    }

    private static void Put(Span<byte> buffer, ref int at, string field)
    {
        var length = Encoding.UTF8.GetBytes(field, buffer[(at + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], length);
        at += 4 + length;
    }

    private static void Put(Span<byte> buffer, ref int at, string type, int version)
    {
        var length = Encoding.UTF8.GetBytes(type, buffer[(at + 4)..]);
        buffer[at + 4 + length++] = (byte)'.';
        version.TryFormat(buffer[(at + 4 + length)..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], length);
        at += 4 + length;
    }
}
