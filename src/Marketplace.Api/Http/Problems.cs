using System.Diagnostics;
using System.Text;
using Marketplace.Api.Auctions;
using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>RFC 9457, with the refusal's code, which never changes, and texts in the reader's language.</summary>
public sealed record Problem
{
    /// <summary>Address of the problem's description: <c>/problems/{code}</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }
    /// <summary>The path that was asked for.</summary>
    public required string Instance { get; init; }
    public required string Code { get; init; }
    public required string TraceId { get; init; }
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>Of a bid that was refused and is on record: the proof of it.</summary>
    public BidReceipt? Receipt { get; init; }
}

/// <summary>One thing that is to blame.</summary>
public sealed record ProblemError
{
    /// <summary>JSON pointer (RFC 6901) into the request.</summary>
    public string? Pointer { get; init; }
    public required string Code { get; init; }
    public required string Detail { get; init; }
}

/// <summary>From a refusal to what the client sees. This is the one table from kind to status.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Unreadable => 400,
        RefusalKind.Unauthenticated => 401,
        RefusalKind.Forbidden => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.MethodNotAllowed => 405,
        RefusalKind.Conflict => 409,
        RefusalKind.PreconditionFailed => 412,
        RefusalKind.TooLarge => 413,
        RefusalKind.UnsupportedMediaType => 415,
        RefusalKind.Invalid => 422,
        RefusalKind.PreconditionRequired => 428,
        RefusalKind.TooMany => 429,
        RefusalKind.Unavailable => 503,
        _ => 500,
    };

    public static IResult ToResult(this Refusal refusal, HttpContext http, BidReceipt? receipt = null) =>
        new JsonAnswer<Problem>(Describe(refusal, http) with { Receipt = receipt }, Prepare(refusal, http), MediaType);

    public static Task WriteAsync(this Refusal refusal, HttpContext http) => refusal.ToResult(http).ExecuteAsync(http);

    private static int Prepare(Refusal refusal, HttpContext http)
    {
        // For whoever counts refusals, or holds them against what the operation declares.
        http.Features.Set(refusal);
        var headers = http.Response.Headers;
        if (refusal.Type.Kind is RefusalKind.Unavailable && headers.RetryAfter.Count == 0) headers.RetryAfter = "1";
        if (refusal.Type.Kind is RefusalKind.Unauthenticated) headers.WWWAuthenticate = "Bearer";
        return Status(refusal.Type.Kind);
    }

    private static Problem Describe(Refusal refusal, HttpContext http)
    {
        var chinese = http.Caller().Chinese;
        var text = Fill(refusal, chinese);
        return new Problem
        {
            Type = $"/problems/{refusal.Code}",
            Title = Title(chinese ? refusal.Type.Zh : refusal.Type.En),
            Status = Status(refusal.Type.Kind),
            Detail = text,
            Instance = http.Request.Path,
            Code = refusal.Code,
            TraceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
            Errors = Errors(refusal, chinese),
        };
    }

    private static IReadOnlyList<ProblemError>? Errors(Refusal refusal, bool chinese) =>
        !refusal.Details.IsDefaultOrEmpty ? [.. refusal.Details.Select(detail => Error(detail, chinese))]
        : refusal.Pointer is not null ? [Error(refusal, chinese)]
        : null;

    internal static ProblemError Error(Refusal refusal, bool chinese) =>
        new() { Pointer = refusal.Pointer, Code = refusal.Code, Detail = Fill(refusal, chinese) };

    /// <summary>The text up to the first full stop.</summary>
    internal static string Title(string text)
    {
        var stop = text.AsSpan().IndexOfAny('.', '。');
        return stop < 0 ? text : text[..stop];
    }

    internal static string Fill(Refusal refusal, bool chinese)
    {
        var filled = new StringBuilder(chinese ? refusal.Type.Zh : refusal.Type.En);
        foreach (var argument in refusal.Arguments) filled.Replace($"{{{argument.Name}}}", chinese ? InChinese(argument) : argument.Value);
        return filled.ToString();
    }

    /// <summary>The codes are English words, so only the Chinese reader needs the label; the code stays beside it for whoever looks it up.</summary>
    private static string InChinese(RefusalArgument argument) =>
        argument.Codelist is { } list && Codelists.Find(list)?.Find(argument.Value) is { } entry ? $"{entry.Zh}（{entry.Code}）" : argument.Value;
}
