using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Marketplace.Faults.Tests.Processes;

/// <summary>One of the processes, seen from outside: it can be asked, stopped, let go on, and killed.</summary>
internal sealed class Office : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string?>> asked = new();
    private readonly Process process;
    private long number;

    private Office(Process process) => this.process = process;

    public bool Gone { get; private set; }

    /// <summary>Returns when it answers.</summary>
    public static async Task<Office> StartAsync(string log, string name)
    {
        var office = new Office(Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(Office).Assembly.Location, "serve", log, name])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!);
        if (await office.process.StandardOutput.ReadLineAsync().WaitAsync(Patience) != "ready") throw new InvalidOperationException($"The process {name} did not start.");
        _ = Task.Run(office.ReadAsync);
        return office;
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (asked.TryRemove(long.Parse(line[..space], CultureInfo.InvariantCulture), out var waiting)) waiting.TrySetResult(line[(space + 1)..]);
        }
        Gone = true;
        foreach (var waiting in asked.Values) waiting.TrySetResult(null);
    }

    /// <summary>Null when it was killed, or did not answer in time: then nobody knows whether it was done.</summary>
    public async Task<string?> AskAsync(string request, TimeSpan patience)
    {
        var (mine, answer) = (Interlocked.Increment(ref number), new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
        asked[mine] = answer;
        try
        {
            lock (process)
            {
                process.StandardInput.WriteLine($"{mine} {request}");
                process.StandardInput.Flush();
            }
            if (Gone) return null;
            return await answer.Task.WaitAsync(patience);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        Gone = true;
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>It stands still, with all that it holds.</summary>
    public void Stop() => Signal("-STOP");

    /// <summary>It goes on as if nothing had happened.</summary>
    public void GoOn() => Signal("-CONT");

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
