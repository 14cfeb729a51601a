using Marketplace.Api.Upkeep;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Upkeep;

public sealed class ForgetOldKeysTests
{
    private static readonly object Draft = new { titleZh = "钙钛矿太阳能电池封装工艺" };

    private TestMarket market = null!;
    private Client university = null!;

    [SetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
    }

    [TearDown]
    public async Task Close() => await market.DisposeAsync();

    private UpkeepRunner Runner => market.Services.GetRequiredService<UpkeepRunner>();

    private ForgetOldKeys Keys => market.Services.GetServices<IUpkeep>().OfType<ForgetOldKeys>().Single();

    /// <summary>The draft with the key again, whatever the hour: tokens do not last as long as keys.</summary>
    private async Task<Reply> Again(string key) =>
        (await (await market.SignInAsync(university.Organization, university.Subject, university.Secret)).Post("/v1/achievements", Draft, key)).Is(201);

    private async Task<int> CountKeysAsync() => (await market.Services.GetRequiredService<ILogStore>().ReadKeysAsync(0, int.MaxValue, CancellationToken.None)).Count;

    [Test]
    public async Task A_key_gets_its_first_answer_for_72_hours_and_is_a_new_one_a_millisecond_later()
    {
        var first = (await university.Post("/v1/achievements", Draft, "draft-1")).Is(201);
        market.Clock.Advance(TimeSpan.FromHours(72));
        await Keys.DoAsync(CancellationToken.None);
        var repeated = await Again("draft-1");
        Assert.That((repeated.Id, repeated.Replayed), Is.EqualTo((first.Id, true)));

        market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Keys.DoAsync(CancellationToken.None);
        var anew = await Again("draft-1");
        Assert.That((anew.Id == first.Id, anew.Replayed), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task Nobody_has_to_ask_for_it()
    {
        (await university.Post("/v1/achievements", Draft, "draft-1")).Is(201);
        market.Clock.Advance(ForgetOldKeys.Kept + TimeSpan.FromMilliseconds(1));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await CountKeysAsync() > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            market.Clock.Advance(Keys.Every);
            await Task.Yield();
        }
    }

    [Test]
    public async Task The_market_clock_does_not_make_a_key_old()
    {
        (await university.Post("/v1/achievements", Draft, "draft-1")).Is(201);
        await market.AdvanceAsync(TimeSpan.FromDays(30));
        await Keys.DoAsync(CancellationToken.None);
        Assert.That((await Again("draft-1")).Replayed);
    }

    [Test]
    public async Task One_of_several_processes_does_it_and_another_when_that_one_is_gone()
    {
        var store = market.Services.GetRequiredService<ILogStore>();
        var now = market.Clock.GetUtcNow();
        await store.AcquireLeaseAsync(UpkeepRunner.LeaseOf(Keys), "another process", now.ToUnixTimeMilliseconds(), now.AddHours(73).ToUnixTimeMilliseconds(), CancellationToken.None);
        (await university.Post("/v1/achievements", Draft, "draft-1")).Is(201);
        market.Clock.Advance(TimeSpan.FromHours(73) - TimeSpan.FromMilliseconds(1));
        Assert.That(await Runner.RunAsync(Keys, CancellationToken.None), Is.Null, "the other's lease lasts a millisecond longer");
        Assert.That(await CountKeysAsync(), Is.EqualTo(1));

        market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await Runner.RunAsync(Keys, CancellationToken.None))!.Until, Is.EqualTo(now.AddHours(73).Add(2 * Keys.Every).ToUnixTimeMilliseconds()));
        Assert.That(await CountKeysAsync(), Is.Zero);
    }

    [Test]
    public async Task Of_1001_old_keys_none_is_left_and_a_young_one_stays()
    {
        var writer = market.Services.GetRequiredService<Writer>();
        Task Use(string key) => writer.ExecuteAsync(new LogCommand("system:test", [university.Organization], _ =>
            Effect.None.Append(university.Organization, new OrganizationSuspended("提供虚假材料", null))) { Key = new IdempotencyKey("system:test", key, []) }, CancellationToken.None).AsTask();
        await Task.WhenAll(Enumerable.Range(0, (2 * ForgetOldKeys.AtOnce) + 1).Select(i => Use($"停用-{i}")));
        market.Clock.Advance(ForgetOldKeys.Kept);
        await Use("今天");
        Assert.That(await CountKeysAsync(), Is.EqualTo(1002));
        market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Keys.DoAsync(CancellationToken.None);
        Assert.That(await CountKeysAsync(), Is.EqualTo(1));
    }
}
