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
            http.Response.StatusCode = 499;
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
        { StatusCode: StatusCodes.Status400BadRequest } => HttpRefusals.Unreadable.With(("fault", "The body could not be received.")),
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
        { InnerException: JsonException json } => HttpRefusals.Unreadable.With(("fault", Say(json))).At(Pointer(json.Path)),
        _ when bad.Message.StartsWith("Failed to bind parameter \"", StringComparison.Ordinal) => Unbound(bad.Message.Split('"')[1].Split(' ')[^1]),
        _ => HttpRefusals.Unreadable.With(("fault", bad.InnerException is null ? bad.Message : "The body is not JSON of the expected form.")),
    };

    /// <param name="member">As this program has it.</param>
    private static Refusal Unbound(string member)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member);
        return HttpRefusals.Unreadable.With(("fault", $"The parameter '{name}' has a value of another kind.")).At($"/{name}");
    }

    /// <summary>Our own converters' sentences, and the framework's without the type names that mean nothing to a client.</summary>
    private static string Say(JsonException json)
    {
        var text = json.Message;
        var tail = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (tail >= 0) text = text[..tail];
        return text switch
        {
            _ when text.StartsWith("The JSON property '", StringComparison.Ordinal) => $"The member '{text.Split('\'')[1]}' is not known here.",
            _ when text.StartsWith("Duplicate property '", StringComparison.Ordinal) => $"The member '{text.Split('\'')[1]}' is there twice.",
            _ when text.StartsWith("JSON deserialization for type", StringComparison.Ordinal) => $"A required member is missing: {text[(text.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}.",
            _ when text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) => "The value is not of the expected type, or is not a known code.",
            // The last sentence is advice to programmers.
            _ => text.Replace(" Change the reader options.", "", StringComparison.Ordinal),
        };
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
