using System.Runtime.CompilerServices;

namespace Marketplace.Conformance.Tests;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static bool Approving => Environment.GetEnvironmentVariable("MARKETPLACE_APPROVE") == "1";

    public static string At(string path) => Path.Combine(Root, path);

    public static bool Has(string path) => File.Exists(At(path));

    public static string Read(string path) => File.ReadAllText(At(path)).ReplaceLineEndings("\n");

    /// <summary>Paths of files below a folder, with forward slashes and from the root; what a build leaves there is not among them.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj")).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Holds a written file against what it should say. <c>MARKETPLACE_APPROVE=1</c> writes it; whoever commits it has read the difference.
    /// </summary>
    public static void Approve(string path, string expected)
    {
        expected = expected.ReplaceLineEndings("\n");
        if (Approving) File.WriteAllText(At(path), expected);
        var written = Has(path) ? Read(path) : "";
        if (written == expected) return;
        var (old, now) = (written.Split('\n'), expected.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"""
            {path} differs from what the program says, first at line {line + 1}:
              committed: {old.ElementAtOrDefault(line)}
              now:       {now.ElementAtOrDefault(line)}
            If the change is meant: MARKETPLACE_APPROVE=1 dotnet test tests/Conformance.Tests, twice where an example changes,
            because the document takes its examples from the build.
            """);
    }

    /// <summary>From the tests upwards, or from this source file where the tests run elsewhere.</summary>
    private static string Find([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory, Path.GetDirectoryName(here) })
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Marketplace.sln is not above the tests.");
    }
}
