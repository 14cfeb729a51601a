using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Marketplace.Tests.Databases;

/// <summary>
/// A database on the <see cref="TestServer"/>. Making one takes seconds, so it is emptied when a test is done with it and lent again;
/// the end of the run drops all that the run made.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string[] Tables = ["events", "used_keys", "claims", "due", "checkpoints", "leases"];
    private static readonly ConcurrentBag<TestDatabase> Free = [];
    private static readonly ConcurrentBag<TestDatabase> Made = [];

    private static readonly ConcurrentDictionary<string, TestDatabase> Folders = new(StringComparer.Ordinal);

    private readonly string server, name;
    private readonly bool isBabelfish;

    private TestDatabase(string server, string name, bool isBabelfish) => (this.server, this.name, this.isBabelfish) = (server, name, isBabelfish);

    public string ConnectionString => new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;

    /// <summary>An empty one, which is the caller's until it is disposed of. Without a server the test ends here.</summary>
    public static async Task<TestDatabase> RentAsync()
    {
        var found = await TestServer.RequireAsync();
        return Free.TryTake(out var free) ? free : await CreateAsync(found);
    }

    /// <summary>The one that belongs to a folder, the same as often as it is asked for.</summary>
    public static TestDatabase OfFolder(string folder) => Folders.GetOrAdd(folder, _ => RentAsync().GetAwaiter().GetResult());

    private static async Task<TestDatabase> CreateAsync(string on)
    {
        var called = $"marketplace_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await using var connection = new SqlConnection(on);
        // A server that speaks the protocol over PostgreSQL: its readers never wait for writers, and it does not know the setting.
        var babelfish = await connection.ExecuteScalarAsync<int?>("select cast(serverproperty('babelfish') as int)") == 1;
        await connection.ExecuteAsync($"create database {called}");
        if (!babelfish) await connection.ExecuteAsync($"alter database {called} set read_committed_snapshot on");
        var made = new TestDatabase(on, called, babelfish);
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
        Free.Add(this);
    }

    private static void DropAll()
    {
        SqlConnection.ClearAllPools();
        foreach (var made in Made)
        {
            using var connection = new SqlConnection(made.server);
            if (!made.isBabelfish) connection.Execute($"alter database {made.name} set single_user with rollback immediate");
            connection.Execute($"drop database {made.name}");
        }
    }
}
