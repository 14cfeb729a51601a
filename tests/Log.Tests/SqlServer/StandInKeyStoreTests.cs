using Marketplace.Log.Sealing;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.SqlServer.StandIn;
using Marketplace.Log.Tests.Suite;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>The keys' suite on the SQL Server store with a stand-in for the server, and what only a server can do.</summary>
public sealed class StandInKeyStoreTests : KeyStoreSuite
{
    private string folder = "";
    private StandInServer server = null!;

    protected override Task CreateAsync()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-stand-in-keys-").FullName;
        server = new StandInServer(FilePath("server"));
        return Task.CompletedTask;
    }

    protected override async Task<IKeyStore> OpenAsync() => await SqlServerKeyStore.OpenAsync(server.Connect, TimeProvider.System);

    protected override string FilePath(string name) => Path.Combine(folder, $"{name}.db");

    protected override Task DropAsync()
    {
        server.Forget();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Test]
    public async Task A_key_in_memory_costs_no_round_trip_and_opens_while_the_server_is_away()
    {
        using var keys = new SubjectKeys(await OpenAsync(), new byte[32]);
        var vault = new Vault(keys);
        var (cipher, _) = vault.Seal("usr_1", "陈志远"u8);
        var before = server.RoundTrips;
        server.Fault = _ => ServerError.Of(53);
        Assert.That(vault.Open("usr_1", cipher), Is.Not.Null);
        Assert.That(server.RoundTrips, Is.EqualTo(before));

        Assert.That(() => vault.Seal("usr_2", "周婷婷"u8), Throws.TypeOf<StoreException>().With.Message.EqualTo("The keys' server is away or refuses (error 53)."));
        Assert.That(keys.Fault, Does.Contain("The keys' server"));
        server.Fault = _ => null;
        vault.Seal("usr_2", "周婷婷"u8);
        Assert.That(keys.Fault, Is.Null);
    }

    [Test]
    public async Task A_key_is_found_made_and_destroyed_although_each_is_hit_once_by_a_deadlock_and_by_a_connection_that_broke()
    {
        var store = await OpenAsync();
        foreach (var number in new[] { 1205, 10054 })
            foreach (var act in new Action[] { () => store.Add([new WrappedKey($"usr_{number}", new byte[60])]), () => store.Find($"usr_{number}"), () => store.Destroy($"usr_{number}") })
            {
                var hit = false;
                server.Fault = _ => hit ? null : Hit();
                Assert.That(act, Throws.Nothing);
                Assert.That(hit);

                Exception Hit()
                {
                    hit = true;
                    return ServerError.Of(number);
                }
            }
        store.Dispose();
    }
}
