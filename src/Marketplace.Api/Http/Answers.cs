using System.Globalization;
using Marketplace.Api.Pipeline;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Http;

/// <summary>From a use case's result to the response, with its headers.</summary>
internal static class Answers
{
    public const string PositionHeader = "Marketplace-Position";
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>200 with the resource, or 304 when the reader has it already.</summary>
    public static Task<IResult> Get<T>(this ISender sender, HttpContext http, IQuery<T> query) => sender.Answer(http, query, StatusCodes.Status200OK);

    /// <summary>The same, or a table for the reader who prefers one.</summary>
    /// <param name="mark">Whether the table begins with a byte order mark.</param>
    /// <param name="name">Of the table as a file.</param>
    public static Task<IResult> GetOrTable<T>(this ISender sender, HttpContext http, IQuery<T> query, Func<T, CsvTable> table, bool mark, string name)
    {
        http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Accept);
        return sender.Answer(http, query, StatusCodes.Status200OK, show: CsvTable.IsWanted(http.Request.Headers.Accept) ? value => new CsvAnswer(table(value), mark, name) : null);
    }

    /// <summary>201 with the resource and where it lives.</summary>
    public static Task<IResult> Create<T>(this ISender sender, HttpContext http, ICommand<T> command, Func<T, string> location) =>
        sender.Answer(http, command, StatusCodes.Status201Created, location);

    /// <summary>200 with the resource as the command left it.</summary>
    public static Task<IResult> Do<T>(this ISender sender, HttpContext http, ICommand<T> command) => sender.Answer(http, command, StatusCodes.Status200OK);

    private static async Task<IResult> Answer<T>(this ISender sender, HttpContext http, IRequest<Result<T>> request, int status, Func<T, string>? location = null, Func<T, IResult>? show = null)
    {
        var result = await sender.Send(request, http.RequestAborted);
        var headers = http.Response.Headers;
        // Also with a refusal: that of a bid is on record, has its position and can be a replay.
        if (result.Position > 0) headers[PositionHeader] = result.Position.ToString(CultureInfo.InvariantCulture);
        if (result.Replayed) headers[ReplayedHeader] = "true";
        if (result.Refusal is { } refusal) return refusal.ToResult(http, result.Receipt);
        if (result.Version > 0)
        {
            var tag = $"\"{result.Version}-{result.View}-{(http.Caller().Chinese ? "zh" : "en")}\"";
            headers.ETag = tag;
            if (HttpMethods.IsGet(http.Request.Method) && Has(http.Request.Headers, tag))
                return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        if (location is not null) headers.Location = location(result.Value!);
        return show is null ? new JsonAnswer<T?>(result.Value, status) : show(result.Value!);
    }

    /// <summary>A list of tags, each perhaps weakened by a cache on the way; compared weakly (RFC 9110, 13.1.2).</summary>
    private static bool Has(IHeaderDictionary headers, string tag) =>
        EntityTagHeaderValue.TryParseList(headers.IfNoneMatch, out var seen)
        && seen.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));
}
