using Dapper;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel.Files;

/// <summary>Where a file stands and what made it.</summary>
internal sealed record ViewFileHeader
{
    public required string Schema { get; init; }
    public required string Fingerprint { get; init; }
    public required long Position { get; init; }
    public required byte[] LogMark { get; init; }
}

/// <summary>
/// One generation of the read model on disk. Write-ahead logged with <c>synchronous=NORMAL</c>: the checkpoint commits
/// with the rows it stands for, and what a power cut takes away is whole transactions from the end. So the file is always
/// consistent with its own position and is followed on from there; the disk is waited for once a checkpoint (16 MB), not
/// once a transaction. <c>OFF</c> would save that too, and leave a file that may be torn.
/// </summary>
internal sealed class ViewFile(string path)
{
    private readonly Lock gate = new();
    private readonly Stack<SqliteConnection> idle = [];
    private int readers;
    private bool retired;
    private Action? whenUnread;

    public string Path => path;

    public static ViewFile Create(string path, ViewFileSchema schema)
    {
        var file = new ViewFile(path);
        using var connection = file.OpenForWriting();
        using var transaction = connection.BeginTransaction();
        connection.Execute(schema.Sql, transaction: transaction);
        connection.Execute("insert into read_model values (1, @Schema, @Fingerprint, 0, x'')", new { schema.Schema, schema.Fingerprint }, transaction);
        transaction.Commit();
        return file;
    }

    /// <summary>Null when the file is torn, is no database, or is none of ours.</summary>
    public ViewFileHeader? ReadHeader()
    {
        try
        {
            using var connection = OpenForWriting();
            return connection.QuerySingleOrDefault<ViewFileHeader>("select schema, fingerprint, position, log_mark as LogMark from read_model where id = 1");
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_ERROR)
        {
            return null;
        }
    }

    public SqliteConnection OpenForWriting() => Open(SqliteOpenMode.ReadWriteCreate,
        "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16384; pragma wal_autocheckpoint = 4000; pragma temp_store = memory;");

    private SqliteConnection Open(SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute(settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A read-only connection, or null when the file has been retired. Give it back with <see cref="Return"/>.</summary>
    public SqliteConnection? Rent()
    {
        lock (gate)
        {
            if (retired) return null;
            readers++;
            if (idle.TryPop(out var connection)) return connection;
        }
        try
        {
            return Open(SqliteOpenMode.ReadOnly, "pragma cache_size = -4096; pragma temp_store = memory;");
        }
        catch
        {
            Leave(null);
            throw;
        }
    }

    /// <param name="sound">False when something failed on the connection, which is then closed.</param>
    public void Return(SqliteConnection connection, bool sound)
    {
        if (!sound) connection.Dispose();
        Leave(sound ? connection : null);
    }

    private void Leave(SqliteConnection? connection)
    {
        Action? last = null;
        lock (gate)
        {
            readers--;
            if (connection is not null)
            {
                if (!retired && idle.Count < Environment.ProcessorCount * 2) idle.Push(connection);
                else connection.Dispose();
            }
            if (retired && readers == 0) (last, whenUnread) = (whenUnread, null);
        }
        last?.Invoke();
    }

    /// <summary>Takes no more readers, and does the last thing when those who read have left.</summary>
    public void Retire(Action last)
    {
        lock (gate)
        {
            if (retired) return;
            retired = true;
            while (idle.TryPop(out var connection)) connection.Dispose();
            if (readers > 0)
            {
                whenUnread = last;
                return;
            }
        }
        last();
    }
}
