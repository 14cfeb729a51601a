using Marketplace.Merkle;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tree;

/// <summary>The tree's nodes, read from its tiles; each tile is read once and each node made once.</summary>
internal sealed class Tiles(Reading reading)
{
    private readonly Dictionary<(int Level, long Tile), byte[]> read = [];

    /// <summary>What lies between two levels of tiles, hashed once for all proofs that are asked for together.</summary>
    private readonly Dictionary<(int Level, long Index), byte[]> between = [];

    public byte[] Node(int level, long index)
    {
        var (tileLevel, above) = Math.DivRem(level, TreeView.TileLevels);
        if (above == 0)
        {
            var (tile, inside) = Math.DivRem(index, TreeView.TileHashes);
            return Tile(tileLevel, tile).AsSpan((int)inside * Leaf.Size, Leaf.Size).ToArray();
        }
        if (!between.TryGetValue((level, index), out var node))
            between.Add((level, index), node = Frontier.Parent(Node(level - 1, index * 2), Node(level - 1, (index * 2) + 1)));
        return node;
    }

    private byte[] Tile(int level, long tile)
    {
        if (read.TryGetValue((level, tile), out var known)) return known;
        return read[(level, tile)] = reading.One<byte[]>("select hashes from tree_tiles where level = @level and tile = @tile", new { level, tile });
    }

    /// <summary>Root of a full subtree from its leaves' hashes, a power of two of them.</summary>
    public static byte[] Root(ReadOnlySpan<byte> hashes) => hashes.Length == Leaf.Size ? hashes.ToArray()
        : Frontier.Parent(Root(hashes[..(hashes.Length / 2)]), Root(hashes[(hashes.Length / 2)..]));
}
