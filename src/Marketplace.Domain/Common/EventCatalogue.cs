using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Marketplace.Domain;

/// <summary>
/// Every event by its frozen name, and how it becomes bytes: UTF-8 JSON, camelCase, absent = null, money as a count of
/// fen, moments as Unix milliseconds, enumerations as snake_case codes. An old version is lifted by its upcasters, one
/// version at a time, before it is read.
/// </summary>
public static class EventCatalogue
{
    private static readonly FrozenDictionary<string, (Type Type, int Version)> ByName = AllTypes().ToFrozenDictionary(t => t.Name.Name, t => (t.Type, t.Name.Version));
    private static readonly FrozenDictionary<Type, EventNameAttribute> ByType = AllTypes().ToFrozenDictionary(t => t.Type, t => t.Name);

    /// <summary>Lifts the JSON of one version to the next; the key is the name and the version it lifts from.</summary>
    private static readonly FrozenDictionary<(string Name, int From), Func<JsonObject, JsonObject>> Upcasters =
        new Dictionary<(string, int), Func<JsonObject, JsonObject>>().ToFrozenDictionary();

    public static JsonSerializerOptions Json { get; } = MakeOptions();

    /// <summary>Every event's name, current version and type.</summary>
    public static IEnumerable<(string Name, int Version, Type Type)> All => ByType.Select(e => (e.Value.Name, e.Value.Version, e.Key));

    public static (string Name, int Version, byte[] Data) Encode(Event e)
    {
        var name = ByType[e.GetType()];
        return (name.Name, name.Version, JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), Json));
    }

    /// <summary>The event in its current shape; null when this build does not know the name or the version.</summary>
    public static Event? Decode(string name, int version, ReadOnlySpan<byte> data)
    {
        if (!ByName.TryGetValue(name, out var known) || version > known.Version) return null;
        if (version == known.Version) return (Event?)JsonSerializer.Deserialize(data, known.Type, Json);
        var json = JsonNode.Parse(data)!.AsObject();
        for (var from = version; from < known.Version; from++) json = Upcasters[(name, from)](json);
        return (Event?)json.Deserialize(known.Type, Json);
    }

    private static IEnumerable<(Type Type, EventNameAttribute Name)> AllTypes() =>
        typeof(Event).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Event)) && !t.IsAbstract)
            .Select(t => (t, t.GetCustomAttribute<EventNameAttribute>()
                ?? throw new InvalidOperationException($"{t.Name} is an event without a frozen name.")));

    private static JsonSerializerOptions MakeOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter(), new MoneyConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UnixMilliseconds);
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }
}
