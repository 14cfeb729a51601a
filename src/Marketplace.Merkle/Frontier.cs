using System.Numerics;
using System.Security.Cryptography;

namespace Marketplace.Merkle;

/// <summary>
/// The right edge of an RFC 9162 Merkle tree: the roots of its full subtrees, one for each set bit of the size, largest
/// first. Enough to append a leaf and to say the root, in 32 bytes × log₂ of the size.
/// </summary>
public sealed class Frontier
{
    private const int HashSize = SHA256.HashSizeInBytes;
    private readonly byte[] roots = new byte[64 * HashSize];
    private int count;

    private Frontier(long size) => Size = size;

    /// <summary>How many leaves the tree has; the position of the last event.</summary>
    public long Size { get; private set; }

    public static Frontier Empty => new(0);

    /// <exception cref="InvalidDataException">The bytes do not fit the size.</exception>
    public static Frontier Read(long size, ReadOnlySpan<byte> bytes)
    {
        var subtrees = BitOperations.PopCount((ulong)size);
        if (bytes.Length != subtrees * HashSize)
            throw new InvalidDataException($"A tree of {size} leaves has {subtrees} subtree roots of {HashSize} bytes; {bytes.Length} bytes were stored.");
        var frontier = new Frontier(size) { count = subtrees };
        bytes.CopyTo(frontier.roots);
        return frontier;
    }

    public byte[] ToBytes() => roots[..(count * HashSize)];

    /// <param name="leafHash">32 bytes.</param>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        leafHash.CopyTo(Root(count++));
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            count--;
            Parent(Root(count - 1), Root(count), Root(count - 1));
        }
        Size++;
    }

    /// <summary>The root of the whole tree; SHA-256 of nothing when it is empty.</summary>
    public byte[] Root()
    {
        if (count == 0) return SHA256.HashData([]);
        var node = Root(count - 1).ToArray();
        for (var i = count - 2; i >= 0; i--) Parent(Root(i), node, node);
        return node;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Parent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var parent = new byte[HashSize];
        Parent(left, right, parent);
        return parent;
    }

    private static void Parent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> parent)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * HashSize)];
        buffer[0] = 0x01;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + HashSize)..]);
        SHA256.HashData(buffer, parent);
    }

    private Span<byte> Root(int i) => roots.AsSpan(i * HashSize, HashSize);
}
