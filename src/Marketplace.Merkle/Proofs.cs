using System.Numerics;
using System.Security.Cryptography;

namespace Marketplace.Merkle;

/// <summary>
/// Root of the complete subtree over the leaves from <c>index × 2^level</c>, included, to <c>(index + 1) × 2^level</c>,
/// excluded; 32 bytes. Level 0 is the leaf's own hash.
/// </summary>
public delegate byte[] TreeNode(int level, long index);

/// <summary>
/// Root of the tree over the leaves from start, included, to end, excluded, as RFC 9162 cuts them: start is a multiple of the greatest power
/// of two not above the length. 32 bytes.
/// </summary>
public delegate byte[] TreeRange(long start, long end);

/// <summary>
/// Inclusion and consistency proofs of RFC 9162, sections 2.1.3 and 2.1.4. Leaves count from 0 here, as in the RFC: the event
/// at position p is leaf p − 1.
/// </summary>
public static class Proofs
{
    /// <summary>Root of the tree over the first leaves.</summary>
    public static byte[] Root(long size, TreeNode node) => size == 0 ? SHA256.HashData([]) : Range(0, size, node);

    /// <summary>PATH(index, D[size]): from the leaf's sibling up to the root's child.</summary>
    public static IReadOnlyList<byte[]> Inclusion(long index, long size, TreeNode node) => Path(index, size, (start, end) => Range(start, end, node));

    /// <summary>
    /// The same for many leaves, whose order is free. Of the path before, what it has in common with the next is kept, so that the paths of
    /// neighbours cost two nodes each.
    /// </summary>
    public static IEnumerable<IReadOnlyList<byte[]>> Inclusions(IEnumerable<long> indexes, long size, TreeNode node)
    {
        // From the root's child that the path goes through down to the leaf, each with its sibling's root.
        var way = new List<(long Start, long End, byte[] Sibling)>();
        foreach (var index in indexes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indexes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size, nameof(indexes));
            while (way is [.., var last] && (index < last.Start || index >= last.End)) way.RemoveAt(way.Count - 1);
            for (var (start, end) = way is [.., var common] ? (common.Start, common.End) : (0, size); end - start > 1; (start, end, _) = way[^1])
            {
                var middle = start + Split(end - start);
                way.Add(index < middle ? (start, middle, Range(middle, end, node)) : (middle, end, Range(start, middle, node)));
            }
            var path = new byte[way.Count][];
            for (var i = 0; i < path.Length; i++) path[i] = way[^(i + 1)].Sibling;
            yield return path;
        }
    }

    /// <inheritdoc cref="Inclusion(long, long, TreeNode)"/>
    /// <param name="range">For whoever remembers what many proofs have in common.</param>
    public static IReadOnlyList<byte[]> Path(long index, long size, TreeRange range)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                path.Add(range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(range(start, middle));
                start = middle;
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>PROOF(first, D[second]): that the tree of the first size is the beginning of that of the second.</summary>
    /// <param name="first">1 or more.</param>
    public static IReadOnlyList<byte[]> Consistency(long first, long second, TreeNode node)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var proof = new List<byte[]>();
        var (start, end, whole) = (0L, second, true);
        while (first != end)
        {
            var middle = start + Split(end - start);
            if (first <= middle)
            {
                proof.Add(Range(middle, end, node));
                end = middle;
            }
            else
            {
                proof.Add(Range(start, middle, node));
                (start, whole) = (middle, false);
            }
        }
        // What the verifier has in hand already, the whole first tree, is left out.
        if (!whole) proof.Add(Range(start, end, node));
        proof.Reverse();
        return proof;
    }

    /// <summary>Whether the leaf is in the tree with the root (2.1.3.2).</summary>
    public static bool Includes(ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || path.Any(hash => hash.Length != Leaf.Size)) return false;
        var (fn, sn, node) = (index, size - 1, leafHash.ToArray());
        foreach (var sibling in path)
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                node = Frontier.Parent(sibling, node);
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else node = Frontier.Parent(node, sibling);
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && root.SequenceEqual(node);
    }

    /// <summary>Whether the first tree is the beginning of the second (2.1.4.2).</summary>
    public static bool Extends(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 0 || first > second || proof.Any(hash => hash.Length != Leaf.Size)) return false;
        if (first == second) return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        // Every tree begins with the empty one; there is nothing to prove.
        if (first == 0) return proof.Count == 0 && firstRoot.SequenceEqual(SHA256.HashData([]));
        var hashes = BitOperations.IsPow2(first) ? [firstRoot.ToArray(), .. proof] : proof;
        if (hashes.Count == 0) return false;
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1) (fn, sn) = (fn >> 1, sn >> 1);
        var (fr, sr) = (hashes[0], hashes[0]);
        foreach (var hash in hashes.Skip(1))
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (Frontier.Parent(hash, fr), Frontier.Parent(hash, sr));
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else sr = Frontier.Parent(sr, hash);
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && firstRoot.SequenceEqual(fr) && secondRoot.SequenceEqual(sr);
    }

    /// <summary>MTH over the leaves from start to end, where start is a multiple of the greatest power of two not above the length.</summary>
    private static byte[] Range(long start, long end, TreeNode node)
    {
        var length = end - start;
        if (BitOperations.IsPow2(length))
        {
            var level = BitOperations.Log2((ulong)length);
            return node(level, start >> level);
        }
        var middle = start + Split(length);
        return Frontier.Parent(Range(start, middle, node), Range(middle, end, node));
    }

    /// <summary>The largest power of two below the length: so many leaves stand on the left.</summary>
    public static long Split(long length) => 1L << BitOperations.Log2((ulong)length - 1);
}
