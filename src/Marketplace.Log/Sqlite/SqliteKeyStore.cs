using Dapper;
using Marketplace.Log.Sealing;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>
/// The keys in a file of their own beside the log. A destroyed key is gone from the file: overwritten where it stood, and the
/// write-ahead log cut off.
/// </summary>
/// <remarks>What the disk itself keeps of overwritten blocks, only the disk's own encryption can answer for.</remarks>
public sealed class SqliteKeyStore : IKeyStore
{
    private readonly string connectionString;
    private readonly Lock gate = new();
    private SqliteConnection? open;

    /// <param name="path">The file; made when absent.</param>
    /// <exception cref="StoreException">The file cannot be opened or written.</exception>
    public SqliteKeyStore(string path)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString();
        try
        {
            Use(connection => connection.Execute("create table if not exists subject_keys (subject text not null primary key, wrapped blob not null) without rowid"));
            // A process that ended while it destroyed a key may have left it in the write-ahead log.
            Use(CutOff);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string? Fault { get; private set; }

    public byte[]? Find(string subject) => Use(connection => connection.QuerySingleOrDefault<byte[]>("select wrapped from subject_keys where subject = @subject", new { subject }));

    public void Add(IReadOnlyCollection<WrappedKey> keys) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var key in keys) connection.Execute("insert or ignore into subject_keys (subject, wrapped) values (@Subject, @Wrapped)", new { key.Subject, key.Wrapped }, transaction);
        transaction.Commit();
        return keys.Count;
    });

    /// <exception cref="StoreException">Somebody reads the file, so the key could not be cut out of its write-ahead log yet, or the file cannot be written: try again.</exception>
    public void Destroy(string subject) => Use(connection =>
    {
        // With as many bytes as there were, so SQLite writes them in their place.
        connection.Execute("insert into subject_keys (subject, wrapped) values (@subject, zeroblob(@Size)) on conflict (subject) do update set wrapped = excluded.wrapped",
            new { subject, WrappedKey.Size });
        return CutOff(connection) ? 0 : throw new StoreException(StoreFault.Transient, "The destroyed key is still in the write-ahead log of the keys' file, because somebody reads it.");
    });

    public IReadOnlyList<WrappedKey> Read(string after, int limit) => Use(connection =>
    {
        using var rows = connection.ExecuteReader("select subject, wrapped from subject_keys where subject > @after order by subject limit @limit", new { after, limit });
        var page = new List<WrappedKey>();
        while (rows.Read()) page.Add(new WrappedKey(rows.GetString(0), (byte[])rows.GetValue(1)));
        return page;
    });

    /// <summary>Moves the write-ahead log into the file and cuts it to nothing; false while somebody reads it.</summary>
    private static bool CutOff(SqliteConnection connection) => connection.ExecuteScalar<long>("pragma wal_checkpoint(truncate)") == 0;

    /// <summary>One at a time, on one connection; after a fault the next gets a new one.</summary>
    private T Use<T>(Func<SqliteConnection, T> act)
    {
        lock (gate)
        {
            try
            {
                open ??= Open();
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

    private SqliteConnection Open()
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
        }
    }
}
