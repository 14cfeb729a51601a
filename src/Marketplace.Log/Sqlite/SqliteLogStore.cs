using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>
/// The log in one SQLite file, write-ahead logged with <c>synchronous=FULL</c>: an acknowledged command survives a power
/// cut. The log's lock is <c>BEGIN IMMEDIATE</c>, so processes on one folder take turns.
/// </summary>
public sealed class SqliteLogStore : ILogStore
{
    /// <summary>Of the file; <c>schema.sql</c> sets it.</summary>
    private const int Format = 2;

    private readonly string readConnection;
    private readonly SqliteWriteConnection writes;
    private bool disposed;

    private SqliteLogStore(string path, Action<string>? beforeStatement)
    {
        readConnection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = true, DefaultTimeout = 30 }.ToString();
        writes = new SqliteWriteConnection(path, beforeStatement);
    }

    /// <summary>Opens the log, making the file and its tables when they are absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beforeStatement">Called with the name of each statement under the log's lock before it runs, and after the commit; the fault tests throw from it.</param>
    /// <exception cref="StoreException">The file cannot be opened or written.</exception>
    public static async Task<SqliteLogStore> OpenAsync(string path, Action<string>? beforeStatement = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var store = new SqliteLogStore(path, beforeStatement);
        try
        {
            await store.writes.RunAsync(CreateSchema, CancellationToken.None);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static int CreateSchema(SqliteConnection connection)
    {
        var format = connection.ExecuteScalar<long>("pragma user_version");
        if (format is not (0 or Format) || (format == 0 && connection.ExecuteScalar<long>("select count(*) from sqlite_master") > 0))
            throw new StoreException(StoreFault.Unavailable, $"The log's file has format {format}; this build reads and writes format {Format}.");
        return connection.Execute(Schema);
    }

    private static string Schema
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Marketplace.Log.Sqlite.schema.sql")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    public Task<LogHead> ReadHeadAsync(CancellationToken cancel) => ReadAsync(SqliteRows.Head);

    /// <summary>A file goes by the clock of the machine.</summary>
    public Task<long?> ReadClockAsync(CancellationToken cancel) => Task.FromResult<long?>(null);

    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) =>
        ReadAsync(connection => SqliteRows.Feed(connection, after, limit));

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel) =>
        ReadAsync(connection => SqliteRows.Stream(connection, stream, afterVersion, limit));

    public Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel) =>
        ReadAsync(connection => connection.ExecuteScalar<long>("select coalesce(max(version), 0) from events where stream = (select number from streams where name = @stream)", new { stream }));

    public async Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel) => await writes.BeginAsync(wanted, cancel);

    public Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel) =>
        ReadAsync(connection => (IReadOnlyList<DueStream>)connection.Query<DueStream>(
            "select stream, at from due where at <= @until order by at, stream limit @limit", new { until, limit }).AsList());

    public Task<long> ReadCheckpointAsync(string name, CancellationToken cancel) =>
        ReadAsync(connection => connection.ExecuteScalar<long>("select coalesce(max(position), 0) from checkpoints where name = @name", new { name }));

    public Task<bool> MoveCheckpointAsync(string name, long position, Lease lease, long now, CancellationToken cancel) =>
        writes.RunAsync(connection => connection.Execute(
            """
            insert into checkpoints (name, position)
            select @name, @position where exists (select 1 from leases where name = @lease and owner = @owner and "until" > @now)
            on conflict (name) do update set position = excluded.position
            """,
            new { name, position, lease = lease.Name, owner = lease.Owner, now }) == 1, cancel);

    public Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel) =>
        writes.RunAsync(connection => connection.Execute(
            """
            insert into leases (name, owner, "until") values (@name, @owner, @until)
            on conflict (name) do update set owner = excluded.owner, "until" = excluded."until"
            where leases.owner = excluded.owner or leases."until" <= @now
            """,
            new { name, owner, now, until }) == 1 ? new Lease(name, owner, until) : null, cancel);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancel) =>
        writes.RunAsync(connection => connection.Execute("delete from leases where name = @Name and owner = @Owner", new { lease.Name, lease.Owner }), cancel);

    public Task<int> DeleteKeysAsync(long usedBefore, int limit, CancellationToken cancel) =>
        writes.RunAsync(connection => connection.Execute(
            "delete from used_keys where id in (select id from (select id, used_at from used_keys order by id limit @limit) where used_at < @usedBefore)",
            new { usedBefore, limit }), cancel);

    public Task<IReadOnlyList<KeptKey>> ReadKeysAsync(long after, int limit, CancellationToken cancel) => ReadAsync(connection => SqliteRows.Keys(connection, after, limit));

    public Task<IReadOnlyList<ClaimWrite>> ReadClaimsAsync(string after, int limit, CancellationToken cancel) =>
        ReadAsync(connection => (IReadOnlyList<ClaimWrite>)[.. connection.Query<(string Name, string Holder)>(
            "select name, holder from claims where name > @after order by name limit @limit", new { after, limit }).Select(row => new ClaimWrite(row.Name, row.Holder))]);

    public Task<IReadOnlyDictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancel) =>
        ReadAsync(connection => (IReadOnlyDictionary<string, long>)connection.Query<(string Name, long Position)>("select name, position from checkpoints").ToDictionary());

    public Task MarkRestoredAsync(CancellationToken cancel) => writes.RunAsync(connection => connection.Execute(
        "begin; delete from leases; insert or replace into checkpoints (name, position) select @RestoredAt, position from head; commit", new { Writer.RestoredAt }), cancel);

    public Task BackupAsync(string path, CancellationToken cancel) => SqliteCopy.MakeAsync(readConnection, path, cancel);

    /// <summary>SQLite answers in place, so a short-lived pooled connection and no thread of its own is the quickest way.</summary>
    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = new SqliteConnection(readConnection);
            connection.Open();
            return Task.FromResult(read(connection));
        }
        catch (SqliteException fault)
        {
            return Task.FromException<T>(SqliteFaults.Explain(fault));
        }
    }

    /// <summary>May be called again: both the service that ends the writer and the container that made the store do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        await writes.DisposeAsync();
        using var connection = new SqliteConnection(readConnection);
        SqliteConnection.ClearPool(connection);
    }
}
