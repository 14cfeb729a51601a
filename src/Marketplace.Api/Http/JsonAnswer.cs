using System.Text.Json;

namespace Marketplace.Api.Http;

/// <summary>An answer in JSON. It is made whole before it is sent, so that it has a length and goes out with its head in one piece.</summary>
internal sealed class JsonAnswer<T>(T value, int status, string mediaType = JsonAnswer<T>.Json) : IResult
{
    private const string Json = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, JsonSerializer.SerializeToUtf8Bytes(value, Http.Json.Options));
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, mediaType, body.Length);
        return response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
    }
}
