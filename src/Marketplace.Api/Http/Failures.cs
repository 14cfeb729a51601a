using System.Text;
using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Log;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Api.Http;

/// <summary>
/// Turns what the framework throws for an unreadable request into its problem document, and what is our own bug into a 500
/// that says nothing but the trace id.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (Unanswered(http) is { } refusal) await refusal.WriteAsync(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Explain(bad, http).WriteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
            if (!http.Response.HasStarted) http.Response.StatusCode = 499;
        }
        catch (StoreException fault) when (!http.Response.HasStarted)
        {
            StoreFailed(logger, http.Request.Path, fault);
            await ((Refusal)HttpRefusals.LogUnavailable).WriteAsync(http);
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            Failed(logger, http.Request.Method, http.Request.Path, bug);
            await ((Refusal)HttpRefusals.Failed).WriteAsync(http);
        }
    }

    /// <summary>
    /// Routing answers with a bare status what fits no operation, and so does binding when a JSON body cannot be received; the
    /// client gets the same document as for everything else.
    /// </summary>
    private static Refusal? Unanswered(HttpContext http) => http.Response switch
    {
        { HasStarted: true } or { ContentType: not null } => null,
        { StatusCode: StatusCodes.Status400BadRequest } => Unreadable(NotReceived, null, http),
        { StatusCode: StatusCodes.Status404NotFound } => HttpRefusals.NotFound.With(),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => HttpRefusals.MethodNotAllowed.With(),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(http),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => NotJson,
        _ => null,
    };

    private static Refusal NotJson => HttpRefusals.UnsupportedMediaType.With(("expected", "application/json"));

    private static Refusal TooLarge(HttpContext http) => HttpRefusals.TooLarge.With(("limit", http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0));

    private static Refusal Explain(BadHttpRequestException bad, HttpContext http) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(http),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => NotJson,
        { InnerException: JsonException json } => Unreadable(Say(json), Pointer(json.Path), http),
        _ when Parameter(bad.Message) is { } name => name == "body" ? Unreadable(NoBody, null, http)
            : Unreadable(new($"The parameter '{name}' is missing or has a value of another kind.", $"参数“{name}”缺失或取值类型不符。"), $"/{name}", http),
        _ => Unreadable(NotReceived, null, http),
    };

    private static readonly Phrase NoBody = new("A body is expected: JSON of the form that the operation describes.", "须有请求正文：内容应为该操作所述的 JSON。");

    private static readonly Phrase NotReceived = new("The request or its body could not be received whole.", "请求或其正文未能完整接收。");

    private static Refusal Unreadable(Phrase fault, string? pointer, HttpContext http)
    {
        var refusal = HttpRefusals.Unreadable.With(("fault", fault.In(http.Caller().Chinese)));
        return pointer is null ? refusal : refusal.At(pointer);
    }

    /// <summary>The parameter that the framework could not bind; it names it after its type, in quotes.</summary>
    private static string? Parameter(string message) =>
        message.StartsWith("Failed to bind parameter \"", StringComparison.Ordinal) || message.StartsWith("Required parameter \"", StringComparison.Ordinal)
            ? JsonNamingPolicy.CamelCase.ConvertName(message.Split('"')[1].Split(' ')[^1]) : null;

    /// <summary>Our own converters' sentences, and in place of the framework's ones without type names, which mean nothing to a client.</summary>
    private static Phrase Say(JsonException json)
    {
        if (json is FormException { Fault: var fault }) return fault;
        var text = json.Message;
        var tail = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (tail >= 0) text = text[..tail];
        var quoted = text.Split('\'').ElementAtOrDefault(1);
        if (text.StartsWith("The JSON property '", StringComparison.Ordinal)) return new($"The member '{quoted}' is not known here.", $"此处没有字段“{quoted}”。");
        if (text.StartsWith("Duplicate property '", StringComparison.Ordinal)) return new($"The member '{quoted}' is there twice.", $"字段“{quoted}”重复。");
        if (text.StartsWith("JSON deserialization for type", StringComparison.Ordinal))
        {
            var missing = text[(text.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.');
            return new($"A required member is missing: {missing}.", $"缺少必填字段：{missing}。");
        }
        if (text.Contains(" null values", StringComparison.Ordinal)) return new("A value is expected; what has none is left out.", "此处须有值，没有值的字段应省略。");
        if (text.Contains(" type '", StringComparison.Ordinal) || text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return new("The value is not of the expected type, or is not a known code.", "取值类型不符，或不是已知代码。");
        // The last sentence is advice to programmers.
        text = text.Replace(" Change the reader options.", "", StringComparison.Ordinal);
        return new(text, $"JSON 有误（{text.TrimEnd('.')}）。");
    }

    /// <summary><c>$.ladder[2].step</c> becomes <c>/ladder/2/step</c> (RFC 6901); a name with a special character stands in <c>['…']</c>.</summary>
    internal static string Pointer(string? path)
    {
        var pointer = new StringBuilder();
        for (var at = 1; at < path?.Length;)
        {
            var (from, stop) = path.AsSpan(at).StartsWith("['") ? (at + 2, "']") : path[at] == '[' ? (at + 1, "]") : (at + 1, "");
            var to = stop.Length > 0 ? path.IndexOf(stop, from, StringComparison.Ordinal) : path.AsSpan(from).IndexOfAny('.', '[') is var next && next < 0 ? path.Length : from + next;
            if (to < 0) to = path.Length;
            pointer.Append('/').Append(path[from..to].Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            at = to + stop.Length;
        }
        return pointer.ToString();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void Failed(ILogger logger, string method, string path, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: the log's store does not answer.")]
    private static partial void StoreFailed(ILogger logger, string path, Exception fault);
}
