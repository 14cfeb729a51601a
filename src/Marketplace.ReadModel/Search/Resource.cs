namespace Marketplace.ReadModel.Search;

/// <summary>A data file of this assembly.</summary>
internal static class Resource
{
    /// <summary>Its lines without comments and empty ones.</summary>
    public static IEnumerable<string> Lines(Type near, string name)
    {
        using var stream = near.Assembly.GetManifestResourceStream($"Marketplace.ReadModel.{name}") ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
