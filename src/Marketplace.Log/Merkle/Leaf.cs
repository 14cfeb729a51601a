using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Log.Merkle;

/// <summary>
/// What the tree covers of an event. The leaf's input is nine fields, each as a 4-byte big-endian length and its bytes, so
/// that a checker in any language builds it in a few lines:
/// <list type="number">
/// <item><c>marketplace-event-1</c></item>
/// <item>salt: the first 16 bytes of <see cref="StoredEvent.Salt"/></item>
/// <item>position, 8 bytes big-endian</item>
/// <item>stream, UTF-8</item>
/// <item>version, 8 bytes big-endian</item>
/// <item>type and type version, UTF-8: <c>bid_placed.1</c></item>
/// <item>market time, Unix milliseconds, 8 bytes big-endian</item>
/// <item>actor: SHA-256 over the last 16 bytes of the salt and the actor in UTF-8</item>
/// <item>data</item>
/// </list>
/// The salt keeps a low-entropy value from being guessed from its hash; the actor's own salt lets a record be published
/// with proofs while nobody learns who acted.
/// </summary>
public static class Leaf
{
    private static readonly byte[] Tag = "marketplace-event-1"u8.ToArray();

    /// <summary>The RFC 9162 leaf hash: SHA-256(0x00 ‖ leaf input).</summary>
    public static byte[] Hash(StoredEvent e) => Hash(e, ActorHash(e.Salt, e.Actor));

    /// <summary>The same for one who knows only the actor's hash.</summary>
    public static byte[] Hash(StoredEvent e, ReadOnlySpan<byte> actorHash)
    {
        var type = $"{e.Type}.{e.TypeVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        var size = 1 + Tag.Length + 16 + 8 + e.Stream.Length * 3 + 8 + type.Length * 3 + 8 + 32 + e.Data.Length + 9 * 4;
        var rented = size > 2048 ? System.Buffers.ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[2048];
        try
        {
            buffer[0] = 0x00;
            var at = 1;
            Put(buffer, ref at, Tag);
            Put(buffer, ref at, e.Salt.AsSpan(0, 16));
            Put(buffer, ref at, e.Position);
            Put(buffer, ref at, e.Stream);
            Put(buffer, ref at, e.Version);
            Put(buffer, ref at, type);
            Put(buffer, ref at, e.At);
            Put(buffer, ref at, actorHash);
            Put(buffer, ref at, e.Data);
            return SHA256.HashData(buffer[..at]);
        }
        finally
        {
            if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte[] ActorHash(ReadOnlySpan<byte> salt, string actor)
    {
        Span<byte> buffer = stackalloc byte[16 + 512];
        if (Encoding.UTF8.GetByteCount(actor) > 512) throw new ArgumentException("An actor is at most 512 bytes.", nameof(actor));
        salt.Slice(16, 16).CopyTo(buffer);
        var length = Encoding.UTF8.GetBytes(actor, buffer[16..]);
        return SHA256.HashData(buffer[..(16 + length)]);
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
}
