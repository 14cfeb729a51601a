using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Faults.Tests.Http;

/// <summary>What a client is told while the log cannot be written or read, and that it goes on by itself when that is over.</summary>
public sealed class StoreFaultTests
{
    private Func<string, Exception?> fault = _ => null;

    private TestMarket Open() => TestMarket.Open(configure: host => host.ConfigureTestServices(services => services.Replace(
        ServiceDescriptor.Singleton<ILogStore>(provider => SqliteLogStore.OpenAsync(provider.GetRequiredService<DataFolder>().Log, statement =>
        {
            if (fault(statement) is { } thrown) throw thrown;
        }).GetAwaiter().GetResult()))));

    [TearDown]
    public void Mend() => fault = _ => null;

    [Test]
    public async Task When_the_disk_is_full_the_answer_is_503_at_once_and_afterwards_the_same_request_is_taken()
    {
        await using var market = Open();
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        fault = statement => statement == "commit" ? new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13) : null;
        var refused = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Refused(503, "log.unavailable");
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
        Mend();
        var drafted = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Is(201);
        Assert.That(drafted.Replayed, Is.False, "nothing was written the first time");
    }

    [Test]
    public async Task When_nobody_can_say_whether_a_commit_arrived_the_same_key_finds_out_and_nothing_happens_twice()
    {
        await using var market = Open();
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        // The commit arrives, its answer does not, and then the store is gone for as long as is asked.
        var arrived = false;
        fault = statement => statement == "committed" || arrived ? Lost() : null;
        (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Refused(503, "log.outcome_unknown");
        Mend();
        var drafted = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Is(201);
        Assert.That(drafted.Replayed, Is.True, "it was there");

        Exception Lost()
        {
            arrived = true;
            return new StoreException(StoreFault.Unknown, "连接中断");
        }
    }

    [Test]
    public async Task A_process_whose_clock_is_an_hour_behind_the_log_writes_nothing_and_reads_on()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-faults-").FullName;
        Client university;
        string achievement;
        await using (var market = TestMarket.Open(folder))
        {
            market.Clock.Advance(TimeSpan.FromHours(1));
            university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
            achievement = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201).Id;
        }
        await using (var slow = TestMarket.Open(folder))
        {
            university = await slow.SignInAsync(university.Organization, university.Subject, university.Secret);
            (await university.Post($"/v1/achievements/{achievement}/withdrawal", new { reason = "技术已更新" })).Refused(503, "clock.behind");
            (await university.Get($"/v1/achievements/{achievement}")).Is(200);
        }
        Directory.Delete(folder, recursive: true);
    }
}
