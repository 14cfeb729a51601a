using Marketplace.Log.Sqlite;
using Microsoft.Data.Sqlite;

namespace Marketplace.Log.Tests.Sqlite;

/// <summary>What is particular to the log in a SQLite file.</summary>
public sealed class SqliteFileTests
{
    private DirectoryInfo folder = null!;

    private string Path => System.IO.Path.Combine(folder.FullName, "log.db");

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("marketplace-file-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    private string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }

    [TestCase("create table head (id integer)", "has format 0")]
    [TestCase("pragma user_version = 1", "has format 1")]
    [TestCase("pragma user_version = 3", "has format 3")]
    public void A_file_of_another_format_is_not_touched(string sql, string sentence)
    {
        Ask(sql);

        Assert.That(() => SqliteLogStore.OpenAsync(Path), Throws.TypeOf<StoreException>().With.Message.Contains(sentence));
        Assert.That(Ask("select count(*) from sqlite_master where name = 'events'"), Is.EqualTo("0"));
    }

    [Test]
    public async Task The_file_is_written_ahead_and_says_its_format()
    {
        await using (await SqliteLogStore.OpenAsync(Path)) Assert.That(Ask("pragma journal_mode"), Is.EqualTo("wal"));
        Assert.That(Ask("pragma user_version"), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_store_can_be_closed_twice_and_leaves_one_file()
    {
        var store = await SqliteLogStore.OpenAsync(Path);
        await store.ReadHeadAsync(CancellationToken.None);
        await store.DisposeAsync();
        await store.DisposeAsync();

        Assert.That(folder.GetFiles().Select(file => file.Name), Is.EqualTo(new[] { "log.db" }));
    }
}
