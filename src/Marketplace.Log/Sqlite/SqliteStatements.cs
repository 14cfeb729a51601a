using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Sqlite;

/// <summary>The statements of a transaction under the log's lock, prepared once a connection: preparing costs more than running.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<SqliteStatement> prepared = [];

    /// <exception cref="SqliteException">The file cannot be read; nothing is left prepared, which would keep it open.</exception>
    public SqliteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        try
        {
            Begin = Prepare("begin immediate");
            Commit = Prepare("commit");
            Rollback = Prepare("rollback");
            ReadHead = Prepare("select position, at, clock_offset, epoch, frontier from head where id = 1");
            Event = Prepare("insert into events (position, stream, version, type, type_version, at, actor, salt, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            FindStream = Prepare("select number from streams where name = ?");
            NewStream = Prepare("insert into streams (name) values (?) returning number");
            FindKey = Prepare("select body_hash, first_position, count, used_at from used_keys where handle = ?");
            // Without "or replace": a key is looked up under the same lock, so a second row would be a bug, and this says so.
            Key = Prepare("insert into used_keys (handle, body_hash, first_position, count, used_at) values (?, ?, ?, ?, ?)");
            FindClaim = Prepare("select holder from claims where name = ?");
            Claim = Prepare("insert or replace into claims (name, holder) values (?, ?)");
            Release = Prepare("delete from claims where name = ?");
            Due = Prepare("insert or replace into due (stream, at) values (?, ?)");
            NotDue = Prepare("delete from due where stream = ?");
            Head = Prepare("update head set position = ?, at = ?, clock_offset = ?, epoch = ?, frontier = ? where id = 1");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SqliteStatement Begin { get; }
    public SqliteStatement Commit { get; }
    public SqliteStatement Rollback { get; }
    public SqliteStatement ReadHead { get; }
    public SqliteStatement Event { get; }
    public SqliteStatement FindStream { get; }
    public SqliteStatement NewStream { get; }
    public SqliteStatement FindKey { get; }
    public SqliteStatement Key { get; }
    public SqliteStatement FindClaim { get; }
    public SqliteStatement Claim { get; }
    public SqliteStatement Release { get; }
    public SqliteStatement Due { get; }
    public SqliteStatement NotDue { get; }
    public SqliteStatement Head { get; }

    private SqliteStatement Prepare(string sql)
    {
        prepared.Add(new SqliteStatement(connection, sql));
        return prepared[^1];
    }

    public void Dispose()
    {
        foreach (var statement in prepared) statement.Dispose();
    }
}
