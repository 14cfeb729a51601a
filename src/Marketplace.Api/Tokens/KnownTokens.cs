using System.Collections.Concurrent;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Tokens;

/// <summary>
/// Whom a request's token names. Verifying an ES256 signature costs some 57 µs, and a bidder sends the same token a thousand
/// times: one that JwtBearer found good stays good until it expires. What its subject may do is looked up at each request.
/// </summary>
internal sealed class KnownTokens(TimeProvider time)
{
    private const int Capacity = 16_384;
    private readonly ConcurrentDictionary<string, (string Subject, DateTimeOffset Until)> good = new(StringComparer.Ordinal);

    /// <summary>A person's or an app's id; neither that nor a refusal for a stranger. Refusals: <c>token.expired</c>, <c>token.invalid</c>.</summary>
    public ValueTask<(string? Subject, Refusal? Refusal)> ReadAsync(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } authorization] && good.TryGetValue(authorization, out var known) && known.Until > time.GetUtcNow()
            ? new((known.Subject, null))
            : VerifyAsync(http);

    private async ValueTask<(string? Subject, Refusal? Refusal)> VerifyAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (ticket.None) return (null, null);
        if (ticket.Failure is { } failure) return (null, failure is SecurityTokenExpiredException ? HttpRefusals.TokenExpired : HttpRefusals.TokenInvalid);
        if (ticket.Principal?.FindFirst("sub")?.Value is not { } subject) return (null, HttpRefusals.TokenInvalid);
        if (http.Request.Headers.Authorization is [{ } authorization] && ticket.Properties?.ExpiresUtc is { } until)
        {
            if (good.Count >= Capacity) good.Clear();
            good[authorization] = (subject, until);
        }
        return (subject, null);
    }
}
