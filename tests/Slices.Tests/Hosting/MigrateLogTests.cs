using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Domain.Epochs;
using Marketplace.Log;
using Marketplace.Tests;
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

    [Test]
    public async Task A_marketplace_goes_on_with_the_log_in_its_new_place()
    {
        string university, there = Path.Combine(folder, "log.db");
        Client publisher;
        long position;
        await using (var market = TestMarket.Open())
        {
            publisher = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
            university = publisher.Organization;
            position = market.Position;
            Assert.That(await Run(MigrateLog.Verb, market.Services, $"--from={Path.Combine(market.Folder, "log.db")}", $"--to={there}"), Does.StartWith($"Copied {position} events").And.Contain("Epoch 0, root "));
            foreach (var file in new[] { "keys.db", "master.key" }) File.Copy(Path.Combine(market.Folder, file), Path.Combine(folder, file));
        }

        await using (var market = TestMarket.Open(folder))
        {
            Assert.That(market.Position, Is.EqualTo(position));
            publisher = await market.SignInAsync(university, publisher.Subject, publisher.Secret);
            (await publisher.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
        }
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
        var log = Path.Combine(market.Folder, "log.db");

        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={folder}/none.db", $"--to={folder}/new.db"), Throws.TypeOf<UsageException>().With.Message.Contains("no log at"));
        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={log}", $"--to={log}"), Throws.TypeOf<UsageException>().With.Message.Contains("holds a log already"));
        Assert.That(() => Run(MigrateLog.Verb, market.Services, $"--from={log}", "--to=Nonsense=1"), Throws.TypeOf<StoreException>().With.Message.Contains("cannot be read"));
    }
}
