using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Domain;

/// <summary>
/// Every event by its frozen name, and how it becomes bytes: UTF-8 JSON, camelCase, absent = null, money as a count of
/// fen, moments as Unix milliseconds, enumerations as snake_case codes, months as yyyy-MM. An old version is lifted by its upcasters, one
/// version at a time, before it is read.
/// </summary>
public static class EventCatalogue
{
    private static readonly EventCodec Codec = new(
        typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract),
        upcasters:
        [
            // What came with the second version may be absent, and is, in the first.
            new("achievement_drafted", 1, json => json),
            new("achievement_revised", 1, json => json),
            new("rule_set_published", 1, json => json),
            new("contract_drafted", 1, json =>
            {
                json["dealOrigin"] = "auction";
                return json;
            }),
        ]);

    public static JsonSerializerOptions Json { get; } = MakeOptions();

    /// <inheritdoc cref="EventCodec.All"/>
    public static IEnumerable<(string Name, int Version, Type Type)> All => Codec.All;

    public static (string Name, int Version, byte[] Data) Encode(Event e) => Codec.Encode(e);

    /// <inheritdoc cref="EventCodec.Decode"/>
    public static Event? Decode(string name, int version, ReadOnlySpan<byte> data) => Codec.Decode(name, version, data);

    private static JsonSerializerOptions MakeOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter(), new MoneyConverter(), new MonthConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
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

    private sealed class MonthConverter : JsonConverter<Month>
    {
        public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Month.TryParse(reader.GetString(), out var month) ? month : throw new JsonException("A month is written yyyy-MM.");
        public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
