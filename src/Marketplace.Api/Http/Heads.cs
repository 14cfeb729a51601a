namespace Marketplace.Api.Http;

/// <summary>
/// Answers HEAD as GET without its body (RFC 9110, 9.3.2), whatever the operation: the headers, and with them whether the
/// reader's version is still the one in force.
/// </summary>
internal sealed class Heads(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) => HttpMethods.IsHead(http.Request.Method) ? AnswerAsync(http) : next(http);

    private async Task AnswerAsync(HttpContext http)
    {
        http.Features.Set(new HeadOnly());
        http.Request.Method = HttpMethods.Get;
        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
            http.Request.Method = HttpMethods.Head;
        }
    }
}

/// <summary>Marks a request whose answer has no body, for what would otherwise go on for ever.</summary>
internal sealed class HeadOnly;
