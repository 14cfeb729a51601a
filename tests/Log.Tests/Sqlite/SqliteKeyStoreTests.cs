using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Suite;

namespace Marketplace.Log.Tests.Sqlite;

/// <summary>The keys' suite on SQLite, in a folder of its own for each test.</summary>
public sealed class SqliteKeyStoreTests : KeyStoreSuite
{
    private string folder = "";

    protected override Task CreateAsync()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-keys-").FullName;
        return Task.CompletedTask;
    }

    protected override Task<IKeyStore> OpenAsync() => Task.FromResult<IKeyStore>(new SqliteKeyStore(FilePath("keys")));

    protected override string FilePath(string name) => Path.Combine(folder, $"{name}.db");

    protected override Task DropAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}
