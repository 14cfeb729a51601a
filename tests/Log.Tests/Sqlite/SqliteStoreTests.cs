using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Suite;

namespace Marketplace.Log.Tests.Sqlite;

/// <summary>The suite on SQLite, in a folder of its own for each test.</summary>
public sealed class SqliteStoreTests : LogStoreSuite
{
    private string folder = "";

    protected override Task CreateAsync()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-log-").FullName;
        return Task.CompletedTask;
    }

    protected override async Task<ILogStore> OpenAsync() => await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db"));

    protected override string BackupPath(string name) => Path.Combine(folder, $"{name}.db");

    protected override async Task<ILogStore> OpenBackupAsync(string path) => await SqliteLogStore.OpenAsync(path);

    protected override Task DropAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}
