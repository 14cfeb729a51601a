using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel.Queries;

/// <summary>
/// A statement on the engine's own interface, for a query that goes through thousands of rows and leaves when it has enough.
/// It belongs to its <see cref="Reading"/> and is closed before it.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(database, sql, out statement), database);
    }

    public void Bind(int index, long value) => SqliteException.ThrowExceptionForRC(sqlite3_bind_int64(statement, index, value), database);

    public void Bind(int index, string value) => SqliteException.ThrowExceptionForRC(sqlite3_bind_text(statement, index, value), database);

    /// <summary>Whether there is a row.</summary>
    public bool Step()
    {
        var result = sqlite3_step(statement);
        if (result is SQLITE_ROW) return true;
        if (result is not SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
        return false;
    }

    /// <summary>Ready to be bound anew.</summary>
    public void Reset() => _ = sqlite3_reset(statement);

    public bool IsNull(int column) => sqlite3_column_type(statement, column) is SQLITE_NULL;

    public long Number(int column) => sqlite3_column_int64(statement, column);

    public string? Text(int column) => IsNull(column) ? null : sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Gone with the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
