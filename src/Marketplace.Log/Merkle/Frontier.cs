using System.Numerics;
using System.Security.Cryptography;

namespace Marketplace.Log.Merkle;

/// <summary>
/// The right edge of an RFC 9162 Merkle tree: the roots of its full subtrees, one for each set bit of the size, largest
/// first. Enough to append a leaf and to say the root, in 32 bytes × log₂ of the size.
/// </summary>
public sealed class Frontier
{
    private readonly List<byte[]> roots;

    private Frontier(long size, List<byte[]> roots) => (Size, this.roots) = (size, roots);

    /// <summary>How many leaves the tree has; the position of the last event.</summary>
    public long Size { get; private set; }

    public static Frontier Empty => new(0, []);

    /// <exception cref="InvalidDataException">The bytes do not fit the size.</exception>
    public static Frontier Read(long size, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != BitOperations.PopCount((ulong)size) * 32)
            throw new InvalidDataException($"A tree of {size} leaves has {BitOperations.PopCount((ulong)size)} subtree roots of 32 bytes; {bytes.Length} bytes were stored.");
        var stored = new List<byte[]>(bytes.Length / 32);
        for (var at = 0; at < bytes.Length; at += 32) stored.Add(bytes.Slice(at, 32).ToArray());
        return new Frontier(size, stored);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[roots.Count * 32];
        for (var i = 0; i < roots.Count; i++) roots[i].CopyTo(bytes, i * 32);
        return bytes;
    }

    public void Append(byte[] leafHash)
    {
        var node = leafHash;
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            node = Parent(roots[^1], node);
            roots.RemoveAt(roots.Count - 1);
        }
        roots.Add(node);
        Size++;
    }

    /// <summary>The root of the whole tree; SHA-256 of nothing when it is empty.</summary>
    public byte[] Root()
    {
        if (roots.Count == 0) return SHA256.HashData([]);
        var node = roots[^1];
        for (var i = roots.Count - 2; i >= 0; i--) node = Parent(roots[i], node);
        return node;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Parent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> buffer = stackalloc byte[65];
        buffer[0] = 0x01;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[33..]);
        return SHA256.HashData(buffer);
    }
}
