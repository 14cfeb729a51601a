using Dapper;
using Marketplace.ReadModel.Files;
using Microsoft.Data.Sqlite;

namespace Marketplace.ReadModel.Queries;

/// <summary>A question to the read model. It runs in one short read transaction, so that all it reads belongs to one position.</summary>
public abstract record Query<TAnswer>
{
    internal abstract TAnswer Run(Reading reading);
}

/// <summary>The open read transaction of one query.</summary>
internal sealed class Reading
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;

    public Reading(SqliteConnection connection, SqliteTransaction transaction)
    {
        (this.connection, this.transaction) = (connection, transaction);
        Position = connection.ExecuteScalar<long>("select position from read_model where id = 1", transaction: transaction);
    }

    /// <summary>The last event that the rows hold.</summary>
    public long Position { get; }

    public IReadOnlyList<T> Rows<T>(string sql, object? parameters = null) => connection.Query<T>(sql, parameters, transaction).AsList();

    /// <summary>For many rows: each is made by the caller from its columns, without a mapping in between.</summary>
    public IEnumerable<T> Rows<T>(string sql, DynamicParameters parameters, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var name in parameters.ParameterNames) command.Parameters.AddWithValue($"@{name}", parameters.Get<object>(name));
        using var row = command.ExecuteReader();
        while (row.Read()) yield return read(row);
    }

    public T One<T>(string sql, object? parameters = null) => connection.QuerySingle<T>(sql, parameters, transaction);

    public T? OneOrNone<T>(string sql, object? parameters = null) => connection.QuerySingleOrDefault<T>(sql, parameters, transaction);

    /// <summary>One by one, for whoever stops before the end.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? parameters = null) => connection.Query<T>(sql, parameters, transaction, buffered: false);

    /// <summary>For a query that goes through many rows.</summary>
    public Statement Prepare(string sql) => new(connection, sql);

    /// <returns>The copy's position.</returns>
    public long CopyTo(string path)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        connection.BackupDatabase(copy);
        return copy.ExecuteScalar<long>("select position from read_model where id = 1");
    }

    /// <inheritdoc cref="RowDump"/>
    public long Dump(TextWriter output)
    {
        RowDump.Write(connection, transaction, output);
        return Position;
    }

    /// <summary>Whether a stream of one of the views is parked: its rows stand still or are missing.</summary>
    public bool IsIncomplete(params ReadOnlySpan<string> views) =>
        connection.ExecuteScalar<bool>("select exists (select 1 from parked where view in @views)", new { views = views.ToArray() }, transaction);
}
