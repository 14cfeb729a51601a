namespace Marketplace.Benchmarks;

/// <summary>
/// One thread drives all connections: it waits for whichever socket has something and handles it in place, so that the
/// client takes as little of the two cores as a client in .NET can.
/// </summary>
internal static class LoadThread
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>What is set for this process alone; the server runs as it always does.</summary>
    public static IReadOnlyList<string> Settings { get; } = [Inline, Threads];

    /// <summary>Before the first socket of the process.</summary>
    public static void Prepare()
    {
        foreach (var setting in Settings) Environment.SetEnvironmentVariable(setting, "1");
    }
}
