using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Marketplace.Benchmarks;

/// <summary>On what, when and of which commit a figure was measured: without that it says nothing.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, commit {Commit()}, {Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");

    private static string Commit() =>
        Git("rev-parse --short HEAD") is not { Length: > 0 } head ? "unknown"
        : Git("status --porcelain --untracked-files=no") is { Length: > 0 } ? $"{head} with changes" : head;

    private static string? Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Processor() =>
        !File.Exists("/proc/cpuinfo") ? $"{RuntimeInformation.ProcessArchitecture}"
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
