using Dapper;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Escrow;
using Marketplace.Log.Tests.SqlServer.StandIn;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>Scripts go forward only: each once, in order, and only those that this build knows.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SchemaTests
{
    private static readonly SqlServerScript Second = new(2, "002-more", "create table more (id int not null);\ngo\ninsert into more (id) values (7);", "beef");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-scripts-");
    private StandInServer server = null!;

    [SetUp]
    public void Make() => server = new StandInServer(Path.Combine(folder.FullName, "server.db"));

    [TearDown]
    public void Forget()
    {
        server.Forget();
        folder.Delete(recursive: true);
    }

    private async Task ApplyAsync(params SqlServerScript[] scripts)
    {
        await using var connection = server.Connect();
        await connection.OpenAsync();
        await SqlServerSchema.ApplyAsync(connection, scripts, "log", new ManualTime(), CancellationToken.None);
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var connection = server.Connect();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    [Test]
    public async Task What_a_database_lacks_is_applied_once_and_what_it_has_is_left_alone()
    {
        await ApplyAsync([.. SqlServerSchema.Log]);
        await ApplyAsync([.. SqlServerSchema.Log, Second]);
        await ApplyAsync([.. SqlServerSchema.Log, Second]);

        Assert.That(await AskAsync("select sum(id) from more"), Is.EqualTo(7));
        Assert.That(await AskAsync("select count(*) from applied_scripts where number > 0"), Is.EqualTo(SqlServerSchema.Log.Count + 1));
        Assert.That(await AskAsync("select applied_at from applied_scripts where number = 2"), Is.EqualTo(ManualTime.Start));
    }

    [Test]
    public async Task Four_processes_that_start_at_once_apply_them_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ApplyAsync([.. SqlServerSchema.Log, Second]))));

        Assert.That(await AskAsync("select count(*) from more"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_database_that_a_newer_build_has_changed_is_not_touched()
    {
        await ApplyAsync([.. SqlServerSchema.Log, Second]);

        Assert.That(() => SqlServerLogStore.OpenAsync(server.Connect, new ManualTime()), Throws.TypeOf<StoreException>().With.Message.Contains("002-more").And.Message.Contains("another version"));
    }

    [Test]
    public async Task The_database_of_the_log_is_refused_for_the_keys_and_that_of_the_keys_for_the_log()
    {
        await ApplyAsync([.. SqlServerSchema.Log]);
        Assert.That(() => SqlServerKeyStore.OpenAsync(server.Connect, new ManualTime()), Throws.TypeOf<StoreException>().With.Message.Contains("in the database of the keys").And.Message.Contains("another's database"));

        var keys = new StandInServer(Path.Combine(folder.FullName, "keys.db"));
        (await SqlServerKeyStore.OpenAsync(keys.Connect, new ManualTime())).Dispose();
        Assert.That(() => SqlServerLogStore.OpenAsync(keys.Connect, new ManualTime()), Throws.TypeOf<StoreException>().With.Message.Contains("in the database of the log"));
        keys.Forget();
    }

    [Test]
    public async Task A_script_that_was_changed_after_it_was_applied_is_noticed()
    {
        await ApplyAsync([.. SqlServerSchema.Log]);

        Assert.That(() => ApplyAsync([SqlServerSchema.Log[0] with { Checksum = "0" }]), Throws.TypeOf<StoreException>());
    }

    [Test]
    public async Task A_script_that_fails_leaves_nothing_of_itself()
    {
        await ApplyAsync([.. SqlServerSchema.Log]);

        Assert.That(() => ApplyAsync([.. SqlServerSchema.Log, Second with { Text = "create table more (id int not null);\ngo\ninsert into nowhere (id) values (1);" }]), Throws.Exception);

        Assert.That(await AskAsync("select count(*) from sqlite_schema where name = 'more'"), Is.Zero);
        await ApplyAsync([.. SqlServerSchema.Log, Second]);
    }
}
