using Marketplace.Domain;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Projection;

/// <summary>
/// Writes and reads rows on the projection's connection. Every statement is prepared once and kept: preparing costs more
/// than running. Parameters are <c>$1</c>, <c>$2</c> … in the order of the values.
/// </summary>
public sealed class Rows : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    internal Rows(SqliteConnection connection) => this.connection = connection;

    /// <summary>Runs the statement and tells how many rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>
    /// Runs an update that must meet exactly one row. Meeting none means that the row's first event was never seen:
    /// an event in an order that cannot be, which must not pass unnoticed.
    /// </summary>
    public void RunOne(string sql, params ReadOnlySpan<object?> values)
    {
        var changed = Run(sql, values);
        if (changed != 1) throw new InvalidOperationException($"One row was to be changed, and {changed} were: {sql}");
    }

    /// <summary>The first row's values, or null when there is none.</summary>
    public object?[]? First(string sql, params ReadOnlySpan<object?> values)
    {
        using var row = Prepare(sql, values).ExecuteReader();
        if (!row.Read()) return null;
        var found = new object?[row.FieldCount];
        for (var i = 0; i < found.Length; i++) found[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return found;
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
            commands.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = ToColumn(values[i]);
        return command;
    }

    /// <summary>The one form that a value has in a column.</summary>
    private static object ToColumn(object? value) => value switch
    {
        null => DBNull.Value,
        string or long or int or byte[] => value,
        Money money => money.Fen,
        Instant at => at.UnixMilliseconds,
        bool flag => flag ? 1L : 0L,
        Enum code => Codes.Of(code),
        DateOnly day => day.ToString("O"),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no column form.", nameof(value)),
    };

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        commands.Clear();
    }
}
