using System.Net.Http.Headers;
using System.Text.Json;

namespace Marketplace.Tests;

/// <summary>A response as a test looks at it.</summary>
public sealed class Reply(int status, HttpResponseHeaders headers, string? contentType, string body)
{
    private readonly Lazy<JsonElement> json = new(() => JsonDocument.Parse(body).RootElement);

    public int Status => status;
    public string? ContentType => contentType;
    public string Body => body;
    public JsonElement Json => json.Value;
    public string? ETag => Header("ETag");
    public long Position => long.Parse(Header("Marketplace-Position")!, System.Globalization.CultureInfo.InvariantCulture);
    public bool Replayed => Header("Idempotency-Replayed") == "true";

    /// <summary>The code of a problem document; null for anything else.</summary>
    public string? Code => contentType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    /// <summary>The pointers of a problem's errors, in order.</summary>
    public IReadOnlyList<string> Pointers => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(error => error.TryGetProperty("pointer", out var pointer) ? pointer.GetString()! : "")] : [];

    public string? Header(string name) => headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>A member of the body by its path, e.g. <c>reply["price.amount"]</c>.</summary>
    public JsonElement this[string path] => path.Split('.').Aggregate(Json, (node, step) => int.TryParse(step, out var i) ? node[i] : node.GetProperty(step));

    public string Text(string path) => this[path].GetString()!;

    /// <summary>A moment.</summary>
    public DateTimeOffset Time(string path) => this[path].GetDateTimeOffset();

    public string Id => Text("id");

    /// <summary>Fails with the whole answer in the message when the status is another.</summary>
    public Reply Is(int expected) => status == expected ? this : throw new InvalidOperationException($"Expected {expected}, got {status}: {body}");

    /// <summary>Fails unless it is the problem with this status and code.</summary>
    public Reply Refused(int expected, string code) => status == expected && Code == code ? this : throw new InvalidOperationException($"Expected {expected} {code}, got {status}: {body}");

    internal static async Task<Reply> FromAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
}
