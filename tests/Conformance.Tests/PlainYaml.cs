namespace Marketplace.Conformance.Tests;

/// <summary>
/// YAML as far as deploy/ uses it: mappings, lists and scalars, two blanks a step, no tab, no key twice. Anything else is an error, so that
/// what is deployed stays plain. A path is the keys on the way, with [] for a list's item.
/// </summary>
internal static class PlainYaml
{
    /// <summary>Every scalar with its path, in order, document by document.</summary>
    public static IReadOnlyList<(string Path, string Value)> Read(string text)
    {
        var scalars = new List<(string, string)>();
        foreach (var document in text.Split("\n---\n")) Read(document.Split('\n'), scalars);
        return scalars;
    }

    private static void Read(string[] lines, List<(string Path, string Value)> scalars)
    {
        var open = new Stack<(int Indent, string Path)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var items = 0;
        foreach (var line in lines.Where(line => line.Trim().Length > 0 && line.TrimStart()[0] != '#'))
        {
            if (line.Contains('\t', StringComparison.Ordinal) || line != line.TrimEnd()) throw new FormatException($"A tab, or a blank at the end: '{line}'.");
            var (indent, rest) = (line.Length - line.TrimStart().Length, line.TrimStart());
            if (indent % 2 != 0) throw new FormatException($"Not two blanks a step: '{line}'.");
            while (open.Count > 0 && open.Peek().Indent >= indent) open.Pop();
            if (rest.StartsWith("- ", StringComparison.Ordinal))
            {
                open.Push((indent, $"{(open.Count > 0 ? open.Peek().Path : "")}[{items++}]"));
                (indent, rest) = (indent + 2, rest[2..]);
            }
            var path = open.Count > 0 ? open.Peek().Path : "";
            var colon = rest[0] is '"' ? -1 : (rest + " ").IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
            {
                if (!path.EndsWith(']')) throw new FormatException($"Neither a key nor an item: '{line}'.");
                scalars.Add((Plain(path), Unquoted(rest)));
                continue;
            }
            var (key, value) = (rest[..colon], rest[(colon + 1)..].Trim());
            if (!keys.Add($"{path}/{key}")) throw new FormatException($"The key '{key}' comes twice: '{line}'.");
            open.Push((indent, $"{path}/{key}"));
            if (value.Length > 0 && value[0] is not '&') scalars.Add((Plain($"{path}/{key}"), Unquoted(value)));
        }
    }

    private static string Plain(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "[]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Unquoted(string value) => value is ['"', .., '"'] ? value[1..^1] : value;
}
