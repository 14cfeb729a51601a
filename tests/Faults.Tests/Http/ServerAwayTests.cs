using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.SqlServer.StandIn;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Faults.Tests.Http;

/// <summary>The log's server is away: readers are answered, writers are told when to come again, and nobody has to start anything.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServerAwayTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-away-");
    private StandInServer server = null!;

    [TearDown]
    public void Forget()
    {
        server.Forget();
        folder.Delete(recursive: true);
    }

    private TestMarket Open()
    {
        server = new StandInServer(Path.Combine(folder.FullName, "server.db"));
        return TestMarket.Open(configure: host => host.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<ILogStore>(provider =>
            SqlServerLogStore.OpenAsync(server.Connect, provider.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult()))));
    }

    [TestCase(53, TestName = "The_server_is_away")]
    [TestCase(40613, TestName = "The_server_fails_over")]
    public async Task Readers_are_answered_and_writers_told_to_come_again(int number)
    {
        await using var market = Open();
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var achievement = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
        (await university.Get("/v1/achievements", ("Marketplace-Position", $"{achievement.Position}"))).Is(200);

        server.Fault = _ => ServerError.Of(number);
        var refused = (await university.Post("/v1/achievements", new { titleZh = "低损耗光纤预制棒" }, "draft-2")).Refused(503, "log.unavailable");
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
        (await university.Get($"/v1/achievements/{achievement.Id}")).Is(200);
        Assert.That((await university.Get("/v1/achievements")).Is(200)["items"].GetArrayLength(), Is.EqualTo(1));
        Assert.That((await market.Stranger.Get("/health/ready")).Is(200).Text("status"), Is.EqualTo("degraded"), "readers are not taken away");
        (await market.Stranger.Get("/health/live")).Is(200);

        server.Fault = _ => null;
        (await university.Post("/v1/achievements", new { titleZh = "低损耗光纤预制棒" }, "draft-2")).Is(201);
    }
}
