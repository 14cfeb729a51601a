namespace Marketplace.Log;

/// <summary>Where a log stood: everything up to the position, and nothing else, makes the root.</summary>
/// <param name="Epoch">0, and one more with each restore.</param>
/// <param name="Position">Of the last event; the size of the tree.</param>
/// <param name="Root">Of the Merkle tree over all events, 32 bytes.</param>
public sealed record LogCheckpoint(int Epoch, long Position, byte[] Root);
