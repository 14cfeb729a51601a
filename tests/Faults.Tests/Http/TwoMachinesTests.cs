using System.Net.Http.Headers;
using Marketplace.Api.Hosting;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.SqlServer.StandIn;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Faults.Tests.Http;

/// <summary>Two machines: each with a data folder of its own, over two databases and one folder of documents, and nothing else that they share but the two key files.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TwoMachinesTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-machines-");
    private readonly List<StandInServer> servers = [];

    [TearDown]
    public void Forget()
    {
        foreach (var server in servers) server.Forget();
        folder.Delete(recursive: true);
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private StandInServer Server(string name)
    {
        var server = new StandInServer(In($"{name}.server"));
        servers.Add(server);
        return server;
    }

    private TestMarket Open(string machine, StandInServer log, StandInServer keys, string documents = "documents") => TestMarket.Open(Directory.CreateDirectory(In(machine)).FullName, host => host
        .UseSetting(LogStores.SqlServer, "the stand-in").UseSetting(LogStores.KeysSqlServer, "the other stand-in").UseSetting("Documents:Folder", In(documents))
        .UseSetting("Sealing:KeyFile", In("master.key")).UseSetting("Signing:KeyFile", In("signing-key.pem"))
        .ConfigureTestServices(services => services
            .Replace(ServiceDescriptor.Singleton<ILogStore>(provider => SqlServerLogStore.OpenAsync(log.Connect, provider.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult()))
            .Replace(ServiceDescriptor.Singleton<IKeyStore>(provider => SqlServerKeyStore.OpenAsync(keys.Connect, provider.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult()))));

    private static async Task<Reply> AttachAsync(Client by, string achievement)
    {
        var body = new ByteArrayContent(ContractDesk.Pdf("检测报告"));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return (await by.Post($"/v1/documents/{achievement}?kind=evaluation&secrecy=not_secret&name={Uri.EscapeDataString("检测报告.pdf")}", body)).Is(201);
    }

    private static async Task<byte[]> DownloadAsync(Client reader, Reply attached)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, attached.Header("Location"));
        request.Headers.Add("Marketplace-Position", $"{attached.Position}");
        using var response = await reader.Http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    [Test]
    public async Task What_is_sealed_and_attached_at_one_is_opened_and_served_by_the_other_and_erased_at_both()
    {
        var (log, keys) = (Server("log"), Server("keys"));
        await using TestMarket east = Open("east", log, keys), west = Open("west", log, keys);
        var admin = await east.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin, Role.Publisher);
        var elsewhere = await west.SignInAsync(admin.Organization, admin.Subject, admin.Secret);
        var zhou = (await admin.Post("/v1/people", new { name = "周婷婷", roles = new[] { "filer" } })).Is(201);
        var achievement = (await admin.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201);
        var attached = await AttachAsync(admin, achievement.Id);

        Assert.That((await elsewhere.Get($"/v1/people/{zhou.Id}", ("Marketplace-Position", $"{zhou.Position}"))).Is(200).Body, Does.Contain("周婷婷"));
        Assert.That(await DownloadAsync(elsewhere, attached), Is.EqualTo(ContractDesk.Pdf("检测报告")));
        var erased = (await admin.Delete($"/v1/people/{zhou.Id}/profile", zhou.ETag)).Is(200);
        Assert.That((await elsewhere.Get($"/v1/people/{zhou.Id}", ("Marketplace-Position", $"{erased.Position}"))).Is(200).Body, Does.Not.Contain("周婷婷"));

        foreach (var machine in new[] { "east", "west" })
            Assert.That(Directory.GetFiles(In(machine)).Select(Path.GetFileName), Has.All.StartsWith("read-model"), "nothing else is this machine's own");
    }

    [Test]
    public async Task A_backup_of_both_databases_and_the_folder_is_restored_into_new_ones()
    {
        Client admin;
        Reply attached;
        string zhou;
        await using (var market = Open("old", Server("old-log"), Server("old-keys")))
        {
            admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin, Role.Publisher);
            zhou = (await admin.Post("/v1/people", new { name = "周婷婷", roles = new[] { "filer" } })).Is(201).Id;
            attached = await AttachAsync(admin, (await admin.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201).Id);
            Assert.That(await Run(BackupVerbs.Backup, market.Services, $"--to={In("backup")}"), Does.Contain("and 1 attachments to"));
        }

        var (log, keys) = (Server("new-log"), Server("new-keys"));
        await using (var configured = Configured(log, keys)) Assert.That(await Run(BackupVerbs.Restore, configured, $"--from={In("backup")}"), Does.Contain("and 1 attachments into").And.Contain("begins epoch 1"));
        Assert.That(Directory.EnumerateFileSystemEntries(In("new")), Is.Empty, "log and keys went into their databases");

        await using var restored = Open("new", log, keys, "new-documents");
        admin = await restored.SignInAsync(admin.Organization, admin.Subject, admin.Secret);
        Assert.That((await admin.Get($"/v1/people/{zhou}")).Is(200).Body, Does.Contain("周婷婷"));
        Assert.That(await DownloadAsync(admin, attached), Is.EqualTo(ContractDesk.Pdf("检测报告")));
    }

    /// <summary>What a verb asks for, where nothing serves yet.</summary>
    private ServiceProvider Configured(StandInServer log, StandInServer keys)
    {
        var configuration = new ConfigurationManager
        {
            ["Data"] = In("new"), ["Documents:Folder"] = In("new-documents"), [LogStores.SqlServer] = "the stand-in", [LogStores.KeysSqlServer] = "the other stand-in",
        };
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<DataFolder>()
            .AddSingleton<ILogStore>(_ => SqlServerLogStore.OpenAsync(log.Connect, TimeProvider.System).GetAwaiter().GetResult())
            .AddSingleton<IKeyStore>(_ => SqlServerKeyStore.OpenAsync(keys.Connect, TimeProvider.System).GetAwaiter().GetResult()).BuildServiceProvider();
    }

    private static async Task<string> Run(Verb verb, IServiceProvider services, params string[] arguments)
    {
        await using var output = new StringWriter();
        await verb.RunAsync(services, new Arguments(verb, arguments), output);
        return output.ToString();
    }
}
