using Dapper;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>
/// The one connection that writes, with its prepared statements, lent to one user at a time: within the process the
/// writer, leases and checkpoints take turns here, in order, and not by trying at SQLite's lock again and again. After a
/// fault it is closed, and the next user opens a new one.
/// </summary>
internal sealed class SqliteWriteConnection(string path, Action<string>? beforeStatement) : IAsyncDisposable
{
    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
    private readonly SemaphoreSlim turn = new(1, 1);
    private SqliteConnection? connection;
    private SqliteStatements? statements;
    private bool disposed;

    /// <summary>Begins a transaction; the connection is the batch's until <see cref="Return"/>.</summary>
    public async Task<SqliteLogBatch> BeginAsync(LookUp wanted, CancellationToken cancel)
    {
        var batch = await LockAsync(cancel);
        try
        {
            await batch.LookUpAsync(wanted);
            return batch;
        }
        catch
        {
            await batch.DisposeAsync();
            throw;
        }
    }

    private async Task<SqliteLogBatch> LockAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var open = Open();
            statements ??= new SqliteStatements(open);
            return new SqliteLogBatch(this, open, statements, beforeStatement);
        }
        catch (Exception fault)
        {
            Close();
            turn.Release();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(sqlite);
            throw;
        }
    }

    public void Return() => turn.Release();

    /// <summary>Runs statements that are a transaction of their own each.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return write(Open());
        }
        catch (SqliteException fault)
        {
            Close();
            throw SqliteFaults.Explain(fault);
        }
        finally
        {
            turn.Release();
        }
    }

    private SqliteConnection Open()
    {
        if (connection is not null) return connection;
        var fresh = new SqliteConnection(connectionString);
        try
        {
            fresh.Open();
            // FULL flushes the write-ahead log at every commit. 16 MB of page cache keep the right edges of the indexes in
            // memory. A checkpoint each 64 MB and not each 4: a page that many commits changed is moved into the file once.
            // The time-out is SQLite's own, which waits in steps of milliseconds; the driver's would sleep 150 at once.
            fresh.Execute("pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384; pragma wal_autocheckpoint = 16000;");
            return connection = fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    public void Close()
    {
        statements?.Dispose();
        connection?.Dispose();
        (statements, connection) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        await turn.WaitAsync();
        Close();
        turn.Dispose();
    }
}
