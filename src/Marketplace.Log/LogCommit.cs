using System.Numerics;
using Marketplace.Merkle;

namespace Marketplace.Log;

/// <summary>
/// One commit and where the tree stood after it. It proves each of its events from what it has in hand: the frontier before it
/// and its own leaves. All who share a commit share this, and with it one signature over its checkpoint.
/// </summary>
public sealed class LogCommit
{
    private readonly LogHead head;
    private readonly long start;
    private readonly byte[] frontier;
    private readonly ReadOnlyMemory<byte> leaves;
    private readonly Dictionary<(long First, long End), byte[]> known = [];
    private readonly Lazy<LogCheckpoint> checkpoint;

    /// <param name="before">Where the log stood before the commit.</param>
    /// <param name="head">Where it stands after it.</param>
    /// <param name="leaves">The hashes of the commit's leaves, one behind the other.</param>
    internal LogCommit(LogHead before, LogHead head, ReadOnlyMemory<byte> leaves)
    {
        (start, frontier, this.head, this.leaves) = (before.Position, before.Frontier, head, leaves);
        checkpoint = new Lazy<LogCheckpoint>(head.ToCheckpoint);
    }

    public LogCheckpoint Checkpoint => checkpoint.Value;

    /// <summary>Market time of the commit's last event.</summary>
    public long At => head.At;

    /// <summary>That the event at the position, one of this commit, is in the tree of <see cref="Checkpoint"/>.</summary>
    public IReadOnlyList<byte[]> Prove(long position)
    {
        lock (known) return Proofs.Path(position - 1, head.Position, Range);
    }

    /// <summary>Worked out once for all who share the commit: what stands left of it they all have in common.</summary>
    private byte[] Range(long first, long end)
    {
        if (!known.TryGetValue((first, end), out var root)) known.Add((first, end), root = Make(first, end));
        return root;
    }

    private byte[] Make(long first, long end)
    {
        var size = end - first;
        if (first >= start && size == 1) return leaves.Slice((int)(first - start) * Leaf.Size, Leaf.Size).ToArray();
        // A subtree that was full before the commit is a part of its frontier, or no proof of this commit's events asks for it.
        if (end <= start && BitOperations.IsPow2(size) && (start & size) != 0 && start / (size * 2) * (size * 2) == first)
            return frontier.AsSpan(BitOperations.PopCount((ulong)(start / (size * 2))) * Leaf.Size, Leaf.Size).ToArray();
        var middle = first + Proofs.Split(size);
        return Frontier.Parent(Range(first, middle), Range(middle, end));
    }
}
