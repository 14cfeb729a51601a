using System.Data;
using System.Data.Common;
using Dapper;

namespace Marketplace.Log.SqlServer;

/// <summary>
/// One transaction, from the update of the counter row to commit. Begin, look up, write, commit: four round trips, three of them
/// with the lock in hand, however many commands share it.
/// </summary>
internal sealed class SqlServerLogBatch : ILogBatch
{
    private readonly DbConnection connection;
    private readonly Action<string>? beforeStatement;
    private DbTransaction? transaction;

    private SqlServerLogBatch(DbConnection connection, Action<string>? beforeStatement) => (this.connection, this.beforeStatement) = (connection, beforeStatement);

    public Found Found { get; private set; } = null!;

    /// <summary>Waits for the lock; the connection is the batch's until it is disposed of.</summary>
    /// <exception cref="StoreException"/>
    public static async Task<SqlServerLogBatch> BeginAsync(DbConnection connection, LookUp wanted, Action<string>? beforeStatement, CancellationToken cancel)
    {
        var batch = new SqlServerLogBatch(connection, beforeStatement);
        try
        {
            await batch.TryAsync(() => batch.LockAsync(wanted, cancel));
            return batch;
        }
        catch
        {
            await batch.DisposeAsync();
            throw;
        }
    }

    private async Task<Found> LockAsync(LookUp wanted, CancellationToken cancel)
    {
        beforeStatement?.Invoke("begin");
        await connection.OpenAsync(cancel);
        transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);

        var (text, parameters) = (SqlServerStatements.Lock + SqlServerStatements.Feed, new DynamicParameters(new { after = wanted.After, limit = LookUp.Page }));
        if (wanted.Handles.Count > 0) Add(SqlServerStatements.FindKeys, "handles", TableRows.Of(wanted.Handles));
        if (wanted.Streams.Count > 0) Add(SqlServerStatements.FindStreams, "streams", TableRows.Of(wanted.Streams));
        if (wanted.Claims.Count > 0) Add(SqlServerStatements.FindClaims, "names", TableRows.Of(wanted.Claims));
        beforeStatement?.Invoke("look up");
        await using var rows = await connection.ExecuteReaderAsync(Command(text, parameters, cancel));
        if (!await rows.ReadAsync(cancel)) throw new StoreException(StoreFault.Unavailable, "The log's database has no counter row.");
        var head = SqlServerRows.Head(rows);
        var missed = await NextAsync(SqlServerRows.Event);
        var keys = wanted.Handles.Count > 0 ? await NextAsync(SqlServerRows.Key) : [];
        var streams = wanted.Streams.Count > 0 ? await NextAsync(SqlServerRows.Name) : [];
        var claims = wanted.Claims.Count > 0 ? await NextAsync(SqlServerRows.Claim) : [];
        return Found = new Found(head, missed, keys, streams, claims.ToDictionary(claim => claim.Name, claim => claim.Holder!, StringComparer.Ordinal));

        void Add(string statement, string name, TableRows table)
        {
            text += statement;
            parameters.Add(name, table);
        }

        async Task<List<T>> NextAsync<T>(Func<DbDataReader, T> read)
        {
            await rows.NextResultAsync(cancel);
            return await rows.ReadAsync(read, cancel);
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) => TryAsync<IReadOnlyList<StoredEvent>>(async () =>
    {
        beforeStatement?.Invoke("read feed");
        await using var rows = await connection.ExecuteReaderAsync(Command(SqlServerStatements.Feed, new { after, limit }, cancel));
        return await rows.ReadAsync(SqlServerRows.Event, cancel);
    });

    public async Task CommitAsync(BatchWrite write, CancellationToken cancel)
    {
        await TryAsync(() => WriteAsync(write, cancel));
        try
        {
            beforeStatement?.Invoke("commit");
            await transaction!.CommitAsync(cancel);
            beforeStatement?.Invoke("committed");
        }
        catch (Exception fault) when (SqlServerFaults.IsFault(fault, connection))
        {
            throw SqlServerFaults.ExplainCommit(fault);
        }
    }

    private Task<int> WriteAsync(BatchWrite write, CancellationToken cancel)
    {
        var head = write.Head;
        var (text, parameters) = ("", new DynamicParameters(new { position = head.Position, at = head.At, clockOffset = head.ClockOffset, epoch = head.Epoch, frontier = head.Frontier }));
        if (write.Events.Count > 0) Add(SqlServerStatements.Append, "events", TableRows.Of(write.Events));
        if (write.Keys.Count > 0) Add(SqlServerStatements.UseKeys, "keys", TableRows.Of(write.Keys));
        if (write.Claims.Count > 0) Add(SqlServerStatements.ChangeClaims, "claims", TableRows.Of(write.Claims));
        if (write.Due.Count > 0) Add(SqlServerStatements.ChangeDue, "due", TableRows.Of(write.Due));
        beforeStatement?.Invoke("write");
        return connection.ExecuteAsync(Command(text + SqlServerStatements.MoveHead, parameters, cancel));

        void Add(string statement, string name, TableRows table)
        {
            text += statement;
            parameters.Add(name, table);
        }
    }

    private CommandDefinition Command(string text, object parameters, CancellationToken cancel) => new(text, parameters, transaction, cancellationToken: cancel);

    private async Task<T> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception fault) when (SqlServerFaults.IsFault(fault, connection))
        {
            throw SqlServerFaults.Explain(fault);
        }
    }

    /// <summary>What was not committed is rolled back; where the server cannot be told, it finds out by the connection's end.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null) await transaction.DisposeAsync();
        }
        catch (Exception fault) when (SqlServerFaults.IsFault(fault, connection))
        {
            // Closing does the same.
        }
        await connection.DisposeAsync();
    }
}
