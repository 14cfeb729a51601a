using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Escrow;
using Marketplace.Log.Tests.SqlServer.StandIn;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Log.Tests.SqlServer;

/// <summary>How often a batch crosses the network, however many commands share it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RoundTripTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-trips-");
    private StandInServer server = null!;
    private LogProcess office = null!;

    [SetUp]
    public async Task StartAsync()
    {
        server = new StandInServer(Path.Combine(folder.FullName, "server.db"));
        // It looks around once a second otherwise, which would be counted.
        office = await LogProcess.StartAsync(await SqlServerLogStore.OpenAsync(server.Connect, TimeProvider.System), TimeProvider.System, new WriterOptions { LookAround = TimeSpan.FromHours(1) });
    }

    [TearDown]
    public async Task EndAsync()
    {
        await office.DisposeAsync();
        server.Forget();
        folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<string>> SentAsync(params LogCommand[] commands)
    {
        Task<Outcome>[] answers;
        int before;
        using (await office.HoldAsync())
        {
            answers = await office.QueueAsync(commands);
            before = server.Sent.Count;
        }
        await Task.WhenAll(answers);
        return server.Sent[before..];
    }

    [TestCase(1)]
    [TestCase(300)]
    public async Task A_batch_is_four_round_trips_three_of_them_with_the_lock_in_hand(int commands)
    {
        var sent = await SentAsync([.. Enumerable.Range(0, commands).Select(i => Register($"acc_{i}", $"code-{i}").WithKey($"登记-{i}"))]);

        Assert.That(sent.Select(What), Is.EqualTo(new[] { "begin", "look up", "write", "commit" }));
    }

    [Test]
    public async Task What_is_only_refused_or_was_done_before_is_two()
    {
        await office.RunAsync(Pay("acc_甲", 5).WithKey("缴纳-1"));

        Assert.That((await SentAsync(Release("acc_甲", 100))).Select(What), Is.EqualTo(new[] { "begin", "look up" }));
    }

    [Test]
    public async Task What_another_process_appended_comes_with_the_look_up()
    {
        await using var other = await LogProcess.StartAsync(await SqlServerLogStore.OpenAsync(server.Connect, TimeProvider.System), TimeProvider.System, new WriterOptions { LookAround = TimeSpan.FromHours(1) });
        await office.AccountAsync("acc_甲");
        for (var i = 0; i < 20; i++) await other.RunAsync(Pay("acc_甲", 1));

        var sent = await SentAsync(Release("acc_甲", 20));

        Assert.That(sent.Select(What), Is.EqualTo(new[] { "begin", "look up", "write", "commit" }));
        Assert.That((await office.AccountAsync("acc_甲")).Fen, Is.Zero);
    }

    [Test]
    public async Task A_batch_asks_only_for_what_its_commands_need()
    {
        var sent = await SentAsync(Pay("acc_甲", 1));

        Assert.That(sent[1], Does.Contain("from events").And.Not.Contain("used_keys").And.Not.Contain("claims"));
        Assert.That(sent[2], Does.Contain("insert into events").And.Not.Contain("used_keys").And.Not.Contain("claims").And.Not.Contain("due"));
    }

    private static string What(string sent) => sent switch
    {
        _ when sent.StartsWith("update head set position = position", StringComparison.Ordinal) => "look up",
        _ when sent.StartsWith("insert into events", StringComparison.Ordinal) => "write",
        _ => sent,
    };
}
