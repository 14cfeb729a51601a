using System.Buffers;
using System.Buffers.Text;
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

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, IBufferWriter<byte> output)
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
                    Text(Encoding.UTF8.GetBytes(member.Name), output);
                    output.Write(":"u8);
                    Write(member.Value, output);
                }
                output.Write("}"u8);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                var next = false;
                foreach (var item in value.EnumerateArray())
                {
                    if (next) output.Write(","u8);
                    next = true;
                    Write(item, output);
                }
                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                Text(Encoding.UTF8.GetBytes(value.GetString()!), output);
                break;
            case JsonValueKind.Number:
                if (!value.TryGetInt64(out var number)) throw Inexact(value.GetRawText());
                Number(number, output);
                break;
            default:
                Encoding.UTF8.GetBytes(value.GetRawText(), output);
                break;
        }
    }

    public static void Number(long number, IBufferWriter<byte> output)
    {
        if (number is < -LargestWhole or > LargestWhole) throw Inexact($"{number}");
        _ = Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    /// <summary>A string, between its quotation marks.</summary>
    /// <param name="utf8">Well-formed.</param>
    public static void Text(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        for (int at; (at = utf8.IndexOfAny(Escaped)) >= 0; utf8 = utf8[(at + 1)..])
        {
            output.Write(utf8[..at]);
            output.Write(utf8[at] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => @"\\"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\f' => "\\f"u8,
                (byte)'\r' => "\\r"u8,
                var control => Encoding.UTF8.GetBytes($"\\u{control:x4}"),
            });
        }
        output.Write(utf8);
        output.Write("\""u8);
    }

    /// <summary>Bytes as a string in Base64, between its quotation marks.</summary>
    public static void Bytes(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        _ = Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        output.Advance(written);
        output.Write("\""u8);
    }

    private static InvalidOperationException Inexact(string number) => new($"The number {number} has no exact form in every reader of JSON.");
}
