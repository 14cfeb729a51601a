using System.Globalization;
using System.Text;
using Marketplace.Domain;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Http;

/// <summary>
/// A table as RFC 4180 has it, in UTF-8: CRLF, quotes doubled inside quotes. Amounts are yuan with two decimals. A text that a
/// spreadsheet would take for a formula gets an apostrophe in front; numbers are ours and stay numbers, also below zero.
/// </summary>
internal sealed class CsvTable
{
    public const string MediaType = "text/csv";

    private readonly StringBuilder text = new();

    public CsvTable(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns) Put(column);
        EndRow();
    }

    /// <param name="cells">Texts, numbers, amounts; null is an empty cell.</param>
    public void Row(params ReadOnlySpan<object?> cells)
    {
        foreach (var cell in cells)
            switch (cell)
            {
                case null:
                    text.Append(',');
                    break;
                case string value:
                    Put(Safe(value));
                    break;
                case long or int or decimal or Money:
                    text.Append(CultureInfo.InvariantCulture, $"{cell},");
                    break;
                default:
                    throw new ArgumentException($"A {cell.GetType().Name} has no form in a table.", nameof(cells));
            }
        EndRow();
    }

    /// <param name="mark">Whether a byte order mark stands in front, without which Excel takes Chinese for another encoding.</param>
    public byte[] ToBytes(bool mark) => [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())];

    /// <summary>Whether the reader prefers a table over JSON (RFC 9110, 12.5.1); whoever takes anything gets JSON.</summary>
    public static bool IsWanted(StringValues accept)
    {
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var types)) return false;
        double csv = 0, json = 0, any = 0;
        foreach (var type in types)
        {
            var quality = type.Quality ?? 1;
            if (type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)) csv = Math.Max(csv, quality);
            else if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)) json = Math.Max(json, quality);
            else if (type.MatchesAllTypes) any = Math.Max(any, quality);
        }
        return csv > 0 && csv > json && csv >= any;
    }

    private static string Safe(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠', ..] ? "'" + value : value;

    private void Put(string value)
    {
        if (value.AsSpan().ContainsAny(",\"\r\n") || value.AsSpan().Trim().Length != value.Length) text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else text.Append(value);
        text.Append(',');
    }

    private void EndRow()
    {
        text.Length--;
        text.Append("\r\n");
    }
}

/// <summary>The table as an answer, made whole before it is sent.</summary>
internal sealed class CsvAnswer(CsvTable table, bool mark, string name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, table.ToBytes(mark));
        (response.ContentType, response.ContentLength) = ($"{CsvTable.MediaType}; charset=utf-8; header=present", body.Length);
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
    }
}
