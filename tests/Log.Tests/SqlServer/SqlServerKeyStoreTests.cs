using Marketplace.Log.Sealing;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Suite;
using Marketplace.Tests.Databases;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>The keys' suite on a SQL Server, in a database of its own for each test; a counted skip where there is none.</summary>
[Category("SqlServer")]
public sealed class SqlServerKeyStoreTests : KeyStoreSuite
{
    private TestDatabase database = null!;
    private string folder = "";

    protected override async Task CreateAsync()
    {
        database = await TestDatabase.RentAsync(DatabaseUse.Keys);
        folder = Directory.CreateTempSubdirectory("marketplace-server-keys-").FullName;
    }

    protected override async Task<IKeyStore> OpenAsync() => await SqlServerKeyStore.OpenAsync(database.ConnectionString, TimeProvider.System);

    protected override string FilePath(string name) => Path.Combine(folder, $"{name}.db");

    protected override async Task DropAsync()
    {
        if (folder.Length == 0) return;
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }
}
