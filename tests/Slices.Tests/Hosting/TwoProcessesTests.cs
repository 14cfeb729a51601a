using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Hosting;

/// <summary>Two processes over one log: what was done at one is seen at the other, and an erasure there is one here.</summary>
public sealed class TwoProcessesTests
{
    private string folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("marketplace-two-").FullName;

    [TearDown]
    public void Forget() => Directory.Delete(folder, recursive: true);

    private static string? Read(TestMarket market, Sealed profile) => market.Services.GetRequiredService<Seals>().Read(profile);

    private static bool IsInStore(TestMarket market, string subject) =>
        market.Services.GetRequiredService<IKeyStore>().Find(subject) is { } wrapped && !new WrappedKey(subject, wrapped).IsDestroyed;

    /// <summary>From here on the reactions are another process's, which stands still.</summary>
    private static async Task<Lease> TakeReactionsAsync(params TestMarket[] markets)
    {
        foreach (var market in markets) await market.Services.GetRequiredService<ReactionRunner>().StopAsync(CancellationToken.None);
        var now = markets[0].Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return await markets[0].Services.GetRequiredService<ILogStore>().AcquireLeaseAsync(ReactionRunner.Name, "another process", now, now + 3_600_000, CancellationToken.None)
            ?? throw new InvalidOperationException("The lease was given back when the reactions ended.");
    }

    [Test]
    public async Task Whoever_names_the_position_of_what_they_did_at_one_is_shown_it_by_the_other_at_once()
    {
        await using var east = TestMarket.Open(folder);
        await using var west = TestMarket.Open(folder);
        var university = await east.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var elsewhere = await west.SignInAsync(university.Organization, university.Subject, university.Secret);
        for (var i = 0; i < 5; i++)
        {
            var draft = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
            Assert.That((await elsewhere.Get($"/v1/achievements/{draft.Id}")).Is(200).ETag, Is.EqualTo(draft.ETag), "it is in the other's memory");
            var revised = (await university.Put($"/v1/achievements/{draft.Id}", new { titleZh = "低损耗光纤预制棒" }, draft.ETag)).Is(200);
            var seen = (await elsewhere.Get($"/v1/achievements/{draft.Id}", ("Marketplace-Position", $"{revised.Position}"))).Is(200);
            Assert.That(seen.ETag, Is.EqualTo(revised.ETag));
            Assert.That(seen.Body, Does.Contain("低损耗光纤预制棒"));
        }
        (await elsewhere.Get("/v1/achievements/ach_00000000000070008000000000000001", ("Marketplace-Position", "999999"))).Refused(404, "achievement.not_found");
    }

    [Test]
    public async Task Who_has_passed_an_erasure_opens_nothing_of_the_person_although_nobody_has_destroyed_the_key_yet()
    {
        await using var east = TestMarket.Open(folder);
        await using var west = TestMarket.Open(folder);
        var admin = await east.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        var zhou = (await admin.Post("/v1/people", new { name = "周婷婷", email = "zhou@zstu.edu.cn", roles = new[] { "filer" } })).Is(201);
        var profile = (await east.Services.GetRequiredService<Market>().ReadAsync<Person>(zhou.Id, CancellationToken.None)).State.Profile!;
        foreach (var market in new[] { east, west }) Assert.That(Read(market, profile), Does.Contain("周婷婷"), "it is in the memory of both now");
        var reactions = await TakeReactionsAsync(east, west);

        var erased = (await admin.Delete($"/v1/people/{zhou.Id}/profile", zhou.ETag)).Is(200);
        await west.Services.GetRequiredService<Feed>().WaitAsync(erased.Position - 1, CancellationToken.None);

        Assert.That((Read(east, profile), Read(west, profile)), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(IsInStore(east, zhou.Id), "nobody has followed yet");
        await using (var late = TestMarket.Open(folder))
        {
            Assert.That(Read(late, profile), Is.Null, "nor does a process that starts before the key is destroyed");
            Assert.That(IsInStore(late, zhou.Id));
        }

        await east.Services.GetRequiredService<ILogStore>().ReleaseLeaseAsync(reactions, CancellationToken.None);
        await using var after = TestMarket.Open(folder);
        await after.Services.GetRequiredService<ReactionRunner>().SettleAsync(CancellationToken.None);
        Assert.That(IsInStore(west, zhou.Id), Is.False);
    }
}
