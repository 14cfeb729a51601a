using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Api.Http;

/// <summary>
/// An example in <c>api-specs/examples</c>, of the form that editors send: variables, one request, and after <c>### Answer</c>,
/// as comments, what the sandbox answered to it. People write the request; a test sends it and writes the answer.
/// </summary>
internal sealed partial record HttpFile
{
    /// <summary>Begins the part that the test writes.</summary>
    public const string AnswerMark = "### Answer";

    /// <summary>What stands for a part of the request, with the value that the file gives it.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }
    public required string Method { get; init; }
    /// <summary>Path and query, with the variables' names in it.</summary>
    public required string Target { get; init; }
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }
    public required string Body { get; init; }
    /// <summary>Null until the test has written it.</summary>
    public Recorded? Answer { get; init; }

    public sealed record Recorded(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
    {
        public string? this[string header] => Find(Headers, header);
    }

    public string? this[string header] => Find(Headers, header);

    /// <summary>The operation's example as this build carries it; null for an operation without one.</summary>
    public static HttpFile? Of(string operation)
    {
        using var stream = typeof(HttpFile).Assembly.GetManifestResourceStream($"examples/{operation}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="FormatException">The text holds no request.</exception>
    public static HttpFile Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => RequestLine().IsMatch(line));
        if (first < 0) throw new FormatException("An example has a line such as: GET {{url}}/v1/listings");
        var request = RequestLine().Match(lines[first]);
        var end = Array.FindIndex(lines, first, line => line.StartsWith("###", StringComparison.Ordinal));
        var (headers, body) = Message(lines[(first + 1)..(end < 0 ? lines.Length : end)]);
        return new HttpFile
        {
            Variables = lines.Select(line => Variable().Match(line)).Where(match => match.Success).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value),
            Method = request.Groups["method"].Value,
            Target = request.Groups["target"].Value,
            Headers = headers,
            Body = body,
            Answer = Recording(lines),
        };
    }

    /// <summary>A part of the request with the variables' values in their places: those given, else those of the file.</summary>
    public string Fill(string part, IReadOnlyDictionary<string, string>? values = null) => Placeholder().Replace(part, match =>
        values is not null && values.TryGetValue(match.Groups["name"].Value, out var given) ? given : Variables.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    private static Recorded? Recording(string[] lines)
    {
        var mark = Array.IndexOf(lines, AnswerMark);
        if (mark < 0) return null;
        string[] answer = [.. lines[(mark + 1)..].Where(line => line.StartsWith('#')).Select(line => line is "#" ? "" : line[2..])];
        var (headers, body) = Message(answer[1..]);
        return new Recorded(int.Parse(answer[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    /// <summary>Headers up to the first empty line, and what follows it.</summary>
    private static (IReadOnlyList<(string, string)> Headers, string Body) Message(string[] lines)
    {
        var blank = Array.FindIndex(lines, line => line.Length == 0);
        var head = blank < 0 ? lines : lines[..blank];
        return ([.. head.Where(line => !line.StartsWith('#')).Select(line => line.Split(':', 2)).Select(parts => (parts[0], parts[1].Trim()))],
            blank < 0 ? "" : string.Join('\n', lines[(blank + 1)..]).TrimEnd('\n'));
    }

    private static string? Find(IReadOnlyList<(string Name, string Value)> headers, string name) =>
        headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|PATCH|DELETE) \{\{url\}\}(?<target>/\S*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
