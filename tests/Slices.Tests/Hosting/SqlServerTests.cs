using Marketplace.Domain;
using Marketplace.Tests;
using Marketplace.Tests.Databases;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Slices.Tests.Hosting;

/// <summary>Two processes over one SQL Server, over HTTP. Where a server is named every other slice runs on it too; where there is none this is a counted skip.</summary>
[Category("SqlServer")]
public sealed class SqlServerTests
{
    [Test]
    public async Task What_is_written_at_one_process_is_read_at_another_by_its_position()
    {
        await using var log = await TestDatabase.RentAsync();
        await using var keys = await TestDatabase.RentAsync(DatabaseUse.Keys);
        var folder = Directory.CreateTempSubdirectory("marketplace-slices-server-").FullName;
        try
        {
            void OnServer(IWebHostBuilder host) => host.UseSetting("Log:SqlServer", log.ConnectionString).UseSetting("Keys:SqlServer", keys.ConnectionString).UseSetting("Documents:Folder", Path.Combine(folder, "documents"))
                .UseSetting("Sealing:KeyFile", Path.Combine(folder, "master.key")).UseSetting("Signing:KeyFile", Path.Combine(folder, "signing-key.pem"));
            // As on two machines.
            await using var east = TestMarket.Open(Directory.CreateDirectory(Path.Combine(folder, "east")).FullName, OnServer);
            await using var west = TestMarket.Open(Directory.CreateDirectory(Path.Combine(folder, "west")).FullName, OnServer);
            var university = await east.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
            var written = (await university.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Is(201);

            var elsewhere = await west.SignInAsync(university.Organization, university.Subject, university.Secret);
            var listed = await elsewhere.Get("/v1/achievements", ("Marketplace-Position", $"{written.Position}"));
            Assert.That(listed.Is(200)["items"].GetArrayLength(), Is.EqualTo(1));
            Assert.That((await elsewhere.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" }, "draft-1")).Is(201).Replayed, Is.True, "a key is used up at every process");
            Assert.That((await elsewhere.Get($"/v1/people/{university.Subject}")).Is(200).Body, Does.Contain("陈志远"), "what was sealed at the other");
            Assert.That(Directory.GetFiles(folder, "*.db", SearchOption.AllDirectories).Select(Path.GetFileName), Has.All.StartsWith("read-model"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
