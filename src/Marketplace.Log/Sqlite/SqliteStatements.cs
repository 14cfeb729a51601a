using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>The writing statements, prepared once a connection: preparing costs more than running.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    public Statement Event { get; } = new(connection,
        "insert into events (position, stream, version, type, type_version, at, actor, salt, data) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", 9);

    public Statement FindKey { get; } = new(connection,
        "select body_hash, first_position, count, used_at from used_keys where scope = $1 and key = $2", 2);

    // Without "or replace": a key is looked up under the same lock, so a second row would be a bug, and this says so.
    public Statement Key { get; } = new(connection,
        "insert into used_keys (scope, key, body_hash, first_position, count, used_at) values ($1, $2, $3, $4, $5, $6)", 6);

    public Statement FindClaim { get; } = new(connection, "select holder from claims where name = $1", 1);

    public Statement Claim { get; } = new(connection, "insert or replace into claims (name, holder) values ($1, $2)", 2);

    public Statement Release { get; } = new(connection, "delete from claims where name = $1", 1);

    public Statement Due { get; } = new(connection, "insert or replace into due (stream, at) values ($1, $2)", 2);

    public Statement NotDue { get; } = new(connection, "delete from due where stream = $1", 1);

    public Statement Head { get; } = new(connection,
        "update head set position = $1, at = $2, clock_offset = $3, epoch = $4, frontier = $5 where id = 1", 5);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[Event, FindKey, Key, FindClaim, Claim, Release, Due, NotDue, Head]) statement.Dispose();
    }

    internal sealed class Statement : IDisposable
    {
        private readonly SqliteCommand command;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        }

        public int Run(SqliteTransaction transaction, params ReadOnlySpan<object> values)
        {
            Bind(transaction, values);
            return command.ExecuteNonQuery();
        }

        public SqliteDataReader Read(SqliteTransaction transaction, params ReadOnlySpan<object> values)
        {
            Bind(transaction, values);
            return command.ExecuteReader();
        }

        private void Bind(SqliteTransaction transaction, ReadOnlySpan<object> values)
        {
            command.Transaction = transaction;
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        }

        public void Dispose() => command.Dispose();
    }
}
