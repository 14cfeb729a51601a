using System.Globalization;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Log;

namespace Marketplace.Api.Http;

/// <summary>
/// Finds out who calls: the token names a person or an app; what they may do is read from the log's current state, so a
/// role that was taken away is gone at once and not when the token expires. Who comes from another process with the position of
/// what they did there is answered by one that knows of it.
/// </summary>
internal sealed class Callers(RequestDelegate next, Market market, Writer writer, TokenReader tokens, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var caller = Anonymous(http);
        http.Features.Set(caller);
        http.Response.Headers.Vary = "Authorization, Accept-Language";
        var (subject, refusal) = await tokens.ReadAsync(http);
        if (refusal is not null)
        {
            await refusal.WriteAsync(http);
            return;
        }
        if (caller.Position is { } position) await writer.CatchUpAsync(position);
        if (subject is not null) http.Features.Set(await IdentifyAsync(caller, subject, http.RequestAborted));
        await next(http);
    }

    private Caller Anonymous(HttpContext http)
    {
        var headers = http.Request.Headers;
        return new Caller
        {
            ArrivedAt = time.GetUtcNow(),
            Key = headers["Idempotency-Key"] is [{ } key] ? key : null,
            IfMatch = headers.IfMatch is [{ } tag] ? Version(tag) : null,
            Position = long.TryParse(headers[Answers.PositionHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null,
            Chinese = Languages.PrefersChinese(headers.AcceptLanguage),
        };
    }

    private async Task<Caller> IdentifyAsync(Caller caller, string subject, CancellationToken cancel)
    {
        var app = Ids.Is(Ids.App, subject) ? await market.ReadAsync<App>(subject, cancel) : default;
        var person = Ids.Is(Ids.Person, subject) ? await market.ReadAsync<Person>(subject, cancel) : default;
        var id = app.State?.Organization ?? person.State?.Organization;
        var active = app.State?.Phase is AppPhase.Active || person.State?.Phase is PersonPhase.Active;
        if (string.IsNullOrEmpty(id) || !active) return caller with { Barred = HttpRefusals.CallerBarred };
        var organization = (await market.ReadAsync<Organization>(id, cancel)).State;
        return caller with
        {
            Actor = new Actor(subject, id, organization.Kind, app.State?.Roles ?? person.State!.Roles),
            Scopes = app.State?.Scopes.ToHashSet(),
        };
    }

    /// <summary>The version in an ETag of ours; -1 for any other text, which matches nothing.</summary>
    private static long Version(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return tag.StartsWith('"') && dash > 1 && long.TryParse(tag.AsSpan(1, dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }
}

internal static class CallerFeature
{
    /// <summary>Who asks, as far as it is known.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>() ?? new Caller { ArrivedAt = default };
}
