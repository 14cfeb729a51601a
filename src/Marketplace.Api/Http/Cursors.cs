using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Api.Http;

/// <summary>A page of a list.</summary>
/// <param name="Next">The cursor of the next page; absent at the end.</param>
/// <param name="Incomplete">True when some row stands still or is missing, because an event could not be read into the list; absent otherwise.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, bool? Incomplete = null);

/// <summary>
/// A cursor carries the sort key of the last item and a hash of the filters it was made under, so that it can neither skip
/// nor repeat when rows come and go, and cannot be used for another question.
/// </summary>
internal static class Cursors
{
    /// <param name="filters">The request's filters, without limit and cursor, in a fixed order.</param>
    public static string Write(IReadOnlyList<string> key, params ReadOnlySpan<object?> filters) =>
        WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes<string[]>([Hash(filters), .. key]));

    /// <summary>The sort key; null without a cursor. Refusal: <c>cursor.mismatch</c>.</summary>
    public static (IReadOnlyList<string>? Key, Refusal? Refusal) Read(string? cursor, int keyLength, params ReadOnlySpan<object?> filters)
    {
        if (cursor is null) return (null, null);
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(WebEncoders.Base64UrlDecode(cursor));
            if (parts is not null && parts.Length == keyLength + 1 && parts[0] == Hash(filters) && parts.All(part => part is not null)) return (parts[1..], null);
        }
        catch (Exception damaged) when (damaged is FormatException or JsonException)
        {
            return (null, HttpRefusals.CursorMismatch);
        }
        return (null, HttpRefusals.CursorMismatch);
    }

    private static string Hash(ReadOnlySpan<object?> filters)
    {
        var text = new StringBuilder();
        foreach (var filter in filters) text.Append(filter).Append('\n');
        return WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 9).ToArray());
    }
}
