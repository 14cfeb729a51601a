namespace Marketplace.Benchmarks;

static class Program
{
    // The measurements are added as the code they measure is written; until then there is nothing to run.
    static int Main()
    {
        Console.Error.WriteLine("There is nothing to measure yet.");
        return 1;
    }
}
