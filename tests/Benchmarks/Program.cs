namespace Marketplace.Benchmarks;

static class Program
{
    private static readonly Dictionary<string, Func<string[], Task>> Measurements = new(StringComparer.Ordinal)
    {
        ["projection"] = ProjectionBenchmark.RunAsync,
    };

    static async Task<int> Main(string[] args)
    {
        if (args is not [var name, .. var rest] || !Measurements.TryGetValue(name, out var measure))
        {
            Console.Error.WriteLine($"What shall be measured? One of: {string.Join(", ", Measurements.Keys)}");
            return 1;
        }
        await measure(rest);
        return 0;
    }
}
