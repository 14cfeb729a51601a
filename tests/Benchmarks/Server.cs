using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Benchmarks;

/// <summary>The real server as a process of its own, on a free port of this machine, ended with this object.</summary>
internal sealed class Server : IDisposable
{
    /// <summary>No bidder reaches it, and each bid is counted against it as ever.</summary>
    private const string Raised = "1000000";

    private readonly Process process;

    private Server(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int Id => process.Id;

    /// <summary>Processor time of all its threads so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of physical memory.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>
    /// Starts it on the folder in the sandbox, without its seed and with the limit of bids raised. It is the program that is published; an
    /// environment variable makes the framework load this assembly beside it, which adds <see cref="EmptyPost"/>.
    /// </summary>
    public static Server Start(string folder, params IEnumerable<(string Name, string Value)> settings) =>
        Start(folder, AppContext.BaseDirectory, Beside, [.. settings, ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "Benchmarks")]);

    /// <summary>How the program beside this one is run, with its own settings of the runtime.</summary>
    public static IReadOnlyList<string> Beside { get; } =
        ["exec", "--depsfile", "Benchmarks.deps.json", "--runtimeconfig", "Marketplace.Api.runtimeconfig.json", "Marketplace.Api.dll"];

    /// <summary>The same on one core, that of the number, which it shares with no one who can be kept away.</summary>
    public static Server StartOnCore(int core, string folder, params IEnumerable<(string Name, string Value)> settings) =>
        Start(folder, AppContext.BaseDirectory, ["-c", $"{core}", "dotnet", .. Beside], settings, "taskset");

    /// <summary>Starts a program that is this server, whichever build of it.</summary>
    /// <param name="program">Its folder, where it finds its settings.</param>
    public static Server Start(string folder, string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string file = "dotnet")
    {
        var port = FreePort();
        var start = new ProcessStartInfo(file, [.. arguments, "--urls", $"http://127.0.0.1:{port}", $"--Data={folder}"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = program,
        };
        foreach (var own in LoadThread.Settings) start.Environment.Remove(own);
        foreach (var (name, value) in settings.Concat(
            [("ASPNETCORE_ENVIRONMENT", "Sandbox"), ("Seed", "false"), ("RateLimits__Bids__PerSecond", Raised), ("RateLimits__Bids__Burst", Raised)]))
            start.Environment[name] = value;
        var started = Process.Start(start)!;
        started.OutputDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        return new Server(started, port);
    }

    /// <summary>Asks until the answer is 200; returns how long that took.</summary>
    public TimeSpan WaitFor(string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited) throw new InvalidOperationException($"The server ended with code {process.ExitCode}.");
            if (Get(path).StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) return Stopwatch.GetElapsedTime(started);
            Thread.Sleep(5);
        }
        throw new InvalidOperationException($"The server did not answer {path} with 200 within a minute.");
    }

    /// <summary>Bytes that it has allocated so far; only with <see cref="EmptyPost"/>.</summary>
    public long Allocated => long.Parse(Get(EmptyPost.Path).Split("\r\n\r\n")[1].Split("\r\n")[1], CultureInfo.InvariantCulture);

    /// <summary>The whole answer, empty when there is none.</summary>
    private string Get(string path)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
