using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Faults.Tests.Store;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Faults.Tests.Http;

/// <summary>A real disk that turns read-only under the log.</summary>
public sealed class ReadOnlyDiskTests
{
    private static readonly object Draft = new { titleZh = "钙钛矿太阳能电池封装工艺" };

    [Test]
    public async Task Commands_get_503_what_is_in_memory_and_in_lists_is_read_on_and_it_recovers_by_itself()
    {
        using var disk = SmallDisk.Mount("16m");
        var failing = false;
        await using var market = TestMarket.Open(configure: host => host.ConfigureTestServices(services => services.Replace(
            ServiceDescriptor.Singleton<ILogStore>(provider =>
            {
                // Only the log lies on the disk: what the process holds open elsewhere keeps no disk writable.
                File.CreateSymbolicLink(provider.GetRequiredService<DataFolder>().Log, Path.Combine(disk.Folder, "log.db"));
                return SqliteLogStore.OpenAsync(provider.GetRequiredService<DataFolder>().Log, _ =>
                {
                    if (failing) throw FaultyLog.Sqlite(SQLitePCL.raw.SQLITE_IOERR);
                }).GetAwaiter().GetResult();
            }))));
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var first = (await university.Post("/v1/achievements", Draft)).Is(201);
        (await university.List("/v1/achievements")).Is(200);

        // A disk answers with errors before the system makes it read-only, and after an error the log's file is closed.
        failing = true;
        (await university.Post("/v1/achievements", Draft, "draft-2")).Refused(503, "log.unavailable");
        failing = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            SqliteConnection.ClearAllPools();
        }
        while (!disk.TryRemount("ro"));

        Assert.That((await university.Post("/v1/achievements", Draft, "draft-2")).Refused(503, "log.unavailable").Header("Retry-After"), Is.EqualTo("1"));
        Assert.That((await university.Get($"/v1/achievements/{first.Id}")).Is(200).Id, Is.EqualTo(first.Id));
        Assert.That((await university.List("/v1/achievements")).Is(200)["items"].GetArrayLength(), Is.EqualTo(1));
        var health = (await market.Stranger.Get("/health/ready")).Is(200);
        Assert.That(health.Text("status"), Is.EqualTo("degraded"));
        Assert.That(health.Text("writer.fault"), Does.Contain("read-only").Or.Contain("cannot be opened"));

        SqliteConnection.ClearAllPools();
        disk.Remount("rw");
        Assert.That((await university.Post("/v1/achievements", Draft, "draft-2")).Is(201).Replayed, Is.False);
        Assert.That((await university.List("/v1/achievements")).Is(200)["items"].GetArrayLength(), Is.EqualTo(2));
        while ((await market.Stranger.Get("/health/ready")).Is(200).Text("status") != "ready") patience.Token.ThrowIfCancellationRequested();
    }
}
