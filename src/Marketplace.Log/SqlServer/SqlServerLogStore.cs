using System.Data.Common;
using Dapper;
using Marketplace.Log.Backups;
using Marketplace.Log.Sqlite;

namespace Marketplace.Log.SqlServer;

/// <summary>
/// The log in a SQL Server database: any number of processes, on any number of machines, take turns at its counter row. SQL Server
/// 2019 and later, Azure SQL, or a server that speaks their protocol.
/// </summary>
public sealed class SqlServerLogStore : ILogStore
{
    /// <summary>A pooled connection may have been cut since it was last used; the next one is new.</summary>
    private const int Reads = 3;

    private readonly Func<DbConnection> connect;
    private readonly Action<string>? beforeStatement;
    private readonly TimeProvider time;

    private SqlServerLogStore(Func<DbConnection> connect, TimeProvider time, Action<string>? beforeStatement) => (this.connect, this.time, this.beforeStatement) = (connect, time, beforeStatement);

    /// <summary>Opens the log in a database that exists, and makes or brings up to date its tables.</summary>
    /// <param name="connectionString">As SqlClient takes it.</param>
    /// <param name="beforeStatement">Called with the name of each statement of a batch before it is sent, and after the commit; the fault tests throw from it.</param>
    /// <exception cref="StoreException">The server is away, the login may not, or another version of the marketplace made the tables.</exception>
    public static Task<SqlServerLogStore> OpenAsync(string connectionString, TimeProvider time, Action<string>? beforeStatement = null) =>
        OpenAsync(SqlServerConnections.To(connectionString, "log's"), time, beforeStatement);

    /// <param name="connect">Makes a connection that is not open yet.</param>
    internal static async Task<SqlServerLogStore> OpenAsync(Func<DbConnection> connect, TimeProvider time, Action<string>? beforeStatement = null)
    {
        var store = new SqlServerLogStore(connect, time, beforeStatement);
        await store.UseAsync(async connection =>
        {
            await SqlServerSchema.ApplyAsync(connection, SqlServerSchema.Log, "log", time, CancellationToken.None);
            return 0;
        }, CancellationToken.None);
        return store;
    }

    public Task<LogHead> ReadHeadAsync(CancellationToken cancel) => ReadAsync(async connection =>
    {
        await using var rows = await connection.ExecuteReaderAsync(Command(SqlServerStatements.ReadHead, null, cancel));
        return await rows.ReadAsync(cancel) ? SqlServerRows.Head(rows) : throw new StoreException(StoreFault.Unavailable, "The log's database has no counter row.");
    }, cancel);

