using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.SqlServer.StandIn;

/// <summary>
/// Takes the place of a SQL Server where there is none: the store's statements, turned into SQLite's dialect word by word
/// (<see cref="Dialect"/>), on a file. It proves what the store does with its statements and with a server's faults, and counts the
/// round trips; that a SQL Server understands the statements is proved by its parser and, where there is one, by a server.
/// </summary>
internal sealed class StandInServer(string path)
{
    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
    private int roundTrips;

    /// <summary>Asked before each round trip, and after a commit; what it answers is thrown.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>What was sent, in order.</summary>
    public List<string> Sent { get; } = [];

    public int RoundTrips => Volatile.Read(ref roundTrips);

    public DbConnection Connect() => new StandInConnection(this, new SqliteConnection(connectionString));

    internal void Meet(string what)
    {
        Interlocked.Increment(ref roundTrips);
        lock (Sent) Sent.Add(what);
        if (Fault(what) is { } fault) throw fault;
    }

    internal void After(string what)
    {
        if (Fault(what) is { } fault) throw fault;
    }

    public void Forget()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>The number that a SQL Server would have said.</summary>
    internal static Exception Translate(SqliteException fault) => ServerError.Of(fault.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => 1222,
        SQLitePCL.raw.SQLITE_CONSTRAINT => 2627,
        SQLitePCL.raw.SQLITE_FULL => 1105,
        _ => 50000,
    }, fault.Message);
}
