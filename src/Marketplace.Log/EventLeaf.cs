using Marketplace.Merkle;

namespace Marketplace.Log;

/// <summary>A stored event as a leaf of the tree: the first half of its salt is the leaf's, the second half the actor's.</summary>
public static class EventLeaf
{
    /// <summary>The RFC 9162 leaf hash, 32 bytes.</summary>
    public static byte[] LeafHash(this StoredEvent e)
    {
        var hash = new byte[Leaf.Size];
        e.LeafHash(hash);
        return hash;
    }

    /// <param name="hash">Gets the leaf's 32 bytes.</param>
    public static void LeafHash(this StoredEvent e, Span<byte> hash)
    {
        Span<byte> actor = stackalloc byte[Leaf.Size];
        Leaf.ActorHash(e.Salt.AsSpan(16), e.Actor, actor);
        Leaf.Hash(new LeafFields
        {
            Salt = e.Salt.AsSpan(0, 16),
            Position = e.Position,
            Stream = e.Stream,
            Version = e.Version,
            Type = e.Type,
            TypeVersion = e.TypeVersion,
            At = e.At,
            ActorHash = actor,
            Data = e.Data,
        }, hash);
    }

    /// <summary>All that a record says of who acted: 32 bytes.</summary>
    public static byte[] ActorHash(this StoredEvent e) => Leaf.ActorHash(e.Salt.AsSpan(16), e.Actor);
}
