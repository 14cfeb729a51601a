using System.Diagnostics;
using System.Text;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.Tests.Escrow;

namespace Marketplace.Faults.Tests.Store;

/// <summary>
/// A process of its own that writes to a log until it is killed: sixteen callers, each command with a key, and a line
/// <c>position key</c> on its output for each that was acknowledged.
/// </summary>
internal sealed class WritingProcess : IDisposable
{
    public const int Callers = 16;

    private const int Accounts = 40;

    private readonly Process process;

    private WritingProcess(Process process) => this.process = process;

    public static WritingProcess Start(string path, string name, int seed)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new WritingProcess(Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(WritingProcess).Assembly.Location, "write", path, name, $"{seed}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!);
    }

    /// <summary>The next acknowledgement; null when the process has ended and all were read.</summary>
    public async Task<(long Position, string Key)?> ReadAsync()
    {
        if (await process.StandardOutput.ReadLineAsync() is not { } line) return null;
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(line[..space]), line[(space + 1)..]);
    }

    /// <summary>Ends it as a power switch would: nothing of it runs any more.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Two accounts and an amount of nothing: two events that must both be there, each naming the key.</summary>
    public static LogCommand Command(string key)
    {
        var account = key.Sum(c => c) % Accounts;
        var (first, second) = ($"acc_{account}", $"acc_{account}_对方");
        return new LogCommand(EscrowCommands.Clerk, [first, second], _ =>
            Effect.None.Append(first, new DepositPaid(key, 1)).Append(second, new DepositReleased(key, 1))).WithKey(key);
    }

    /// <summary>What the child process does; it does not end by itself.</summary>
    public static async Task RunAsync(string path, string name, int seed, Stream output)
    {
        await using var office = await LogProcess.StartAsync(await SqliteLogStore.OpenAsync(path), TimeProvider.System, cached: 20);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var key = $"{name}-{seed}-{caller}-{i}";
                var outcome = await office.RunAsync(Command(key));
                if (outcome.Kind is not OutcomeKind.Done) throw new InvalidOperationException($"{key} ended {outcome.Kind}: {office.Writer.Fault}");
                // One write of less than a page is whole or not there, however the process ends.
                lock (output) output.Write(Encoding.UTF8.GetBytes($"{outcome.Position} {key}\n"));
            }
        })));
    }
}
