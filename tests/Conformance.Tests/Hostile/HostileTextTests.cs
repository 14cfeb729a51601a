using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Api.Http;
using Marketplace.Conformance.Tests.Examples;
using Marketplace.Domain;
using Marketplace.Tests;
using Microsoft.Data.Sqlite;

namespace Marketplace.Conformance.Tests.Hostile;

/// <summary>
/// A market in which every word that anybody writes means no good, and what is then sent to each of its operations: never a failure
/// of the server's, nothing of what was refused in the log's file, and what was taken comes back letter for letter.
/// </summary>
public sealed class HostileTextTests
{
    /// <summary>Taken everywhere, because a person may write it: markup, quotes, a format, a path, a mark of direction, a cluster, a letter with a loose accent.</summary>
    private const string Word = "汉'\"><b>{0}%s../\u200f👩‍👧e\u0301;--";

    private static readonly int Asked = int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_HOSTILE_STRINGS"), CultureInfo.InvariantCulture, out var asked) ? asked : 0;

    private readonly Dictionary<string, List<string>> dressed = [];
    private string folder = "";
    private Story story = null!;
    private IReadOnlyList<string> tables = [];

    [OneTimeSetUp]
    public async Task Play()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-hostile-").FullName;
        story = await Story.PlayAsync(folder, Dress);
        tables = Tables();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await story.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An example's body with a text of its own in place of everything that is written in Chinese in it.</summary>
    private string Dress(string operation, string body)
    {
        if (!body.StartsWith('{')) return body;
        var json = JsonNode.Parse(body)!;
        Exchange(json, dressed[operation] = []);
        return json.ToJsonString();
    }

    private static void Exchange(JsonNode json, List<string> texts)
    {
        IEnumerable<(JsonNode? Value, Action<string> Set)> members = json switch
        {
            JsonObject of => of.ToList().Select(member => (member.Value, (Action<string>)(text => of[member.Key] = text))),
            JsonArray of => Enumerable.Range(0, of.Count).Select(i => (of[i], (Action<string>)(text => of[i] = text))),
            _ => [],
        };
        foreach (var (value, set) in members.ToList())
            if (value is JsonObject or JsonArray) Exchange(value, texts);
            else if (value is JsonValue one && one.TryGetValue<string>(out var written) && written.Any(c => c is >= '\u4e00' and <= '\u9fff'))
            {
                texts.Add(Word + texts.Count);
                set(texts[^1]);
            }
    }

    /// <summary>Tables, indexes and triggers of every database in the folder.</summary>
    private List<string> Tables() => [.. Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file =>
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master order by 1";
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add($"{Path.GetFileName(file)} {rows.GetString(0)}");
        return found;
    })];

    [Test, Order(1)]
    public async Task A_whole_deal_made_of_hostile_words_comes_back_letter_for_letter()
    {
        // Why something was withdrawn and by what a payment is found stands in the log, and no operation shows it.
        var log = (await story.EventsAsync()).Select(e => JsonNode.Parse(EventCatalogue.Encode((Event)e.Content).Item3)).ToList();
        var missing = new List<string>();
        foreach (var (operation, texts) in dressed.Where(one => one.Value.Count > 0))
        {
            var play = story.Plays[operation];
            var read = play.Reply.Header("Location") is { } made ? await play.Caller.Get(made, (Answers.PositionHeader, $"{story.Market.Position}")) : play.Reply;
            missing.AddRange(texts.Where(text => !Attack.Holds(play.Reply, text) && !Attack.Holds(read, text) && !log.Any(e => Attack.Holds(e, text))).Select(text => $"{operation}: {text}"));
        }
        Assert.That(dressed.Values.Sum(texts => texts.Count), Is.GreaterThan(60));
        Assert.That(missing, Is.Empty);
    }

    [Test, Order(2)]
    public async Task No_text_in_any_field_fails_an_operation_and_what_is_refused_leaves_no_trace()
    {
        using var attack = new Attack(story);
        var fields = await TextField.AllAsync();
        Assert.That(fields.Select(field => field.Operation.Id).Except(story.Plays.Keys), Is.Empty, "operations that the story does not play");
        var strings = HostileStrings.Take(Asked > 0 ? Asked : 500);
        var words = 0;
        for (var i = 0; i < fields.Count; i++)
        {
            var free = await attack.TakesWordsAsync(fields[i]);
            if (free) words++;
            // In the sample each field takes its turn; in the campaign all go through what takes words, and each twentieth through codes, ids and days.
            var share = (Asked, free) switch { (> 0, true) => 1, (> 0, false) => 20, (_, true) => 40, _ => 200 };
            for (var s = (i * 7) % share; s < strings.Count; s += share) await attack.TryAsync(fields[i], strings[s]);
        }
        await TestContext.Out.WriteLineAsync($"{strings.Count} texts, {fields.Count} fields, {words} of them for words: {attack.Sent} requests, {attack.Taken.Count} taken.");
        Assert.That(attack.Faults.Take(30), Is.Empty);
        Assert.That(words, Is.GreaterThan(60));
        Assert.That(Tables(), Is.EqualTo(tables), "no table came or went");
        (await story.Market.Stranger.Get("/health/ready")).Is(200);
        await ReadAgainAsync(attack.Taken);
    }

    /// <summary>Another process reads it from the log, and folds its lists anew.</summary>
    private async Task ReadAgainAsync(IReadOnlyList<Taken> taken)
    {
        await story.DisposeAsync();
        await using var market = TestMarket.Open(folder);
        var readers = new Dictionary<string, Client>();
        var changed = new List<string>();
        // What was written over since is not there any more.
        var last = taken.GroupBy(one => one.Path).Select(same => same.Last()).ToList();
        foreach (var one in last.Where((_, i) => i % (last.Count / 500 + 1) == 0))
        {
            var subject = one.Reader.Subject;
            if (!readers.TryGetValue(subject, out var reader)) readers.Add(subject, reader = subject.Length == 0 ? market.Stranger : await market.SignInAsync(one.Reader.Organization, subject, one.Reader.Secret));
            if (!Attack.Holds((await reader.Get(one.Path)).Is(200), one.Text)) changed.Add($"{one.Field}: {HostileStrings.Json(one.Text)}");
        }
        Assert.That(changed, Is.Empty);
        (await market.Stranger.Get("/v1/search", (Answers.PositionHeader, $"{market.Position}"))).Is(200);
        (await market.Stranger.Get("/health/ready")).Is(200);
    }
}
