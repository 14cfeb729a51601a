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
        await SqlServerSchema.ApplyAsync(connection, scripts, new ManualTime(), CancellationToken.None);
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var connection = server.Connect();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    [Test]
    public async Task What_a_database_lacks_is_applied_once_and_what_it_has_is_left_alone()
    {
        await ApplyAsync([.. SqlServerSchema.Scripts]);
        await ApplyAsync([.. SqlServerSchema.Scripts, Second]);
        await ApplyAsync([.. SqlServerSchema.Scripts, Second]);

        Assert.That(await AskAsync("select sum(id) from more"), Is.EqualTo(7));
        Assert.That(await AskAsync("select count(*) from log_scripts where number > 0"), Is.EqualTo(SqlServerSchema.Scripts.Count + 1));
        Assert.That(await AskAsync("select applied_at from log_scripts where number = 2"), Is.EqualTo(ManualTime.Start));
    }

    [Test]
    public async Task Four_processes_that_start_at_once_apply_them_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ApplyAsync([.. SqlServerSchema.Scripts, Second]))));

        Assert.That(await AskAsync("select count(*) from more"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_database_that_a_newer_build_has_changed_is_not_touched()
    {
        await ApplyAsync([.. SqlServerSchema.Scripts, Second]);

        Assert.That(() => SqlServerLogStore.OpenAsync(server.Connect, new ManualTime()), Throws.TypeOf<StoreException>().With.Message.Contains("002-more").And.Message.Contains("Another version"));
    }

    [Test]
    public async Task A_script_that_was_changed_after_it_was_applied_is_noticed()
    {
        await ApplyAsync([.. SqlServerSchema.Scripts]);

        Assert.That(() => ApplyAsync([SqlServerSchema.Scripts[0] with { Checksum = "0" }]), Throws.TypeOf<StoreException>());
    }

    [Test]
    public async Task A_script_that_fails_leaves_nothing_of_itself()
    {
        await ApplyAsync([.. SqlServerSchema.Scripts]);

        Assert.That(() => ApplyAsync([.. SqlServerSchema.Scripts, Second with { Text = "create table more (id int not null);\ngo\ninsert into nowhere (id) values (1);" }]), Throws.Exception);

        Assert.That(await AskAsync("select count(*) from sqlite_schema where name = 'more'"), Is.Zero);
        await ApplyAsync([.. SqlServerSchema.Scripts, Second]);
    }
}
