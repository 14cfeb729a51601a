#pragma warning disable RS0030 // Program speaks to the console: its lines are what was acknowledged.
using Marketplace.Faults.Tests.Store;

namespace Marketplace.Faults.Tests;

/// <summary>Besides holding the tests this assembly is the process that they kill.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        if (args is not ["write", var path, var name, var seed])
        {
            await Console.Error.WriteLineAsync("Run by the tests: write LOG NAME SEED");
            return 2;
        }
        await using var output = Console.OpenStandardOutput();
        await WritingProcess.RunAsync(path, name, int.Parse(seed), output);
        return 0;
    }
}
