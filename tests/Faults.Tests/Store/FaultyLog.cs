using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;
using Microsoft.Data.Sqlite;

namespace Marketplace.Faults.Tests.Store;

/// <summary>A log in a folder of its own, whose statements fail where a test says so.</summary>
internal sealed class FaultyLog : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("marketplace-faults-").FullName;
    private readonly List<LogProcess> processes = [];

    /// <summary>Asked before each statement under the lock, and after the commit; what it answers is thrown.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public ManualTime Time { get; } = new();

    public static SqliteException Sqlite(int code) => new($"SQLite Error {code}", code);

    /// <summary>A process that uses the log and ends with it.</summary>
    public async Task<LogProcess> StartAsync(int retries = 3)
    {
        var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db"), statement =>
        {
            if (Fault(statement) is { } fault) throw fault;
        });
        processes.Add(await LogProcess.StartAsync(store, Time, new WriterOptions { Retries = retries }));
        return processes[^1];
    }

    public async ValueTask DisposeAsync()
    {
        Fault = _ => null;
        foreach (var process in processes) await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
