using System.Collections.Immutable;
using Marketplace.Merkle;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tree;

/// <summary>That events are in a tree.</summary>
/// <param name="Size">Of the tree: the position of its last event.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Paths">One for each event that was asked for, in that order; 32 bytes a hash, from the leaf's sibling upwards.</param>
public sealed record InclusionProof(long Size, byte[] Root, ImmutableArray<IReadOnlyList<byte[]>> Paths);

/// <summary>Proves events in the tree of a size; none when the read model has not got so far.</summary>
public sealed record ProveInclusion : Query<InclusionProof?>
{
    /// <summary>1 to the size.</summary>
    public required IReadOnlyList<long> Positions { get; init; }

    /// <summary>Absent for the tree as far as the read model has got.</summary>
    public long? Size { get; init; }

    internal override InclusionProof? Run(Reading reading)
    {
        var size = Size ?? reading.Position;
        if (size > reading.Position || Positions.Any(position => position > size)) return null;
        var tiles = new Tiles(reading);
        return new InclusionProof(size, Proofs.Root(size, tiles.Node), [.. Proofs.Inclusions(Positions.Select(position => position - 1), size, tiles.Node)]);
    }
}

/// <summary>That one tree is the beginning of another.</summary>
public sealed record ConsistencyProof(byte[] FirstRoot, byte[] SecondRoot, IReadOnlyList<byte[]> Path);

/// <summary>Proves a tree in a later one; none when the read model has not got so far.</summary>
public sealed record ProveConsistency : Query<ConsistencyProof?>
{
    /// <summary>1 or more.</summary>
    public required long First { get; init; }

    /// <summary>Not below the first.</summary>
    public required long Second { get; init; }

    internal override ConsistencyProof? Run(Reading reading)
    {
        if (Second > reading.Position) return null;
        var tiles = new Tiles(reading);
        return new ConsistencyProof(Proofs.Root(First, tiles.Node), Proofs.Root(Second, tiles.Node), Proofs.Consistency(First, Second, tiles.Node));
    }
}
