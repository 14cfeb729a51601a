using System.Data.Common;
using Dapper;
using Marketplace.Log.Sealing;

namespace Marketplace.Log.SqlServer;

/// <summary>
/// The keys in a SQL Server database of their own, for the processes of any number of machines. A process asks for a key once and
/// keeps it in memory, so the round trip is paid by the first who opens something of the subject.
/// </summary>
/// <remarks>What the server keeps of an overwritten row, in its transaction log and its backups, is the operators' to cut off.</remarks>
public sealed class SqlServerKeyStore : IKeyStore
{
    private const int Attempts = 4;

    private readonly Func<DbConnection> connect;

    private SqlServerKeyStore(Func<DbConnection> connect) => this.connect = connect;

    /// <summary>Opens the keys in a database that exists, and makes or brings up to date its tables.</summary>
    /// <param name="connectionString">As SqlClient takes it; another database than the log's.</param>
    /// <exception cref="StoreException">The server is away, the login may not, or the database is the log's, or another version of the marketplace made the tables.</exception>
    public static Task<SqlServerKeyStore> OpenAsync(string connectionString, TimeProvider time) => OpenAsync(SqlServerConnections.To(connectionString, "keys'"), time);

    /// <param name="connect">Makes a connection that is not open yet.</param>
    internal static async Task<SqlServerKeyStore> OpenAsync(Func<DbConnection> connect, TimeProvider time)
    {
        await using var connection = connect();
        try
        {
            await connection.OpenAsync();
            await SqlServerSchema.ApplyAsync(connection, SqlServerSchema.Keys, "keys", time, CancellationToken.None);
            return new SqlServerKeyStore(connect);
        }
        catch (Exception fault) when (SqlServerFaults.IsFault(fault, connection))
        {
            throw SqlServerFaults.Explain(fault, "keys'");
        }
    }

    public string? Fault { get; private set; }

    public byte[]? Find(string subject) => Use(connection => connection.ExecuteScalar<byte[]>(SqlServerKeyStatements.Find, new { subject }));

    public void Add(IReadOnlyCollection<WrappedKey> keys)
    {
        if (keys.Count == 0) return;
        var parameters = new DynamicParameters();
        parameters.Add("added", TableRows.Of(keys));
        _ = Use(connection => connection.Execute(SqlServerKeyStatements.Add, parameters));
    }

    public void Destroy(string subject) => Use(connection => connection.Execute(SqlServerKeyStatements.Destroy, new { subject, nothing = new byte[WrappedKey.Size] }) == 1
        ? 0 : throw new StoreException(StoreFault.Transient, "Another process has just made the key that is to be destroyed."));

    public IReadOnlyList<WrappedKey> Read(string after, int limit) => Use(connection =>
    {
        using var rows = connection.ExecuteReader(SqlServerKeyStatements.Read, new { after, limit });
        var page = new List<WrappedKey>();
        while (rows.Read()) page.Add(new WrappedKey(rows.GetString(0), (byte[])rows.GetValue(1)));
        return page;
    });

    /// <summary>What is asked here does nothing twice, so it is asked again where it may work now: on a new connection, or with the row in sight that another has made.</summary>
    private T Use<T>(Func<DbConnection, T> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var connection = connect();
            try
            {
                connection.Open();
                var done = act(connection);
                Fault = null;
                return done;
            }
            catch (Exception fault) when (fault is StoreException || SqlServerFaults.IsFault(fault, connection))
            {
                var explained = fault as StoreException ?? SqlServerFaults.Explain(fault, "keys'");
                var again = explained.Fault is StoreFault.Transient || SqlServerFaults.IsDuplicate(fault);
                if (again && attempt < Attempts) continue;
                Fault = explained.Message;
                throw explained;
            }
        }
    }

    /// <summary>Connections are pooled by the driver and belong to nobody.</summary>
    public void Dispose()
    {
    }
}
