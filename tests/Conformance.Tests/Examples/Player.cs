using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Api.Http;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

/// <summary>
/// Sends the request of an example exactly as the file has it, with values in place of its variables, and writes down the answer
/// with everything that differs from run to run replaced: ids, secrets, tokens. Lists are asked from the log's position on.
/// </summary>
/// <param name="dress">What is sent in place of an example's body; the body itself where it is left out.</param>
internal sealed partial class Player(TestMarket market, Func<string, string, string>? dress = null)
{
    private static readonly string[] Recorded = ["ETag", "Location", Answers.PositionHeader, Answers.ReplayedHeader];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> texts = [];
    private readonly Dictionary<string, Play> plays = [];

    /// <summary>The files as they should be, by operation.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>What was sent last, by operation.</summary>
    public IReadOnlyDictionary<string, Play> Plays => plays;

    public static string PathOf(string operation) => $"api-specs/examples/{operation}.http";

    /// <summary>Plays the operation's example as this caller, who must also find what it made where Location says.</summary>
    public async Task<Reply> PlayAsync(string operation, Client caller, params (string Name, string Value)[] values)
    {
        var text = Repository.Read(PathOf(operation));
        var file = HttpFile.Parse(text);
        var given = values.ToDictionary(value => value.Name, value => value.Value);
        var body = file.Fill(file.Body, given);
        if (dress is not null) body = dress(operation, body);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (file["Content-Type"] is { } type) content.Headers.TryAddWithoutValidation("Content-Type", type);
        (string, string)[] headers = [.. file.Headers.Where(header => header.Name is not ("Authorization" or "Content-Type" or "Idempotency-Key")),
            (Answers.PositionHeader, market.Position.ToString(CultureInfo.InvariantCulture))];
        var key = file["Idempotency-Key"] is null ? null : $"{operation}-{texts.Count}";
        var target = file.Fill(file.Target, given);
        var reply = await caller.Send(new HttpMethod(file.Method), target, file.Method == "GET" ? null : content, key, headers);
        if (reply.Status is < 200 or >= 300) throw new InvalidOperationException($"The example of {operation} was answered {reply.Status}: {reply.Body}");
        plays[operation] = new Play(caller, file.Method, target, [.. file.Headers.Where(header => header.Name is not ("Authorization" or "Content-Type" or "Idempotency-Key"))], file["Content-Type"], body, reply);
        if (reply.Header("Location") is { } made) (await caller.Get(made, (Answers.PositionHeader, $"{market.Position}"))).Is(200);
        Keep(operation, text, file, given, reply.Status, [("Content-Type", reply.ContentType!), .. Recorded.Select(name => (name, reply.Header(name)!)).Where(header => header.Item2 is not null)], reply.Body);
        return reply;
    }

