using System.Collections.Immutable;
using System.Text;

namespace Marketplace.Domain;

/// <summary>
/// Reads CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks allowed inside quotes, CRLF or LF. What
/// is not so is a fault of the file and throws with its line, since every file read here ships with the program.
/// </summary>
internal static class Csv
{
    /// <summary>The rows below the header, each by column name; a row must have as many fields as the header.</summary>
    public static ImmutableArray<IReadOnlyDictionary<string, string>> ReadResource(string resource)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return ReadTable(reader.ReadToEnd());
    }

    public static ImmutableArray<IReadOnlyDictionary<string, string>> ReadTable(string text)
    {
        var rows = Read(text);
        if (rows.IsEmpty) throw new FormatException("A table needs a header.");
        var header = rows[0];
        return [.. rows.Skip(1).Select((row, i) => row.Length == header.Length
            ? new Dictionary<string, string>(header.Zip(row, KeyValuePair.Create), StringComparer.Ordinal)
            : throw new FormatException($"Record {i + 2} has {row.Length} fields, the header {header.Length}."))];
    }

    public static ImmutableArray<ImmutableArray<string>> Read(string text)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var row = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at < text.Length)
        {
            row.Add(text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                // A comma at the very end has an empty field after it.
                if (at < text.Length) continue;
                row.Add("");
            }

            at = SkipLineBreak(text, at);
            rows.Add(row.ToImmutable());
            row.Clear();
        }

        return rows.ToImmutable();
    }

    private static string Plain(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '\n' or '\r'))
            if (text[at++] == '"') throw new FormatException($"A quote inside an unquoted field at offset {at - 1}.");
        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var field = new StringBuilder();
        var opened = at++;
        while (at < text.Length)
        {
            if (text[at] != '"') field.Append(text[at++]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at += 2;
            }
            else
            {
                at++;
                if (at < text.Length && text[at] is not (',' or '\n' or '\r')) throw new FormatException($"Text after a closing quote at offset {at}.");
                return field.ToString();
            }
        }

        throw new FormatException($"The quote at offset {opened} is not closed.");
    }

    private static int SkipLineBreak(string text, int at)
    {
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] == '\n') at++;
        return at;
    }
}
