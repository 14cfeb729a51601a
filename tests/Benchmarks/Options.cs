using System.Globalization;

namespace Marketplace.Benchmarks;

/// <summary>What follows the name of a measurement: <c>--rounds 5 --seconds 5</c>.</summary>
internal sealed class Options(string[] args)
{
    public string? Text(string name) => Array.IndexOf(args, $"--{name}") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
