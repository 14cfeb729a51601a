using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sealing;

/// <summary>
/// One AES-256 key for each subject, in a file of its own beside the log, each wrapped with the installation's master key.
/// A destroyed key is gone from the file: overwritten, and the write-ahead log cut off.
/// </summary>
public sealed class SubjectKeys : IDisposable
{
    private const int Remembered = 10_000;
    private const int NonceSize = 12, TagSize = 16, KeySize = 32;
    private readonly string connectionString;
    private readonly byte[] master;
    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <param name="path">The file; made when absent.</param>
    /// <param name="master">32 bytes.</param>
    /// <exception cref="CryptographicException">The file was made under another master key.</exception>
    public SubjectKeys(string path, byte[] master)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(master.Length, KeySize, nameof(master));
        this.master = master;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        connection.Execute("create table if not exists subject_keys (subject text primary key, wrapped blob not null) without rowid");
        // One key under a name that no subject has tells a wrong master key at the start, not at the first opening.
        _ = GetOrCreate("");
    }

    /// <summary>The subject's key, made when there is none.</summary>
    public byte[] GetOrCreate(string subject)
    {
        if (Find(subject) is { } key) return key;
        lock (gate)
        {
            using var connection = Open();
            connection.Execute("insert or ignore into subject_keys (subject, wrapped) values (@subject, @wrapped)",
                new { subject, wrapped = Wrap(subject, RandomNumberGenerator.GetBytes(KeySize)) });
        }
        return Find(subject)!;
    }

    /// <summary>The subject's key; null when it has none, or none any more.</summary>
    public byte[]? Find(string subject)
    {
        if (known.TryGetValue(subject, out var key)) return key;
        // Under the gate, or a key read just before it was destroyed would be remembered for ever after.
        lock (gate)
        {
            using var connection = Open();
            var wrapped = connection.QuerySingleOrDefault<byte[]>("select wrapped from subject_keys where subject = @subject", new { subject });
            if (wrapped is null) return null;
            if (known.Count >= Remembered) known.Clear();
            return known[subject] = Unwrap(subject, wrapped);
        }
    }

    /// <summary>Destroys the subject's key; one that is gone already, or never was, stays so.</summary>
    /// <exception cref="StoreException">Somebody reads the file, so the key could not be cut out of its write-ahead log yet: try again.</exception>
    public void Destroy(string subject)
    {
        lock (gate)
        {
            using var connection = Open();
            connection.Execute("delete from subject_keys where subject = @subject", new { subject });
            // Not overwritten: somebody may be opening a value with these bytes this moment, and would fail for no reason.
            known.TryRemove(subject, out _);
            if (connection.ExecuteScalar<long>("pragma wal_checkpoint(truncate)") != 0)
                throw new StoreException(StoreFault.Transient, "The destroyed key is still in the write-ahead log of the keys' file, because somebody reads it.");
        }
    }

    /// <summary>A consistent copy; it holds the wrapped keys, so it is worth nothing without the master key.</summary>
    public void Backup(string path)
    {
        using var connection = Open();
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        connection.BackupDatabase(copy);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;");
        return connection;
    }

    private byte[] Wrap(string subject, byte[] key) => Aead.Encrypt(master, key, Encoding.UTF8.GetBytes(subject));

    private byte[] Unwrap(string subject, byte[] wrapped)
    {
        try
        {
            return Aead.Decrypt(master, wrapped, Encoding.UTF8.GetBytes(subject));
        }
        catch (AuthenticationTagMismatchException wrong)
        {
            throw new CryptographicException("The keys' file was made under another master key, or was damaged.", wrong);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(master);

    /// <summary>AES-256-GCM with the nonce in front and the tag behind.</summary>
    internal static class Aead
    {
        public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> context)
        {
            var cipher = new byte[NonceSize + plaintext.Length + TagSize];
            RandomNumberGenerator.Fill(cipher.AsSpan(0, NonceSize));
            using var aes = new AesGcm(key, TagSize);
            aes.Encrypt(cipher.AsSpan(0, NonceSize), plaintext, cipher.AsSpan(NonceSize, plaintext.Length), cipher.AsSpan(^TagSize..), context);
            return cipher;
        }

        public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> context)
        {
            var plaintext = new byte[Math.Max(0, cipher.Length - NonceSize - TagSize)];
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(cipher[..NonceSize], cipher[NonceSize..^TagSize], cipher[^TagSize..], plaintext, context);
            return plaintext;
        }
    }
}
