using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>The statements of a transaction under the log's lock, prepared once a connection: preparing costs more than running.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    public SqliteStatement Begin { get; } = new(connection, "begin immediate");

    public SqliteStatement Commit { get; } = new(connection, "commit");

    public SqliteStatement Rollback { get; } = new(connection, "rollback");

    public SqliteStatement ReadHead { get; } = new(connection, "select position, at, clock_offset, epoch, frontier from head where id = 1");

    public SqliteStatement Event { get; } = new(connection,
        "insert into events (position, stream, version, type, type_version, at, actor, salt, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");

    public SqliteStatement FindKey { get; } = new(connection,
        "select body_hash, first_position, count, used_at from used_keys where handle = ?");

    // Without "or replace": a key is looked up under the same lock, so a second row would be a bug, and this says so.
    public SqliteStatement Key { get; } = new(connection,
        "insert into used_keys (handle, body_hash, first_position, count, used_at) values (?, ?, ?, ?, ?)");

    public SqliteStatement FindClaim { get; } = new(connection, "select holder from claims where name = ?");

    public SqliteStatement Claim { get; } = new(connection, "insert or replace into claims (name, holder) values (?, ?)");

    public SqliteStatement Release { get; } = new(connection, "delete from claims where name = ?");

    public SqliteStatement Due { get; } = new(connection, "insert or replace into due (stream, at) values (?, ?)");

    public SqliteStatement NotDue { get; } = new(connection, "delete from due where stream = ?");

    public SqliteStatement Head { get; } = new(connection,
        "update head set position = ?, at = ?, clock_offset = ?, epoch = ?, frontier = ? where id = 1");

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[Begin, Commit, Rollback, ReadHead, Event, FindKey, Key, FindClaim, Claim, Release, Due, NotDue, Head]) statement.Dispose();
    }
}
