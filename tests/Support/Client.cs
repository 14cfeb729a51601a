using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Marketplace.Tests;

/// <summary>One who calls: a stranger, or a person of an organization with a token.</summary>
public sealed class Client(HttpClient http, string organization = "", string subject = "", string secret = "")
{
    public HttpClient Http { get; } = http;
    public string Organization { get; } = organization;
    public string Subject { get; } = subject;
    public string Secret { get; } = secret;

    /// <summary>The position of the last command: a list asked for afterwards is answered from there.</summary>
    public long Position { get; private set; }

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, null, headers);

    /// <summary>Posts with a fresh idempotency key, or the one given.</summary>
    public Task<Reply> Post(string path, object? body = null, string? key = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, key ?? $"{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):n}", headers);

    public Task<Reply> Put(string path, object body, string? ifMatch, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, null, ifMatch is null ? headers : [.. headers, ("If-Match", ifMatch)]);

    public Task<Reply> Delete(string path, string? ifMatch = null) => Send(HttpMethod.Delete, path, null, null, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    /// <summary>Asks a list from the position of the caller's own last command on.</summary>
    public Task<Reply> List(string path) => Get(path, ("Marketplace-Position", $"{Position}"));

    public async Task<Reply> Send(HttpMethod method, string path, object? body, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is HttpContent content) request.Content = content;
        else if (body is string json) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        else if (body is not null) request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        else if (method == HttpMethod.Post) request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var reply = await Reply.FromAsync(response);
        if (method != HttpMethod.Get && reply.Header("Marketplace-Position") is not null) Position = Math.Max(Position, reply.Position);
        return reply;
    }

    /// <summary>Money as the interface has it.</summary>
    public static object Yuan(decimal yuan) => new { amount = (long)(yuan * 100), currency = "CNY" };
}
