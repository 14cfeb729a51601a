using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Domain.Epochs;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Tests;
using Marketplace.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Hosting;

public sealed class MigrateLogTests
{
    private string folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("marketplace-migrate-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Run(Verb verb, IServiceProvider services, params string[] arguments)
    {
        await using var output = new StringWriter();
        await verb.RunAsync(services, new Arguments(verb, arguments), output);
        return output.ToString();
    }

    /// <summary>Where a marketplace of the folder has its log and its keys, as a verb is told it.</summary>
    private static (string Log, string Keys) StoresOf(string data) => TestServer.IsNamed
        ? (TestDatabase.OfFolder(data).ConnectionString, TestDatabase.OfFolder(data, DatabaseUse.Keys).ConnectionString)
        : (Path.Combine(data, "log.db"), Path.Combine(data, "keys.db"));

    [Test]
    public async Task A_marketplace_goes_on_with_the_log_in_its_new_place()
    {
        string university;
        Client publisher;
        long position;
        await using (var market = TestMarket.Open())
        {
            publisher = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
            university = publisher.Organization;
            position = market.Position;
            Assert.That(await Run(MigrateLog.Verb, market.Services, $"--from={StoresOf(market.Folder).Log}", $"--to={StoresOf(folder).Log}"), Does.StartWith($"Copied {position} events").And.Contain("Epoch 0, root "));
            Assert.That(await Run(MigrateKeys.Verb, market.Services, $"--from={StoresOf(market.Folder).Keys}", $"--to={StoresOf(folder).Keys}"), Does.StartWith("Copied the keys of 2 subjects."));
            File.Copy(Path.Combine(market.Folder, "master.key"), Path.Combine(folder, "master.key"));
        }

        await using (var market = TestMarket.Open(folder))
        {
            Assert.That(market.Position, Is.EqualTo(position));
            publisher = await market.SignInAsync(university, publisher.Subject, publisher.Secret);
            (await publisher.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
            Assert.That((await publisher.Get($"/v1/people/{publisher.Subject}")).Is(200).Body, Does.Contain("陈志远"), "what was sealed under the keys that moved");
        }
    }

    [Test]
    public async Task Keys_that_come_back_with_the_servers_backup_are_destroyed_again_where_the_log_says_so()
    {
        await using var market = TestMarket.Open();
        var admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        var zhou = (await admin.Post("/v1/people", new { name = "周婷婷", roles = new[] { "filer" } })).Is(201);
        var keys = market.Services.GetRequiredService<IKeyStore>();
        var before = keys.Find(zhou.Id)!;
        (await admin.Delete($"/v1/people/{zhou.Id}/profile", zhou.ETag)).Is(200);
        await market.AdvanceAsync(TimeSpan.FromMinutes(1));
        using (var older = new SqliteKeyStore(Path.Combine(folder, "older.db"))) older.Add([new WrappedKey(zhou.Id, before), new WrappedKey(admin.Subject, keys.Find(admin.Subject)!)]);

        await using var services = new ServiceCollection().AddSingleton(market.Services.GetRequiredService<ILogStore>()).AddSingleton<IKeyStore>(new SqliteKeyStore(Path.Combine(folder, "older.db"))).BuildServiceProvider();
        Assert.That(await Run(MigrateLog.MarkRestored, services), Does.StartWith("Destroyed 1 keys again"));
        var restored = services.GetRequiredService<IKeyStore>();
        Assert.That(new[] { zhou.Id, admin.Subject }.Select(subject => new WrappedKey(subject, restored.Find(subject)!).IsDestroyed), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task A_log_that_the_servers_own_backup_brought_back_begins_a_new_epoch()
    {
        await using (var market = TestMarket.Open(folder))
        {
            await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
            Assert.That(await Run(MigrateLog.MarkRestored, market.Services), Does.Contain("How much was lost is not known. The next start begins epoch 1."));
        }

        await using (var market = TestMarket.Open(folder))
        {
            var last = await market.Services.GetRequiredService<Feed>().ReadAsync(market.Position - 1, 1, CancellationToken.None);
            Assert.That(last[0].Content, Is.TypeOf<EpochStarted>());
        }
    }

    [Test]
    public async Task What_is_no_log_and_what_holds_one_is_refused_in_one_sentence()
    {
        await using var market = TestMarket.Open();
        await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var log = StoresOf(market.Folder).Log;

        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={folder}/none.db", $"--to={folder}/new.db"), Throws.TypeOf<UsageException>().With.Message.Contains("no log at"));
        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={log}", $"--to={log}"), Throws.TypeOf<UsageException>().With.Message.Contains("holds a log already"));
        Assert.That(() => Run(MigrateKeys.Verb, market.Services, $"--from={folder}/none.db", $"--to={folder}/new.db"), Throws.TypeOf<UsageException>().With.Message.Contains("no keys at"));
        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={log}", "--to=Nonsense=1"), Throws.TypeOf<StoreException>().With.Message.Contains("cannot be read"));
    }
}
