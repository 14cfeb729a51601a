using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Domain.Epochs;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Slices.Tests.Contracts;
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
            // Who has kept a copy learns from the feed that it is of another life of the log.
            Assert.That((await market.Stranger.Get("/v1/changes", ("Marketplace-Position", $"{market.Position}"))).Is(200)["epoch"].GetInt32(), Is.EqualTo(1));
            var again = await market.SignInAsync(administrator.Organization, administrator.Subject, administrator.Secret);
            Assert.That((await again.Get($"/v1/people/{person}")).Is(200).Body, Does.Contain("陈志远"));
        }
    }

    /// <summary>Restores a backup into a new folder under the market's own master key.</summary>
    private async Task<(string Folder, string Said)> RestoreAsync(TestMarket market, string backup, string name)
    {
        var restored = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var key in new[] { "master.key", "signing-key.pem" }.Where(key => File.Exists(Path.Combine(market.Folder, key))))
            File.Copy(Path.Combine(market.Folder, key), Path.Combine(restored, key));
        await using var configured = Configured(restored);
        return (restored, await Run(BackupVerbs.Restore, configured, $"--from={backup}"));
    }

    [Test]
    public async Task Attachments_come_along_and_what_was_still_coming_in_does_not()
    {
        var (backup, content) = (Path.Combine(folder, "backup"), ContractDesk.Pdf("转让合同正文"));
        await using var desk = await ContractDesk.OpenAsync();
        var draft = await desk.DraftAsync();
        var attached = (await desk.AttachAsync(draft.Id, content)).Is(201);
        await File.WriteAllTextAsync(Path.Combine(desk.Market.Folder, "documents", "incoming", "half"), "%PDF-1.7 …");

        Assert.That(await Run(BackupVerbs.Backup, desk.Market.Services, $"--to={backup}"), Does.Contain("and 1 attachments to"));
        var (restored, said) = await RestoreAsync(desk.Market, backup, "restored");

        Assert.That(said, Does.Contain("and 1 attachments into"));
        Assert.That(Directory.GetFiles(Path.Combine(restored, "documents"), "*", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        await using var market = TestMarket.Open(restored);
        var seller = await market.SignInAsync(desk.Seller.Organization, desk.Seller.Subject, desk.Seller.Secret);
        Assert.That(await seller.Http.GetByteArrayAsync(new Uri(attached.Header("Location")!, UriKind.Relative)), Is.EqualTo(content));
    }

    [Test]
    public async Task A_key_that_the_restored_log_says_was_destroyed_does_not_come_back_from_an_older_copy_of_the_keys()
    {
        var (older, newer) = (Path.Combine(folder, "older"), Path.Combine(folder, "newer"));
        await using var market = TestMarket.Open();
        var platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        var (erased, kept) = (await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Filer), await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.Filer));
        await Run(BackupVerbs.Backup, market.Services, $"--to={older}");
        var person = (await platform.Get($"/v1/people/{erased.Subject}")).Is(200);
        (await platform.Delete($"/v1/people/{erased.Subject}/profile", person.ETag)).Is(200);
        await market.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Run(BackupVerbs.Backup, market.Services, $"--to={newer}");

        var (beforeErasure, _) = await RestoreAsync(market, older, "before the erasure");
        Assert.That(HasKey(beforeErasure, erased), Is.True, "a backup older than the erasure holds the key still, and its log knows of no erasure");
        var (afterErasure, quiet) = await RestoreAsync(market, newer, "after the erasure");
        Assert.That((HasKey(afterErasure, erased), HasKey(afterErasure, kept)), Is.EqualTo((false, true)));
        Assert.That(quiet, Does.Not.Contain("Destroyed"), "it was gone already");

        File.Copy(Path.Combine(older, "keys.db"), Path.Combine(newer, "keys.db"), overwrite: true);
        var (mixed, said) = await RestoreAsync(market, newer, "mixed");
        Assert.That(said, Does.StartWith("Destroyed 1 keys again"));
        Assert.That((HasKey(mixed, erased), HasKey(mixed, kept)), Is.EqualTo((false, true)));
    }

    private static bool HasKey(string data, Client person)
    {
        using var configured = Configured(data);
        return configured.GetRequiredService<SubjectKeys>().Find(person.Subject) is not null;
    }

    [Test]
    public async Task What_falls_due_after_a_restore_is_what_the_restored_events_say_and_happens()
    {
        var backup = Path.Combine(folder, "backup");
        await using var market = TestMarket.Open();
        var (open, announced) = (await Deal.OpenAsync(market), await Deal.AnnouncedAsync(market));
        (await open.BidAsync(1, 310)).Is(201);
        await market.AppendAsync(announced.University.Organization, new OrganizationSuspended("提供虚假材料", new Instant(market.Now.AddDays(3).ToUnixTimeMilliseconds())));
        var expected = await DueAsync(market);
        Assert.That(expected, Has.Length.EqualTo(3));
        await Run(BackupVerbs.Backup, market.Services, $"--to={backup}");
        // What comes after the backup is not in it: the end of one auction moves, the other is taken back.
        await market.AdvanceToAsync(open.ClosesAt.AddMinutes(-2));
        (await open.BidAsync(2, 320)).Is(201);
        (await announced.Operator.Post($"{announced.Path}/withdrawal", new { reason = "权属待确认" })).Is(200);
        Assert.That(await DueAsync(market), Is.Not.EqualTo(expected));

        var (restored, _) = await RestoreAsync(market, backup, "restored");
        await using var again = TestMarket.Open(restored);
        Assert.That(await DueAsync(again), Is.EqualTo(expected));
        Assert.That(await DueAsync(again), Is.EqualTo(await FoldedDueAsync(again)));
        var keeper = await again.SignInAsync(open.Operator.Organization, open.Operator.Subject, open.Operator.Secret);
        (await keeper.Post("/sandbox/clock", new { until = Deal.At(open.ClosesAt) })).Is(200);
        Assert.That((await again.Stranger.Get(open.Path)).Is(200).Text("phase"), Is.EqualTo("sold"), "at the end that was due before the lost bid moved it");
    }

    private static async Task<(string Stream, long At)[]> DueAsync(TestMarket market) =>
        [.. (await market.Services.GetRequiredService<ILogStore>().ReadDueAsync(long.MaxValue, 100, CancellationToken.None)).Select(due => (due.Stream, due.At))];

    private static async Task<(string Stream, long At)[]> FoldedDueAsync(TestMarket market)
    {
        var (model, states) = (market.Services.GetRequiredService<ILogModel>(), new Dictionary<string, object>());
        foreach (var e in await market.Services.GetRequiredService<ILogStore>().ReadFeedAsync(0, 10_000, CancellationToken.None))
            states[e.Stream] = model.Apply(states.GetValueOrDefault(e.Stream) ?? model.Initial(e.Stream), model.Decode(e.Type, e.TypeVersion, e.Data));
        return [.. from state in states let due = model.Due(state.Value) where due is not null orderby due, state.Key select (state.Key, due.Value)];
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
        foreach (var (name, value) in TestMarket.SettingsOf(data)) builder.Configuration[name] = value;
        foreach (var service in builder.Services) ((ICollection<ServiceDescriptor>)services).Add(service);
        return services.AddMarketplace().BuildServiceProvider();
    }
}
