using Marketplace.Api.Tokens;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;

namespace Marketplace.Api.Hosting;

/// <summary>
/// Where the log and the keys of sealed values are: files in the data folder, or the SQL Server databases that <c>Log:SqlServer</c> and
/// <c>Keys:SqlServer</c> name. Two, so that no backup of the log holds the keys: an erasure could be undone by it.
/// </summary>
internal static class LogStores
{
    public const string SqlServer = "Log:SqlServer";
    public const string KeysSqlServer = "Keys:SqlServer";

    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static async Task<ILogStore> OpenAsync(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()[SqlServer] is { Length: > 0 } server
            ? await SqlServerLogStore.OpenAsync(server, services.GetRequiredService<TimeProvider>())
            : await SqliteLogStore.OpenAsync(services.GetRequiredService<DataFolder>().Log);

    /// <exception cref="ConfigurationException">The log is on a server, and none is named for the keys.</exception>
    /// <exception cref="StoreException">It cannot be opened, or it is the log's database.</exception>
    public static async Task<IKeyStore> OpenKeysAsync(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (configuration[KeysSqlServer] is { Length: > 0 } server) return await SqlServerKeyStore.OpenAsync(server, services.GetRequiredService<TimeProvider>());
        if (configuration[SqlServer] is { Length: > 0 })
            throw new ConfigurationException("The log is on a server, and every process over it needs the same keys of sealed values. Set Keys__SqlServer to the connection string of another database than the log's.");
        return new SqliteKeyStore(services.GetRequiredService<DataFolder>().Keys);
    }
}
