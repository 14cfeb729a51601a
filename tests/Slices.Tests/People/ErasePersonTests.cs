using System.Text;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.People;

public sealed class ErasePersonTests
{
    private TestMarket market = null!;
    private Client admin = null!, platform = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<(Client Person, string Path, string ETag)> Zhou()
    {
        var invited = (await admin.Post("/v1/people", new { name = "周婷婷测试姓名", email = "zhou.tingting@zstu.edu.cn", phone = "0571-86843111", roles = new[] { "filer" } })).Is(201);
        var zhou = await market.SignInAsync(admin.Organization, invited.Id, invited.Text("clientSecret"));
        return (zhou, $"/v1/people/{invited.Id}/profile", invited.ETag!);
    }

    /// <summary>The answer comes when the reactions have followed everything before it.</summary>
    private Task Settle() => market.AdvanceAsync(TimeSpan.FromMinutes(1));

    private string[] FilesWith(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateFiles(market.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Where(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(bytes) >= 0;
        })];
    }

    private static bool IsInStore(TestMarket market, string subject) =>
        market.Services.GetRequiredService<IKeyStore>().Find(subject) is { } wrapped && !new WrappedKey(subject, wrapped).IsDestroyed;

    [Test]
    public async Task After_it_nobody_reads_the_name_and_the_account_is_closed()
    {
        var (zhou, path, etag) = await Zhou();
        var erased = (await admin.Delete(path, etag)).Is(200);
        Assert.That((erased.Text("state"), erased["roles"].GetArrayLength(), erased.Json.TryGetProperty("name", out _)), Is.EqualTo(("erased", 0, false)));
        foreach (var reader in new[] { admin, platform })
        {
            var read = (await reader.Get($"/v1/people/{zhou.Subject}")).Is(200);
            Assert.That(read.Body, Does.Not.Contain("周婷婷").And.Not.Contain("zhou").And.Not.Contain("86843111"));
        }
        (await zhou.Get($"/v1/people/{zhou.Subject}")).Refused(403, "caller.barred");
        Assert.That(async () => await market.SignInAsync(admin.Organization, zhou.Subject, zhou.Secret), Throws.InvalidOperationException.With.Message.Contains("invalid_client"));
    }

    [Test]
    public async Task The_key_is_destroyed_and_no_file_has_the_name_before_or_after()
    {
        var (zhou, path, etag) = await Zhou();
        await Settle();
        Assert.That(FilesWith("周婷婷测试姓名").Concat(FilesWith("zhou.tingting")).Concat(FilesWith("86843111")), Is.Empty, "before");
        var profile = (await market.Services.GetRequiredService<Market>().ReadAsync<Person>(zhou.Subject, CancellationToken.None)).State.Profile!;
        var seals = market.Services.GetRequiredService<Seals>();
        Assert.That(seals.Read(profile), Does.Contain("周婷婷测试姓名"));
        (await admin.Delete(path, etag)).Is(200);
        await Settle();
        Assert.That(seals.Read(profile), Is.Null);
        Assert.That(market.Services.GetRequiredService<SubjectKeys>().Find(zhou.Subject), Is.Null);
        Assert.That(FilesWith("周婷婷测试姓名").Concat(FilesWith("zhou.tingting")).Concat(FilesWith("86843111")), Is.Empty, "after");
    }

    [Test]
    public async Task A_crash_between_the_event_and_the_key_is_mended_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-erased-").FullName;
        try
        {
            string person;
            Client keeper;
            Sealed profile;
            await using (var before = TestMarket.Open(folder))
            {
                keeper = await before.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.OrgAdmin, Role.Operator);
                person = (await before.JoinAsync(keeper.Organization, Role.Operator)).Subject;
                profile = (await before.Services.GetRequiredService<Market>().ReadAsync<Person>(person, CancellationToken.None)).State.Profile!;
                var keeperActor = new Actor(keeper.Subject, keeper.Organization, OrganizationKind.MarketOperator, new HashSet<Role> { Role.OrgAdmin });
                // The reactions end first, as in a crash between the event's commit and what follows from it.
                await before.Services.GetRequiredService<ReactionRunner>().StopAsync(CancellationToken.None);
                var outcome = await before.Services.GetRequiredService<Writer>().ExecuteAsync(
                    new LogCommand(keeperActor.ToString(), [person], log => log.State<Person>(person).Erase(keeperActor).On(person)), CancellationToken.None);
                Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Done));
                Assert.That(before.Services.GetRequiredService<Seals>().Read(profile), Is.Null, "nobody reads it from here on");
                Assert.That(IsInStore(before, person), "the key outlived the crash");
            }
            await using var after = TestMarket.Open(folder);
            keeper = await after.SignInAsync(keeper.Organization, keeper.Subject, keeper.Secret);
            (await keeper.Post("/sandbox/clock", new { by = "PT1M" })).Is(200);
            Assert.That(after.Services.GetRequiredService<Seals>().Read(profile), Is.Null);
            Assert.That(IsInStore(after, person), Is.False);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task It_is_done_once_and_asked_for_twice_without_effect()
    {
        var (_, path, etag) = await Zhou();
        var first = (await admin.Delete(path, etag)).Is(200);
        var again = (await admin.Delete(path, etag)).Is(200);
        Assert.That((again.Body, again.ETag), Is.EqualTo((first.Body, first.ETag)));
    }

    [Test]
    public async Task The_version_is_named_and_is_the_one_in_force()
    {
        var (_, path, _) = await Zhou();
        (await admin.Delete(path)).Refused(428, "version.required");
        (await admin.Delete(path, "\"9-full-zh\"")).Refused(412, "version.gone");
    }

    [Test]
    public async Task A_closed_account_can_be_erased()
    {
        var (zhou, path, _) = await Zhou();
        var closed = (await admin.Post($"/v1/people/{zhou.Subject}/deactivation")).Is(200);
        Assert.That((await admin.Delete(path, closed.ETag)).Is(200).Text("state"), Is.EqualTo("erased"));
    }

    [Test]
    public async Task It_takes_the_persons_own_administrator()
    {
        var (zhou, path, etag) = await Zhou();
        (await market.Stranger.Delete(path, etag)).Refused(401, "token.missing");
        (await zhou.Delete(path, etag)).Refused(403, "role.missing");
        (await stranger.Delete(path, etag)).Refused(404, "person.not_found");
        (await admin.Delete("/v1/people/usr_00000000000070008000000000000001/profile", etag)).Refused(404, "person.not_found");
        var operators = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await operators.Delete($"/v1/people/{platform.Subject}/profile", "\"1-full-zh\"")).Refused(403, "person.platform_admin");
    }
}
