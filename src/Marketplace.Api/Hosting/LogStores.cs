using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;

namespace Marketplace.Api.Hosting;

/// <summary>Where the log is: a file in the data folder, or the SQL Server database that <c>Log:SqlServer</c> names.</summary>
internal static class LogStores
{
    public const string SqlServer = "Log:SqlServer";

    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static async Task<ILogStore> OpenAsync(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()[SqlServer] is { Length: > 0 } server
            ? await SqlServerLogStore.OpenAsync(server, services.GetRequiredService<TimeProvider>())
            : await SqliteLogStore.OpenAsync(services.GetRequiredService<DataFolder>().Log);
}