    /// <summary>Plays the example of an event stream up to the end of its first event.</summary>
    public async Task ListenAsync(string operation, Client caller, params (string Name, string Value)[] values)
    {
        var text = Repository.Read(PathOf(operation));
        var file = HttpFile.Parse(text);
        var given = values.ToDictionary(value => value.Name, value => value.Value);
        using var response = await caller.Http.GetAsync(new Uri(file.Fill(file.Target, given), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line) lines.Add(line);
        Keep(operation, text, file, given, (int)response.StatusCode, [("Content-Type", response.Content.Headers.ContentType!.MediaType!)], string.Join('\n', lines));
    }

    private void Keep(string operation, string text, HttpFile file, Dictionary<string, string> given, int status, IEnumerable<(string Name, string Value)> headers, string body)
    {
        var stable = new Stable(file, given);
        var answer = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {Reason(status)}\n");
        foreach (var (name, value) in headers) answer.Append(CultureInfo.InvariantCulture, $"{name}: {stable.Replace(value)}\n");
        answer.Append('\n').Append(stable.Replace(Pretty(body)));
        var request = text.Split(HttpFile.AnswerMark)[0].TrimEnd('\n');
        texts[operation] = $"{request}\n\n{HttpFile.AnswerMark}\n{string.Concat(answer.ToString().Split('\n').Select(line => line.Length == 0 ? "#\n" : $"# {line}\n"))}";
    }

    private static string Reason(int status) => status switch { 200 => "OK", 201 => "Created", _ => ((System.Net.HttpStatusCode)status).ToString() };

    private static string Pretty(string body)
    {
        if (!body.StartsWith('{')) return body.TrimEnd('\n');
        var json = JsonNode.Parse(body)!;
        Hide(json);
        return json.ToJsonString(Indented);
    }

    /// <summary>What no two runs share and nobody should learn from an example.</summary>
    private static void Hide(JsonNode? json)
    {
        if (json is JsonArray items)
            foreach (var item in items) Hide(item);
        if (json is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
            if (name is "clientSecret") members[name] = "ZXhhbXBsZS1vbmx5LW5vdC1hLXNlY3JldC1hdC1hbGw";
            else if (name is "access_token") members[name] = "eyJ…";
            else if (name is "jws" or "checkpoint" && value is JsonValue) members[name] = "eyJhbGciOiJFUzI1NiIs…";
            // What this machine's kernel says is not what the next one's says.
            else if (name is "synchronization") (members[name], members["maximumErrorMilliseconds"]) = ("synchronized", 12.5);
            else if (name is "salt") members[name] = "kWm1r0b3Xo2Zs8q5d7u4Aw==";
            else if (name is "commitment") members[name] = "dFx4Gq3vTDNzCkWn7Yy5m1m3cQ0e0yqj1pQmJc3JQ3M=";
            else if (name is "opening") members[name] = "NDAwMDAwMDAwQUFBQUFBQUFBQUFBQUFBQQ==";
            else if (name is "actorHash" or "root" or "firstRoot" or "secondRoot") members[name] = "9vQm6lWb0T4xkq1Yc8Zr3Hn5Us7Pd2Fg0Jt6Ae4Lo8s=";
            else if (name is "path" && value is JsonArray path)
                for (var i = 0; i < path.Count; i++) path[i] = "3Rf8Zs0Wq5Ty1Uk7Ob2Nc6Mx9Lv4Jh3Gd8Fa0Se5Pis=";
            else if (name is "data" && value is JsonValue data) members[name] = Random().Replace((string)data!, "\"${name}\":\"…\"");
            else if (name is "kid") members[name] = "Hq3vT0yPz8mNfW5x";
            else if (name is "x" or "y") members[name] = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
            else if (name is "checkCode") members[name] = "034W18ARH9WTQS4QBMP6V7RVKZ8T1F5KJ2N4XBD7";
            else if (name is "contentHash") members[name] = "5f2b7c1e9a4d8036b1e7c25f90d3a684c7e81b5d2f60a94e3c8d17b6f5a20e49";
            else Hide(value);
    }

    /// <summary>The values of this run by what the file has in their place; ids that the file does not name are numbered as they come.</summary>
    private sealed class Stable(HttpFile file, Dictionary<string, string> given)
    {
        private readonly Dictionary<string, string> ids = given.Where(value => file.Variables.ContainsKey(value.Key)).DistinctBy(value => value.Value).ToDictionary(value => value.Value, value => file.Variables[value.Key]);
        private int numbered;

        public string Replace(string text) => Id().Replace(text, match =>
        {
            if (!ids.TryGetValue(match.Value, out var id)) ids.Add(match.Value, id = $"{match.Value[..3]}_019870a1c2d37f0e8a5b6c7d8e9f{++numbered:x4}");
            return id;
        });
    }

    /// <summary>What of an event's bytes is random.</summary>
    [GeneratedRegex("\"(?<name>cipher|commitment|reserveOpened|opening)\":\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Random();

    [GeneratedRegex("\\b[a-z]{3}_[0-9a-f]{32}\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
