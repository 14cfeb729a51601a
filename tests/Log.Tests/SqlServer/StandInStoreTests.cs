using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.SqlServer.StandIn;
using Marketplace.Log.Tests.Suite;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>The suite on the SQL Server store with a stand-in for the server: its statements, parameters, readers and transactions.</summary>
public sealed class StandInStoreTests : LogStoreSuite
{
    private string folder = "";
    private StandInServer server = null!;

    protected override Task CreateAsync()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-stand-in-").FullName;
        server = new StandInServer(Path.Combine(folder, "server.db"));
        return Task.CompletedTask;
    }

    protected override async Task<ILogStore> OpenAsync() => await SqlServerLogStore.OpenAsync(server.Connect, Time);

    protected override string BackupPath(string name) => Path.Combine(folder, $"{name}.db");

    protected override async Task<ILogStore> OpenBackupAsync(string path) => await SqliteLogStore.OpenAsync(path);

    protected override Task DropAsync()
    {
        server.Forget();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Test]
    public async Task The_servers_clock_is_asked_for_where_the_process_goes_by_its_machines_own()
    {
        await using (var store = await SqlServerLogStore.OpenAsync(server.Connect, TimeProvider.System))
            Assert.That(await store.ReadClockAsync(CancellationToken.None), Is.EqualTo(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).Within(60_000));
        await using (var store = await OpenAsync()) Assert.That(await store.ReadClockAsync(CancellationToken.None), Is.Null);
    }
}
