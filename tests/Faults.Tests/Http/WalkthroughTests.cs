using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Marketplace.Faults.Tests.Http;

/// <summary>What a newcomer types next, against the server as it is started by hand.</summary>
public sealed class WalkthroughTests
{
    [Test]
    public async Task The_walkthrough_goes_through_to_its_end()
    {
        string[] tools = ["bash", "curl", "jq"];
        foreach (var tool in tools)
            if (!IsThere(tool)) Assert.Ignore($"The walkthrough needs {tool}.");
        var folder = Directory.CreateTempSubdirectory("marketplace-walkthrough-").FullName;
        try
        {
            using var server = await ServerProcess.StartAsync(folder, seed: true);
            var start = new ProcessStartInfo("bash", [Script()]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            (start.Environment["MARKETPLACE_URL"], start.Environment["MARKETPLACE_DATA"]) = (server.Address.ToString().TrimEnd('/'), folder);
            using var walk = Process.Start(start)!;
            var (said, fault) = (walk.StandardOutput.ReadToEndAsync(), walk.StandardError.ReadToEndAsync());
            await walk.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
            Assert.That(walk.ExitCode, Is.Zero, $"{await said}{await fault}");
            Assert.That(await said, Does.Contain("Done."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsThere(string tool) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../api-specs/examples/walkthrough.sh"));
}
