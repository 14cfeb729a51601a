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

    /// <summary>The largest power of two below n.</summary>
    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
