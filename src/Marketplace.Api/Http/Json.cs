using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>
/// JSON on the wire: camelCase, absent = null, unknown or doubled members refused, codes for enumerations, money as
/// <c>{"amount": fen, "currency": "CNY"}</c>, moments as RFC 3339 in UTC with milliseconds.
/// </summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        // Answers are application/json, never embedded in a page, so Chinese goes out as Chinese.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new MoneyConverter());
        options.Converters.Add(new CodeConverters());
        return options;
    }

    /// <summary>
    /// Codes to the letter, as the code lists have them. The framework's own converter takes "Transfer" and " transfer" for transfer, and a
    /// filter, a signature or a comparison of what was sent would then see three codes where there is one.
    /// </summary>
    private sealed class CodeConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(CodeConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class CodeConverter<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && Codes.TryParse<TEnum>(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Codes.Of(value));
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && TryReadInstant(reader.GetString()!, out var instant) ? instant
            : throw new FormException(new("A time is RFC 3339 with an offset, such as 2026-08-01T09:00:00.000Z.", "时间应为带时区的 RFC 3339 格式，例如 2026-08-01T09:00:00.000Z。"));

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    public static bool TryReadInstant(string text, out Instant instant)
    {
        var read = DateTimeOffset.TryParseExact(text,
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        // A time without an offset would be read as the server's own; only 'Z' or ±hh:mm says which moment is meant.
        read &= text.Length > 19 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-') && time.Year is >= 1990 and < 2200;
        instant = read ? Instant.From(time) : default;
        return read;
    }

    /// <summary>A moment that a validator has looked at; null where there is none.</summary>
    public static Instant? ReadInstant(string? text) => text is not null && TryReadInstant(text, out var instant) ? instant : null;

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        private static readonly Phrase Form = new(
            $"An amount of money is {{\"amount\": whole fen, \"currency\": \"CNY\"}}, within ±{Money.Largest.Fen}.",
            $"金额应为 {{\"amount\": 整数分, \"currency\": \"CNY\"}}，且在±{Money.Largest.Fen}之间。");

        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartObject) throw new FormException(Form);
            long? amount = null;
            string? currency = null;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (name == "amount" && amount is null && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var fen)) amount = fen;
                else if (name == "currency" && currency is null && reader.TokenType is JsonTokenType.String) currency = reader.GetString();
                else throw new FormException(Form);
            }
            return amount is { } value && currency == Money.Currency && Math.Abs((decimal)value) <= Money.Largest.Fen ? new Money(value)
                : throw new FormException(Form);
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("amount"u8, value.Fen);
            writer.WriteString("currency"u8, Money.Currency);
            writer.WriteEndObject();
        }
    }
}
