using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.SqlServer.StandIn;

/// <summary>A connection to the stand-in; every call that would cross the network is counted and may fail.</summary>
internal sealed class StandInConnection(StandInServer server, SqliteConnection inner) : DbConnection
{
    public SqliteConnection Inner => inner;
    public StandInServer Server => server;

    [AllowNull]
    public override string ConnectionString { get => inner.ConnectionString; set => throw new NotSupportedException(); }

    public override string Database => "stand-in";
    public override string DataSource => "stand-in";
    public override string ServerVersion => "15.00";
    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>A pooled connection is there without a round trip.</summary>
    public override void Open()
    {
        server.After("open");
        Run(() =>
        {
            inner.Open();
            using var settings = inner.CreateCommand();
            settings.CommandText = "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = off";
            return settings.ExecuteNonQuery();
        });
    }

    public override void Close() => inner.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        server.Meet("begin");
        return new StandInTransaction(this, inner.BeginTransaction(deferred: true));
    }

    protected override DbCommand CreateDbCommand() => new StandInCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public static T Run<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException fault)
        {
            throw StandInServer.Translate(fault);
        }
    }
}

internal sealed class StandInTransaction(StandInConnection connection, SqliteTransaction inner) : DbTransaction
{
    public SqliteTransaction Inner => inner;
    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;
    protected override DbConnection DbConnection => connection;

    public override void Commit()
    {
        connection.Server.Meet("commit");
        StandInConnection.Run(() =>
        {
            inner.Commit();
            return 0;
        });
        connection.Server.After("committed");
    }

    public override void Rollback() => inner.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
