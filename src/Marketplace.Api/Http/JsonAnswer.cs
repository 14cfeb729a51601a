using System.Buffers;
using System.Text.Json;

namespace Marketplace.Api.Http;

/// <summary>An answer in JSON. It is made whole before it is sent, so that it has a length and goes out with its head in one piece.</summary>
internal sealed class JsonAnswer<T>(T value, int status, string mediaType = JsonAnswer<T>.Json) : IResult
{
    private const string Json = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, Bodies.Take());
        using (var writer = new Utf8JsonWriter(body, Bodies.As)) JsonSerializer.Serialize(writer, value, Http.Json.Options);
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, mediaType, body.WrittenCount);
        var sent = response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
        if (!sent.IsCompletedSuccessfully) return sent.AsTask();
        Bodies.Keep(body);
        return Task.CompletedTask;
    }
}

/// <summary>Where a thread makes its answers, one after the other: most are sent by the time that the next is made.</summary>
file static class Bodies
{
    private const int Largest = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    public static JsonWriterOptions As { get; } = new() { Encoder = Http.Json.Options.Encoder, MaxDepth = Http.Json.Options.MaxDepth, SkipValidation = true };

    public static ArrayBufferWriter<byte> Take()
    {
        var body = spare ?? new ArrayBufferWriter<byte>(4096);
        spare = null;
        return body;
    }

    public static void Keep(ArrayBufferWriter<byte> body)
    {
        if (body.Capacity > Largest) return;
        body.ResetWrittenCount();
        spare = body;
    }
}
