using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Marketplace.Log.SqlServer;

/// <summary>Connections are pooled by the driver and belong to nobody.</summary>
internal static class SqlServerConnections
{
    /// <summary>Makes connections that are not open yet.</summary>
    /// <param name="connectionString">As SqlClient takes it.</param>
    /// <param name="whose">What the database holds: the log's, the keys'.</param>
    /// <exception cref="StoreException">It is no connection string.</exception>
    public static Func<DbConnection> To(string connectionString, string whose)
    {
        try
        {
            var readable = new SqlConnectionStringBuilder(connectionString).ConnectionString;
            return () => new SqlConnection(readable);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreException(StoreFault.Unavailable, $"The connection string of the {whose} server cannot be read: {wrong.Message}", wrong);
        }
    }
}
