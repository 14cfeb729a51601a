using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Domain.Epochs;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Hosting;

public sealed class BackupVerbsTests
{
    private string folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("marketplace-backup-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Run(Verb verb, IServiceProvider services, params string[] arguments)
    {
        await using var output = new StringWriter();
        await verb.RunAsync(services, new Arguments(verb, arguments), output);
        return output.ToString();
    }

    [Test]
    public async Task A_backup_is_restored_with_names_and_a_new_epoch_and_what_came_after_it_is_gone()
    {
        var (backup, restored) = (Path.Combine(folder, "backup"), Path.Combine(folder, "restored"));
        string person, lost;
        Client administrator;
        long survived;
        await using (var market = TestMarket.Open())
        {
            administrator = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
            person = (await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin)).Subject;
            survived = market.Position;
            Assert.That(await Run(BackupVerbs.Backup, market.Services, $"--to={backup}"), Does.StartWith($"Backed up {survived} events"));
            lost = (await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.OrgAdmin)).Organization;
            Directory.CreateDirectory(restored);
            File.Copy(Path.Combine(market.Folder, "master.key"), Path.Combine(restored, "master.key"));
        }

        await using (var configured = Configured(restored))
            Assert.That(await Run(BackupVerbs.Restore, configured, $"--from={backup}"), Does.Contain($"Restored {survived} events").And.Contain("begins epoch 1"));

        await using (var market = TestMarket.Open(restored))
        {
            Assert.That(await Run(BackupVerbs.Verify, market.Services), Does.Contain($"{survived + 1} events, epoch 1"));
            var epoch = await market.Services.GetRequiredService<Feed>().ReadAsync(survived, 1, CancellationToken.None);
            Assert.That(epoch[0].Content, Is.TypeOf<EpochStarted>().With.Property("Position").EqualTo(survived));
            (await market.Stranger.Get($"/v1/organizations/{lost}")).Refused(404, "organization.not_found");
            var again = await market.SignInAsync(administrator.Organization, administrator.Subject, administrator.Secret);
            Assert.That((await again.Get($"/v1/people/{person}")).Is(200).Body, Does.Contain("陈志远"));
        }
    }

    [Test]
    public async Task A_backup_never_writes_over_anything()
    {
        await using var market = TestMarket.Open();
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "mine");
        var refused = Assert.ThrowsAsync<UsageException>(() => Run(BackupVerbs.Backup, market.Services, $"--to={folder}"));
        Assert.That(refused!.Message, Does.Contain("is not empty"));
    }

    [Test]
    public async Task A_rebuilt_read_model_says_from_how_many_events()
    {
        string data;
        await using (var market = TestMarket.Open(Path.Combine(folder, "data")))
        {
            await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
            data = market.Folder;
        }
        await using var configured = Configured(data);
        Assert.That(await Run(BackupVerbs.Rebuild, configured), Does.StartWith("Rebuilt the read model from 3 events"));
    }

    /// <summary>The parts as a verb gets them: put together, nothing started.</summary>
    private static ServiceProvider Configured(string data)
    {
        var services = new ServiceCollection();
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(new Microsoft.AspNetCore.Builder.WebApplicationOptions { EnvironmentName = "Sandbox" });
        builder.Configuration["Data"] = data;
        foreach (var service in builder.Services) ((ICollection<ServiceDescriptor>)services).Add(service);
        return services.AddMarketplace().BuildServiceProvider();
    }
}