    /// <summary>Nothing where this process goes by another clock than its machine's, as a test does: there is nothing to compare.</summary>
    public async Task<long?> ReadClockAsync(CancellationToken cancel) => time == TimeProvider.System ? await NumberAsync(SqlServerStatements.ReadClock, null, cancel) : null;

    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) => ListAsync(SqlServerStatements.Feed, new { after, limit }, SqlServerRows.Event, cancel);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel) =>
        ListAsync(SqlServerStatements.ReadStream, new { stream, after = afterVersion, limit }, SqlServerRows.Event, cancel);

    public Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel) => NumberAsync(SqlServerStatements.ReadStreamVersion, new { stream }, cancel);

    public async Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel) => await SqlServerLogBatch.BeginAsync(connect(), wanted, beforeStatement, cancel);

    public Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel) =>
        ListAsync(SqlServerStatements.ReadDue, new { until, limit }, row => new DueStream { Stream = row.GetString(0), At = row.GetInt64(1) }, cancel);

    public Task<long> ReadCheckpointAsync(string name, CancellationToken cancel) => NumberAsync(SqlServerStatements.ReadCheckpoint, new { name }, cancel);

    public async Task<bool> MoveCheckpointAsync(string name, long position, Lease lease, long now, CancellationToken cancel) =>
        await ChangeAsync(SqlServerStatements.MoveCheckpoint, new { name, position, lease = lease.Name, owner = lease.Owner, now }, cancel) == 1;

    public async Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel) =>
        await ChangeAsync(SqlServerStatements.AcquireLease, new { name, owner, now, until }, cancel) == 1 ? new Lease(name, owner, until) : null;

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancel) => ChangeAsync(SqlServerStatements.ReleaseLease, new { name = lease.Name, owner = lease.Owner }, cancel);

    public Task<int> DeleteKeysAsync(long usedBefore, int limit, CancellationToken cancel) => ChangeAsync(SqlServerStatements.DeleteKeys, new { usedBefore, limit }, cancel);

    public Task<IReadOnlyList<KeptKey>> ReadKeysAsync(long after, int limit, CancellationToken cancel) => ListAsync(SqlServerStatements.ReadKeys, new { after, limit }, SqlServerRows.KeptKey, cancel);

    public Task<IReadOnlyList<ClaimWrite>> ReadClaimsAsync(string after, int limit, CancellationToken cancel) => ListAsync(SqlServerStatements.ReadClaims, new { after, limit }, SqlServerRows.Claim, cancel);

    public async Task<IReadOnlyDictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancel) =>
        (await ListAsync(SqlServerStatements.ReadCheckpoints, null, row => (Name: row.GetString(0), Position: row.GetInt64(1)), cancel)).ToDictionary(row => row.Name, row => row.Position, StringComparer.Ordinal);

    public Task MarkRestoredAsync(CancellationToken cancel) => UseAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var changed = await connection.ExecuteAsync(new CommandDefinition(SqlServerStatements.MarkRestored, new { name = Writer.RestoredAt }, transaction, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
        return changed;
    }, cancel);

    /// <summary>The server's own backups are the operators'. This is a log in a SQLite file, which restores into either engine.</summary>
    public async Task BackupAsync(string path, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new StoreException(StoreFault.Unavailable, $"'{path}' exists already. A backup goes into a new file.");
        await using var copy = await SqliteLogStore.OpenAsync(path);
        await LogCopy.RunAsync(this, copy, time, null, cancel);
    }

    private static CommandDefinition Command(string text, object? parameters, CancellationToken cancel) => new(text, parameters, cancellationToken: cancel);

    private Task<IReadOnlyList<T>> ListAsync<T>(string text, object? parameters, Func<DbDataReader, T> read, CancellationToken cancel) => ReadAsync<IReadOnlyList<T>>(async connection =>
    {
        await using var rows = await connection.ExecuteReaderAsync(Command(text, parameters, cancel));
        return await rows.ReadAsync(read, cancel);
    }, cancel);

    private Task<long> NumberAsync(string text, object? parameters, CancellationToken cancel) => ReadAsync(connection => connection.ExecuteScalarAsync<long>(Command(text, parameters, cancel)), cancel);

    /// <summary>How many rows were changed; none, when another has just made the row that this would have made.</summary>
    private Task<int> ChangeAsync(string text, object parameters, CancellationToken cancel) => UseAsync(async connection =>
    {
        try
        {
            return await connection.ExecuteAsync(Command(text, parameters, cancel));
        }
        catch (DbException duplicate) when (SqlServerFaults.IsDuplicate(duplicate))
        {
            return 0;
        }
    }, cancel);

    private async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await UseAsync(read, cancel);
            }
            catch (StoreException fault) when (fault.Fault is StoreFault.Transient && attempt < Reads)
            {
                // A read changes nothing, so it may be asked again at once.
            }
        }
    }

    private async Task<T> UseAsync<T>(Func<DbConnection, Task<T>> act, CancellationToken cancel)
    {
        await using var connection = connect();
        try
        {
            await connection.OpenAsync(cancel);
            return await act(connection);
        }
        catch (Exception fault) when (SqlServerFaults.IsFault(fault, connection))
        {
            throw SqlServerFaults.Explain(fault);
        }
    }

    /// <summary>Connections are pooled by the driver and belong to nobody.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
