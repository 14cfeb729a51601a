using Dapper;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>The one connection that writes, with its prepared statements. After a fault it is closed, and the next batch opens a new one.</summary>
internal sealed class SqliteWriteConnection(string path, Action<string>? beforeStatement) : IAsyncDisposable
{
    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
    private SqliteConnection? connection;
    private SqliteStatements? statements;

    public Task CreateSchemaAsync(string schema)
    {
        try
        {
            Open().Connection!.Execute(schema);
            return Task.CompletedTask;
        }
        catch (SqliteException fault)
        {
            return Task.FromException(SqliteFaults.Explain(fault));
        }
    }

    public ValueTask<SqliteLogBatch> BeginAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            var open = Open();
            beforeStatement?.Invoke("begin");
            return ValueTask.FromResult(new SqliteLogBatch(this, open.Connection!, open.Statements!, open.Connection!.BeginTransaction(deferred: false), beforeStatement));
        }
        catch (SqliteException fault)
        {
            Close();
            return ValueTask.FromException<SqliteLogBatch>(SqliteFaults.Explain(fault));
        }
    }

    private (SqliteConnection? Connection, SqliteStatements? Statements) Open()
    {
        if (connection is null)
        {
            var fresh = new SqliteConnection(connectionString);
            try
            {
                fresh.Open();
                // 16 MB of page cache keep the right edges of the indexes in memory; FULL flushes the write-ahead log at every commit.
                fresh.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384; pragma wal_autocheckpoint = 4000;");
                connection = fresh;
            }
            catch
            {
                fresh.Dispose();
                throw;
            }
        }
        statements ??= new SqliteStatements(connection);
        return (connection, statements);
    }

    public void Close()
    {
        statements?.Dispose();
        connection?.Dispose();
        (statements, connection) = (null, null);
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }
}
