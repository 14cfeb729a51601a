namespace Marketplace.Log.Sealing;

/// <summary>
/// Where the wrapped keys of the subjects live: apart from the log, so that no backup of the log holds them. Every call may be
/// repeated: it does nothing twice.
/// </summary>
public interface IKeyStore : IDisposable
{
    /// <summary>Why the store could not be read or written the last time it was needed; null when it could.</summary>
    string? Fault { get; }

    /// <summary>The subject's wrapped key, zeros when it was destroyed; null when the subject never had one.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    byte[]? Find(string subject);

    /// <summary>Puts in the keys of those subjects that have none and never had one.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    void Add(IReadOnlyCollection<WrappedKey> keys);

    /// <summary>Puts zeros in the key's place, or in that of one that is not there yet: so the subject never gets another.</summary>
    /// <exception cref="StoreException">The key may be there still: try again.</exception>
    void Destroy(string subject);

    /// <summary>Keys by subject, the destroyed ones too; fewer than the limit only at the end.</summary>
    /// <param name="after">The last subject that is known; empty for the first page.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<WrappedKey> Read(string after, int limit);
}

/// <param name="Wrapped">The key under the master key: nonce, ciphertext and tag, 60 bytes; or as many zeros.</param>
public readonly record struct WrappedKey(string Subject, byte[] Wrapped)
{
    public const int Size = Aead.NonceSize + Aead.KeySize + Aead.TagSize;

    public bool IsDestroyed => IsNothing(Wrapped);

    internal static bool IsNothing(ReadOnlySpan<byte> wrapped) => !wrapped.ContainsAnyExcept((byte)0);
}
