using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Api.Http;
using Marketplace.Conformance.Tests.Examples;
using Marketplace.Tests;
using Microsoft.Data.Sqlite;

namespace Marketplace.Conformance.Tests.Hostile;

/// <summary>A text that was taken: who can read it where.</summary>
internal sealed record Taken(TextField Field, string Text, Client Reader, string Path);

/// <summary>Sends examples with one text exchanged, and looks at what came of it.</summary>
internal sealed class Attack(Story story) : IDisposable
{
    private const string Place = "\u00a7here\u00a7";

    private readonly SqliteConnection log = Open(Path.Combine(story.Market.Folder, "log.db"));
    private readonly List<string> faults = [];
    private readonly List<Taken> taken = [];
    private int sent;

    public IReadOnlyList<string> Faults => faults;

    public IReadOnlyList<Taken> Taken => taken;

    public int Sent => sent;

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Another number after each commit to the log's file by anybody.</summary>
    private long Commits()
    {
        using var command = log.CreateCommand();
        command.CommandText = "pragma data_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the field takes a plain sentence, and not only codes, ids, numbers or days.</summary>
    public async Task<bool> TakesWordsAsync(TextField field)
    {
        var reply = await SendAsync(field, HostileStrings.Sentence);
        return field.InQuery ? reply.Status is >= 200 and < 300 : reply.Status is not (400 or 422) || !reply.Pointers.Any(pointer => pointer == field.Pointer || field.Pointer.EndsWith("/0", StringComparison.Ordinal) && pointer == field.Pointer[..^2]);
    }

    public async Task TryAsync(TextField field, string text)
    {
        var before = Commits();
        var reply = await SendAsync(field, text);
        // What an accepted text set off may still have been on its way into the log.
        for (var again = 0; again < 5 && reply.Status >= 400 && Commits() != before; again++)
        {
            before = Commits();
            reply = await SendAsync(field, text);
        }
        if (reply.Status >= 500) Fault(field, text, $"answered {reply.Status}: {reply.Body}");
        else if (reply.Status >= 400)
        {
            // A bid that does not count is on record by law (法释〔2016〕18号 20), with a receipt; nothing else that is refused is.
            if (Commits() != before && !OnRecord(reply)) Fault(field, text, $"was refused with {reply.Status} and written to the log's file");
            if (reply.ContentType is not ("application/problem+json" or "application/json")) Fault(field, text, $"was refused as {reply.ContentType}");
        }
        else if (!field.InQuery || field.Operation.Method != "get") await FindAsync(field, text, reply);
    }

    /// <summary>What was taken must be shown as it was sent: in the answer, or where what was made or changed is read.</summary>
    private async Task FindAsync(TextField field, string text, Reply reply)
    {
        var play = story.Plays[field.Operation.Id];
        var path = play.Target.Split('?')[0];
        var places = new[] { reply.Header("Location"), path, Parent(path), Parent(Parent(path)) }.OfType<string>().Where(place => place.Length > 3).ToList();
        foreach (var place in places)
            if (await play.Caller.Get(place, (Answers.PositionHeader, $"{story.Market.Position}")) is { Status: 200 } read && Holds(read, text))
            {
                taken.Add(new Taken(field, text, play.Caller, place));
                return;
            }
        if (!Holds(reply, text)) Fault(field, text, $"was taken ({reply.Status}) and does not come back: {reply.Body}");
    }

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    public static bool Holds(Reply reply, string text) => Holds(JsonNode.Parse(reply.Body), text);

    public static bool Holds(JsonNode? json, string text) => json switch
    {
        JsonObject members => members.Any(member => Holds(member.Value, text)),
        JsonArray items => items.Any(item => Holds(item, text)),
        JsonValue value => value.TryGetValue<string>(out var found) && found == text,
        _ => false,
    };

    private Task<Reply> SendAsync(TextField field, string text)
    {
        sent++;
        var play = story.Plays[field.Operation.Id];
        var (target, body) = (play.Target, play.Body);
        if (field.InQuery) target = Asked(target, field.Pointer, text);
        else if (play.MediaType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true)
            body = Asked($"?{body}", field.Pointer.TrimStart('/'), text)[1..];
        else
        {
            var json = body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
            Put(json, field.Pointer.Split('/')[1..]);
            body = json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace($"\"{Place}\"", HostileStrings.Json(text), StringComparison.Ordinal);
        }
        var content = play.Method == "GET" ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (content is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(play.MediaType ?? "application/json");
        return play.Caller.Send(new HttpMethod(play.Method), target, content, play.Method == "POST" ? $"hostile-{sent}" : null, [.. play.Headers]);
    }

    /// <summary>The target with the parameter's value exchanged, or added.</summary>
    private static string Asked(string target, string name, string text)
    {
        var parts = target.Split('?', 2);
        var others = parts.Length < 2 ? [] : parts[1].Split('&').Where(pair => pair.Split('=')[0] != name);
        return $"{parts[0]}?{string.Join('&', others.Append($"{name}={HostileStrings.Query(text)}"))}";
    }

    private static void Put(JsonNode json, string[] steps)
    {
        var (step, rest) = (steps[0], steps[1..]);
        JsonNode? inner = rest.Length == 0 ? JsonValue.Create(Place) : null;
        if (json is JsonArray items)
        {
            if (items.Count == 0) items.Add(inner ?? Empty(rest));
            else if (inner is not null) items[0] = inner;
            if (inner is null) Put(items[0]!, rest);
            return;
        }
        var members = json.AsObject();
        if (inner is not null) members[step] = inner;
        else Put(members[step] ??= Empty(rest), rest);
    }

    private static JsonNode Empty(string[] rest) => rest[0] == "0" ? new JsonArray() : new JsonObject();

    private static bool OnRecord(Reply reply) => reply.ContentType == "application/problem+json" && reply.Json.TryGetProperty("receipt", out _);

    private void Fault(TextField field, string text, string what)
    {
        var shown = text.Length > 60 ? text[..60] + "…" : text;
        faults.Add($"{field}: {HostileStrings.Json(shown)} ({text.Length}) {(what.Length > 600 ? what[..600] : what)}");
    }

    public void Dispose() => log.Dispose();
}
