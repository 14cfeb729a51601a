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
        // No escape is longer than six bytes.
        var to = output.GetSpan((utf8.Length * 6) + 2);
        var length = 0;
        to[length++] = (byte)'"';
        while (true)
        {
            var next = utf8.IndexOfAny(Escaped);
            var plain = next < 0 ? utf8 : utf8[..next];
            plain.CopyTo(to[length..]);
            length += plain.Length;
            if (next < 0) break;
            var escape = Escape(utf8[next]);
            escape.CopyTo(to[length..]);
            length += escape.Length;
            utf8 = utf8[(next + 1)..];
        }
        to[length++] = (byte)'"';
        output.Advance(length);
    }

    private static ReadOnlySpan<byte> Escape(byte c) => c switch
    {
        (byte)'"' => "\\\""u8,
        (byte)'\\' => @"\\"u8,
        (byte)'\b' => "\\b"u8,
        (byte)'\t' => "\\t"u8,
        (byte)'\n' => "\\n"u8,
        (byte)'\f' => "\\f"u8,
        (byte)'\r' => "\\r"u8,
        _ => Encoding.UTF8.GetBytes($"\\u{c:x4}"),
    };

    /// <summary>Bytes as a string in Base64, between its quotation marks.</summary>
    public static void Bytes(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var to = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        to[0] = (byte)'"';
        _ = Base64.EncodeToUtf8(bytes, to[1..], out _, out var written);
        to[written + 1] = (byte)'"';
        output.Advance(written + 2);
    }

    private static InvalidOperationException Inexact(string number) => new($"The number {number} has no exact form in every reader of JSON.");
}
