using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Suite;
using Marketplace.Tests.Databases;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>The suite on a SQL Server, in a database of its own for each test; a counted skip where there is none.</summary>
[Category("SqlServer")]
public sealed class SqlServerStoreTests : LogStoreSuite
{
    private TestDatabase database = null!;
    private string folder = "";

    protected override async Task CreateAsync()
    {
        database = await TestDatabase.RentAsync();
        folder = Directory.CreateTempSubdirectory("marketplace-server-").FullName;
    }

    protected override async Task<ILogStore> OpenAsync() => await SqlServerLogStore.OpenAsync(database.ConnectionString, Time);

    protected override string BackupPath(string name) => Path.Combine(folder, $"{name}.db");

    protected override async Task<ILogStore> OpenBackupAsync(string path) => await SqliteLogStore.OpenAsync(path);

    protected override async Task DropAsync()
    {
        if (folder.Length == 0) return;
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }

    [Test]
    public async Task The_servers_clock_is_asked_for_where_the_process_goes_by_its_machines_own()
    {
        await using (var store = await SqlServerLogStore.OpenAsync(database.ConnectionString, TimeProvider.System))
            Assert.That(await store.ReadClockAsync(CancellationToken.None), Is.EqualTo(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).Within(60_000));
        await using (var store = await OpenAsync()) Assert.That(await store.ReadClockAsync(CancellationToken.None), Is.Null);
    }
}
