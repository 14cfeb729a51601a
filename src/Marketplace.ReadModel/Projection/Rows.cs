using System.Text;
using Marketplace.Domain;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Marketplace.ReadModel.Projection;

/// <summary>
/// Writes rows on the projection's connection. Every statement is prepared once and kept, and bound by number on the
/// engine's own interface: a command of the provider looks each parameter up by its name at every run, which took a fifth
/// of a projection's time. Parameters are <c>?1</c>, <c>?2</c> …: the number is the place among the values.
/// </summary>
public sealed class Rows : IDisposable
{
    private readonly sqlite3 database;
    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);

    internal Rows(SqliteConnection connection) => database = connection.Handle!;

    /// <summary>Runs the statement and tells how many rows it changed, when it is one that changes rows.</summary>
    /// <exception cref="SqliteException">The engine refuses.</exception>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        try
        {
            for (var i = 0; i < values.Length; i++) Bind(statement, i + 1, values[i]);
            int result;
            do result = sqlite3_step(statement);
            while (result == SQLITE_ROW);
            if (result != SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
            return sqlite3_changes(database);
        }
        finally
        {
            // It repeats the step's error, which has been thrown already.
            _ = sqlite3_reset(statement);
        }
    }

    /// <summary>
    /// Runs an update that must meet exactly one row. Meeting none means that the row's first event was never seen:
    /// an event in an order that cannot be, which must not pass unnoticed.
    /// </summary>
    public void RunOne(string sql, params ReadOnlySpan<object?> values)
    {
        var changed = Run(sql, values);
        if (changed != 1) throw new InvalidOperationException($"One row was to be changed, and {changed} were: {sql}");
    }

    /// <summary>The first row of what the statement finds, or null. A column is a long, a string, bytes or null.</summary>
    public object?[]? First(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        try
        {
            for (var i = 0; i < values.Length; i++) Bind(statement, i + 1, values[i]);
            var result = sqlite3_step(statement);
            if (result == SQLITE_DONE) return null;
            if (result != SQLITE_ROW) SqliteException.ThrowExceptionForRC(result, database);
            var row = new object?[sqlite3_column_count(statement)];
            for (var i = 0; i < row.Length; i++)
                row[i] = sqlite3_column_type(statement, i) switch
                {
                    SQLITE_NULL => null,
                    SQLITE_INTEGER => sqlite3_column_int64(statement, i),
                    SQLITE_BLOB => sqlite3_column_blob(statement, i).ToArray(),
                    _ => sqlite3_column_text(statement, i).utf8_to_string(),
                };
            return row;
        }
        finally
        {
            // It repeats the step's error, which has been thrown already.
            _ = sqlite3_reset(statement);
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var known)) return known;
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v3(database, sql, SQLITE_PREPARE_PERSISTENT, out var statement), database);
        statements.Add(sql, statement);
        return statement;
    }

    /// <summary>The one form that a value has in a column.</summary>
    private void Bind(sqlite3_stmt statement, int index, object? value) => SqliteException.ThrowExceptionForRC(value switch
    {
        null => sqlite3_bind_null(statement, index),
        string text => Bind(statement, index, text),
        long number => sqlite3_bind_int64(statement, index, number),
        int number => sqlite3_bind_int64(statement, index, number),
        bool flag => sqlite3_bind_int64(statement, index, flag ? 1 : 0),
        Money money => sqlite3_bind_int64(statement, index, money.Fen),
        Instant at => sqlite3_bind_int64(statement, index, at.UnixMilliseconds),
        Enum code => sqlite3_bind_text(statement, index, Codes.Of(code)),
        DateOnly day => sqlite3_bind_text(statement, index, day.ToString("O")),
        byte[] bytes => sqlite3_bind_blob(statement, index, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no column form.", nameof(value)),
    }, database);

    /// <summary>Without an array in between.</summary>
    private static int Bind(sqlite3_stmt statement, int index, string text)
    {
        // An empty span has no address, which the engine takes for null.
        if (text.Length is 0 or > 256) return sqlite3_bind_text(statement, index, text);
        Span<byte> buffer = stackalloc byte[Encoding.UTF8.GetMaxByteCount(256)];
        return sqlite3_bind_text(statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
    }
}
