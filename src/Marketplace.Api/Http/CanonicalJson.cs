using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Marketplace.Api.Http;

/// <summary>
/// JSON in the one form of RFC 8785, so that two who hold the same document hold the same bytes: members sorted by their UTF-16
/// units, no blanks, only what must be escaped is. Numbers are whole and within ±2^53, the only ones our documents have.
/// </summary>
internal static class CanonicalJson
{
    private const long LargestWhole = 1L << 53;

    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                output.Write("{"u8);
                var first = true;
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    if (!first) output.Write(","u8);
                    first = false;
                    Write(member.Name, output);
                    output.Write(":"u8);
                    Write(member.Value, output);
                }
                output.Write("}"u8);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    if (i > 0) output.Write(","u8);
                    Write(value[i], output);
                }
                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                Write(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                if (!value.TryGetInt64(out var number) || number is < -LargestWhole or > LargestWhole)
                    throw new InvalidOperationException($"The number {value.GetRawText()} has no exact form in every reader of JSON.");
                Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture), output);
                break;
            default:
                Encoding.UTF8.GetBytes(value.GetRawText(), output);
                break;
        }
    }

    private static void Write(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append(@"\\"),
                '\b' => escaped.Append("\\b"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\f' => escaped.Append("\\f"),
                '\r' => escaped.Append("\\r"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        Encoding.UTF8.GetBytes(escaped.Append('"').ToString(), output);
    }
}

/// <summary>An answer in canonical JSON.</summary>
internal sealed class CanonicalAnswer<T>(T value) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var json = JsonSerializer.SerializeToDocument(value, Json.Options);
        var (response, body) = (httpContext.Response, CanonicalJson.Write(json.RootElement));
        (response.ContentType, response.ContentLength) = ("application/json; charset=utf-8", body.Length);
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
