using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Marketplace.Log.Sealing;

/// <summary>
/// One AES-256 key for each subject, wrapped with the installation's master key in an <see cref="IKeyStore"/>, and in memory while
/// it is in use. A process that has passed the end of a key cannot use it any more, whether or not it is out of the store yet.
/// </summary>
public sealed class SubjectKeys : IDisposable
{
    /// <summary>No subject has this name. Its key tells a wrong master key at the start, not at the first opening.</summary>
    private const string Marker = "$master";

    private readonly IKeyStore store;
    private readonly byte[] master;
    private readonly int remembered;
    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);

    /// <summary>Subjects whose key ended while this process ran: a name for each.</summary>
    private readonly ConcurrentDictionary<string, bool> ended = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <param name="store">Closed with this.</param>
    /// <param name="master">32 bytes.</param>
    /// <param name="remembered">Keys kept in memory at most.</param>
    /// <exception cref="CryptographicException">The keys were made under another master key.</exception>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public SubjectKeys(IKeyStore store, byte[] master, int remembered = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(master.Length, Aead.KeySize, nameof(master));
        (this.store, this.master, this.remembered) = (store, [.. master], remembered);
        try
        {
            _ = GetOrCreate(Marker);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the store could not be read or written the last time it was needed; null when it could.</summary>
    public string? Fault => store.Fault;

    /// <summary>How many keys are in memory.</summary>
    internal int Cached => known.Count;

    /// <summary>
    /// The subject's key, made when there is none. For a subject whose key was destroyed a key that is kept nowhere: what
    /// is sealed under it can never be opened.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public byte[] GetOrCreate(string subject)
    {
        if (Find(subject) is { } key) return key;
        var fresh = RandomNumberGenerator.GetBytes(Aead.KeySize);
        if (ended.ContainsKey(subject)) return fresh;
        store.Add([new WrappedKey(subject, Aead.Encrypt(master, fresh, subject))]);
        return Find(subject) ?? fresh;
    }

    /// <summary>The subject's key; null when it has none, or none any more.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public byte[]? Find(string subject)
    {
        if (ended.ContainsKey(subject)) return null;
        if (known.TryGetValue(subject, out var key)) return key;
        if (store.Find(subject) is not { } wrapped || WrappedKey.IsNothing(wrapped)) return null;
        key = Unwrap(subject, wrapped);
        // Under the gate, or a key that was read just before it ended would be remembered ever after.
        lock (gate)
        {
            if (ended.ContainsKey(subject)) return null;
            if (known.Count >= remembered) known.Clear();
            return known[subject] = key;
        }
    }

    /// <summary>From now on this process opens and seals nothing under the subject's key, which somebody destroys or will destroy.</summary>
    public void End(string subject)
    {
        lock (gate)
        {
            ended[subject] = true;
            // Not overwritten: somebody may be opening a value with these bytes this moment, and would fail for no reason.
            known.TryRemove(subject, out _);
        }
    }

    /// <summary>Destroys the subject's key; one that is gone already, or never was, stays so.</summary>
    /// <exception cref="StoreException">The key may be in the store still: try again.</exception>
    public void Destroy(string subject)
    {
        End(subject);
        store.Destroy(subject);
    }

    private byte[] Unwrap(string subject, byte[] wrapped)
    {
        try
        {
            return Aead.Decrypt(master, wrapped, subject);
        }
        catch (AuthenticationTagMismatchException wrong)
        {
            throw new CryptographicException("The keys were made under another master key, or were damaged.", wrong);
        }
    }

    public void Dispose()
    {
        store.Dispose();
        known.Clear();
        CryptographicOperations.ZeroMemory(master);
    }
}
