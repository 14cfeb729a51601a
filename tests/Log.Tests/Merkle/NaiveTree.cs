using System.Security.Cryptography;

namespace Marketplace.Log.Tests.Merkle;

/// <summary>RFC 9162, section 2.1.1, word for word: MTH over the whole list, split at the largest power of two below its length.</summary>
internal static class NaiveTree
{
    public static byte[] LeafHash(byte[] input) => SHA256.HashData([0x00, .. input]);

    public static byte[] Root(ReadOnlySpan<byte[]> leafHashes)
    {
        if (leafHashes.Length == 0) return SHA256.HashData([]);
        if (leafHashes.Length == 1) return leafHashes[0];
        var split = Split(leafHashes.Length);
        return SHA256.HashData([0x01, .. Root(leafHashes[..split]), .. Root(leafHashes[split..])]);
    }

    /// <summary>2.1.3.1: PATH(m, D_n).</summary>
    public static byte[][] Path(int m, ReadOnlySpan<byte[]> leafHashes)
    {
        if (leafHashes.Length == 1) return [];
        var k = Split(leafHashes.Length);
        return m < k
            ? [.. Path(m, leafHashes[..k]), Root(leafHashes[k..])]
            : [.. Path(m - k, leafHashes[k..]), Root(leafHashes[..k])];
    }

    /// <summary>2.1.4.1: PROOF(m, D_n).</summary>
    public static byte[][] Proof(int m, ReadOnlySpan<byte[]> leafHashes) => SubProof(m, leafHashes, true);

    private static byte[][] SubProof(int m, ReadOnlySpan<byte[]> leafHashes, bool b)
    {
        if (m == leafHashes.Length) return b ? [] : [Root(leafHashes)];
        var k = Split(leafHashes.Length);
        return m <= k
            ? [.. SubProof(m, leafHashes[..k], b), Root(leafHashes[k..])]
            : [.. SubProof(m - k, leafHashes[k..], false), Root(leafHashes[..k])];
    }

    /// <summary>The largest power of two below n.</summary>
    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
