using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Marketplace.Tests.Databases;

/// <summary>
/// A database on the <see cref="TestServer"/>. Making one takes seconds, so it is emptied when a test is done with it and lent again
/// for the same use; the end of the run drops all that the run made.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string[] Tables = ["events", "used_keys", "claims", "due", "checkpoints", "leases", "subject_keys"];
    private static readonly ConcurrentDictionary<DatabaseUse, ConcurrentBag<TestDatabase>> Free = [];
    private static readonly ConcurrentBag<TestDatabase> Made = [];

    private static readonly ConcurrentDictionary<(string Folder, DatabaseUse Use), TestDatabase> Folders = [];

    private readonly string server, name;
    private readonly DatabaseUse use;
    private readonly bool canBeAltered;

    private TestDatabase(string server, string name, DatabaseUse use, bool canBeAltered) => (this.server, this.name, this.use, this.canBeAltered) = (server, name, use, canBeAltered);

    public string ConnectionString => new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;

    /// <summary>An empty one, which is the caller's until it is disposed of. Without a server the test ends here.</summary>
    public static async Task<TestDatabase> RentAsync(DatabaseUse use = DatabaseUse.Log)
    {
        var found = await TestServer.RequireAsync();
        return Free.GetOrAdd(use, _ => []).TryTake(out var free) ? free : await CreateAsync(found, use);
    }

    /// <summary>The one that belongs to a folder, the same as often as it is asked for.</summary>
    public static TestDatabase OfFolder(string folder, DatabaseUse use = DatabaseUse.Log) => Folders.GetOrAdd((folder, use), _ => RentAsync(use).GetAwaiter().GetResult());

    private static async Task<TestDatabase> CreateAsync(string on, DatabaseUse use)
    {
        var called = $"marketplace_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await using var connection = new SqlConnection(on);
        await connection.ExecuteAsync($"create database {called}");
        // Where readers never wait for writers by themselves, there is nothing to set, and such a server may know no ALTER DATABASE.
        var altered = !await connection.ExecuteScalarAsync<bool>("select is_read_committed_snapshot_on from sys.databases where name = @called", new { called });
        if (altered) await connection.ExecuteAsync($"alter database {called} set read_committed_snapshot on");
        var made = new TestDatabase(on, called, use, altered);
        if (Made.IsEmpty) AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll();
        Made.Add(made);
        return made;
    }

    /// <summary>Nobody uses it any more: it is emptied and free for the next.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var connection = new SqlConnection(ConnectionString);
        foreach (var table in Tables) await connection.ExecuteAsync($"if object_id('{table}') is not null delete from {table}");
        await connection.ExecuteAsync("if object_id('head') is not null update head set position = 0, at = 0, clock_offset = 0, epoch = 0, frontier = 0x");
        Free.GetOrAdd(use, _ => []).Add(this);
    }

    private static void DropAll()
    {
        SqlConnection.ClearAllPools();
        foreach (var made in Made)
        {
            using var connection = new SqlConnection(made.server);
            if (made.canBeAltered) connection.Execute($"alter database {made.name} set single_user with rollback immediate");
            connection.Execute($"drop database {made.name}");
        }
    }
}

/// <summary>A database belongs to the scripts that were applied to it.</summary>
internal enum DatabaseUse
{
    Log,
    Keys,
}
