using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Marketplace.Log.Sqlite;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sealing;

/// <summary>
/// One AES-256 key for each subject, in a file of its own beside the log, each wrapped with the installation's master key.
/// A destroyed key is gone from the file: overwritten where it stood, and the write-ahead log cut off. Its row stays, so
/// that the subject never gets another key.
/// </summary>
/// <remarks>What the disk itself keeps of overwritten blocks, only the disk's own encryption can answer for.</remarks>
public sealed class SubjectKeys : IDisposable
{
    private const int WrappedSize = Aead.NonceSize + Aead.KeySize + Aead.TagSize;
    private readonly string connectionString;
    private readonly byte[] master;
    private readonly int remembered;
    private readonly ConcurrentDictionary<string, byte[]> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private SqliteConnection? open;

    /// <param name="path">The file; made when absent.</param>
    /// <param name="master">32 bytes.</param>
    /// <param name="remembered">Keys kept in memory at most.</param>
    /// <exception cref="CryptographicException">The file was made under another master key.</exception>
    /// <exception cref="StoreException">The file cannot be opened or written.</exception>
    public SubjectKeys(string path, byte[] master, int remembered = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(master.Length, Aead.KeySize, nameof(master));
        (this.master, this.remembered) = ([.. master], remembered);
        connectionString = ConnectionString(path);
        try
        {
            Use(connection => connection.Execute("create table if not exists subject_keys (subject text primary key, wrapped blob not null) without rowid"));
            // One key under a name that no subject has tells a wrong master key at the start, not at the first opening.
            _ = GetOrCreate("");
            // A process that ended while it destroyed a key may have left it in the write-ahead log.
            Use(CutOff);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the file could not be read or written the last time it was needed; null when it could.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many keys are in memory.</summary>
    internal int Cached => known.Count;

    /// <summary>
    /// The subject's key, made when there is none. For a subject whose key was destroyed a key that is kept nowhere: what
    /// is sealed under it can never be opened.
    /// </summary>
    /// <exception cref="StoreException">The file cannot be read or written.</exception>
    public byte[] GetOrCreate(string subject)
    {
        if (Find(subject) is { } key) return key;
        var fresh = RandomNumberGenerator.GetBytes(Aead.KeySize);
        return Use(connection =>
        {
            connection.Execute("insert or ignore into subject_keys (subject, wrapped) values (@subject, @wrapped)",
                new { subject, wrapped = Aead.Encrypt(master, fresh, subject) });
            return Read(connection, subject) ?? fresh;
        });
    }

    /// <summary>The subject's key; null when it has none, or none any more.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public byte[]? Find(string subject) => known.TryGetValue(subject, out var key) ? key : Use(connection => Read(connection, subject));

    /// <summary>Destroys the subject's key; one that is gone already, or never was, stays so.</summary>
    /// <exception cref="StoreException">Somebody reads the file, so the key could not be cut out of its write-ahead log yet, or the file cannot be written: try again.</exception>
    public void Destroy(string subject) => Use(connection =>
    {
        Overwrite(connection, subject);
        // Not overwritten: somebody may be opening a value with these bytes this moment, and would fail for no reason.
        known.TryRemove(subject, out _);
        if (!CutOff(connection))
            throw new StoreException(StoreFault.Transient, "The destroyed key is still in the write-ahead log of the keys' file, because somebody reads it.");
        return 0;
    });

    /// <summary>Destroys keys in a file that nobody uses. It opens none of them, so it takes no master key.</summary>
    /// <param name="path">The file.</param>
    /// <returns>How many were there still.</returns>
    /// <exception cref="StoreException">The file cannot be read or written.</exception>
    internal static int DestroyIn(string path, IReadOnlyCollection<string> subjects)
    {
        try
        {
            using var connection = Open(ConnectionString(path));
            var destroyed = 0;
            foreach (var subject in subjects)
            {
                destroyed += connection.ExecuteScalar<int>("select count(*) from subject_keys where subject = @subject and wrapped <> zeroblob(@WrappedSize)", new { subject, WrappedSize });
                Overwrite(connection, subject);
            }
            return CutOff(connection) ? destroyed : throw new StoreException(StoreFault.Transient, "Somebody reads the keys' file.");
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Explain(fault, "keys");
        }
    }

    /// <summary>With as many bytes as there were, so SQLite writes them in their place. A subject that had no key gets none later either.</summary>
    private static void Overwrite(SqliteConnection connection, string subject) => connection.Execute(
        "insert into subject_keys (subject, wrapped) values (@subject, zeroblob(@WrappedSize)) on conflict (subject) do update set wrapped = excluded.wrapped",
        new { subject, WrappedSize });

    /// <summary>A consistent copy; it holds the wrapped keys, so it is worth nothing without the master key.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <exception cref="StoreException">The copy cannot be written.</exception>
    public Task BackupAsync(string path, CancellationToken cancel) => SqliteCopy.MakeAsync(connectionString, path, "keys", cancel);

    /// <summary>Under the gate, or a key read just before it was destroyed would be remembered for ever after.</summary>
    private byte[]? Read(SqliteConnection connection, string subject)
    {
        var wrapped = connection.QuerySingleOrDefault<byte[]>("select wrapped from subject_keys where subject = @subject", new { subject });
        if (wrapped is null || !wrapped.AsSpan().ContainsAnyExcept((byte)0)) return null;
        if (known.Count >= remembered) known.Clear();
        return known[subject] = Unwrap(subject, wrapped);
    }

    private byte[] Unwrap(string subject, byte[] wrapped)
    {
        try
        {
            return Aead.Decrypt(master, wrapped, subject);
        }
        catch (AuthenticationTagMismatchException wrong)
        {
            throw new CryptographicException("The keys' file was made under another master key, or was damaged.", wrong);
        }
    }

    /// <summary>Moves the write-ahead log into the file and cuts it to nothing; false while somebody reads it.</summary>
    private static bool CutOff(SqliteConnection connection) => connection.ExecuteScalar<long>("pragma wal_checkpoint(truncate)") == 0;

    /// <summary>One at a time, on one connection; after a fault the next gets a new one.</summary>
    private T Use<T>(Func<SqliteConnection, T> act)
    {
        lock (gate)
        {
            try
            {
                open ??= Open(connectionString);
                var done = act(open);
                Fault = null;
                return done;
            }
            catch (SqliteException fault)
            {
                open?.Dispose();
                open = null;
                var explained = SqliteFaults.Explain(fault, "keys");
                Fault = explained.Message;
                throw explained;
            }
        }
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("pragma busy_timeout = 1000; pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            open?.Dispose();
            open = null;
            known.Clear();
            CryptographicOperations.ZeroMemory(master);
        }
    }
}
