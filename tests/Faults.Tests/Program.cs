#pragma warning disable RS0030 // Program speaks to the console: its lines are what was acknowledged.
using Marketplace.Faults.Tests.Processes;
using Marketplace.Faults.Tests.Store;

namespace Marketplace.Faults.Tests;

/// <summary>Besides holding the tests this assembly is the process that they kill.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["write", var path, var name, var seed]:
                await using (var output = Console.OpenStandardOutput()) await WritingProcess.RunAsync(path, name, int.Parse(seed), output);
                return 0;
            case ["serve", var log, var name]:
                await OfficeServer.RunAsync(log, name, Console.In, Console.Out);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Run by the tests: write LOG NAME SEED, or serve LOG NAME");
                return 2;
        }
    }
}
