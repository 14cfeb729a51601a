using Marketplace.Log;
using Marketplace.Merkle;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Tree;

/// <summary>
/// The hashes of the Merkle tree over the log, so that any event can be proved without reading the log. They are kept in tiles
/// of 256: tile t of level l holds the roots of the full subtrees of 256^l leaves from 256·t on, as far as there are any. What
/// lies between two levels is hashed when it is asked for, and the whole costs 32 bytes an event and one row in 256.
/// </summary>
public sealed class TreeView : IView
{
    internal const string ViewName = "tree";

    /// <summary>Hashes in a full tile; a tile spans eight levels of the tree.</summary>
    internal const int TileHashes = 1 << TileLevels;
    internal const int TileLevels = 8;

    public string Name => ViewName;

    public int Version => 1;

    public string Schema => """
        create table tree_tiles (
            level  integer not null,
            tile   integer not null,
            hashes blob    not null,
            primary key (level, tile)
        ) strict;
        """;

    public IProjection Open(Rows rows) => new Projection(rows);

    private sealed class Projection(Rows rows) : IProjection
    {
        private readonly List<byte[]> leaves = [];
        private long first;

        public void Apply(LogEvent e)
        {
            if (leaves.Count == 0) first = e.Position - 1;
            leaves.Add(e.Stored.LeafHash);
        }

        public void Flush() => Append(0, first, leaves);

        /// <param name="start">How many hashes the level has already.</param>
        private void Append(int level, long start, List<byte[]> hashes)
        {
            if (hashes.Count == 0) return;
            var full = new List<byte[]>();
            for (var (at, taken) = (start, 0); taken < hashes.Count;)
            {
                var (tile, inside) = Math.DivRem(at, TileHashes);
                var count = (int)Math.Min(TileHashes - inside, hashes.Count - taken);
                var bytes = new byte[(inside + count) * Leaf.Size];
                if (inside > 0) Tile(level, tile, (int)inside).CopyTo(bytes, 0);
                for (var i = 0; i < count; i++) hashes[taken + i].CopyTo(bytes, (inside + i) * Leaf.Size);
                rows.Run("insert into tree_tiles values (?1, ?2, ?3) on conflict (level, tile) do update set hashes = excluded.hashes", level, tile, bytes);
                if (inside + count == TileHashes) full.Add(Tiles.Root(bytes));
                (at, taken) = (at + count, taken + count);
            }
            Append(level + 1, start / TileHashes, full);
        }

        private byte[] Tile(int level, long tile, int hashes)
        {
            var bytes = (byte[]?)rows.First("select hashes from tree_tiles where level = ?1 and tile = ?2", level, tile)?[0];
            return bytes?.Length == hashes * Leaf.Size ? bytes
                : throw new InvalidOperationException($"Tile {tile} of level {level} has {(bytes?.Length ?? 0) / Leaf.Size} hashes where {hashes} were to be.");
        }
    }
}
