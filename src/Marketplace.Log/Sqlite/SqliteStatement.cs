using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marketplace.Log.Sqlite;

/// <summary>
/// A prepared statement whose parameters are bound in order. The driver's own commands look every parameter up by its
/// name and box its value, which costs more than SQLite's work on a row.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement);
        if (code != raw.SQLITE_OK) throw Explain(code);
    }

    public SqliteStatement Bind(long value) => Bound(raw.sqlite3_bind_int64(statement, ++bound, value));

    public SqliteStatement Bind(string text)
    {
        // An empty span has no address, which SQLite takes for null.
        if (text.Length == 0) return Bound(raw.sqlite3_bind_text(statement, ++bound, ""));
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = length <= 1024 ? stackalloc byte[length] : new byte[length];
        return Bound(raw.sqlite3_bind_text(statement, ++bound, buffer[..Encoding.UTF8.GetBytes(text, buffer)]));
    }

    public SqliteStatement Bind(ReadOnlySpan<byte> bytes) =>
        Bound(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, ++bound, 0) : raw.sqlite3_bind_blob(statement, ++bound, bytes));

    /// <summary>Runs a statement that has no rows.</summary>
    /// <exception cref="SqliteException"/>
    public void Run()
    {
        try
        {
            Read();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>True while there is a row to look at; <see cref="Reset"/> when done.</summary>
    /// <exception cref="SqliteException"/>
    public bool Read() => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw Explain(code),
    };

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    /// <summary>Ready for other values. What it answers is the fault of the last step again, which was thrown there.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        bound = 0;
    }

    private SqliteStatement Bound(int code) => code == raw.SQLITE_OK ? this : throw Explain(code);

    private SqliteException Explain(int code) => new(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, code);

    public void Dispose() => statement.Dispose();
}
