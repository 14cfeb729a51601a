using System.Collections.Concurrent;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Tokens;

/// <summary>
/// Whom a request's token names (RFC 6750). Only our own key counts, and our clock. Verifying an ES256 signature costs some 57 µs, and a
/// bidder sends the same token a thousand times: one that was found good stays good until it expires. What its subject may do is looked
/// up at each request.
/// </summary>
internal sealed class TokenReader
{
    private const string Scheme = "Bearer ";
    private const int Capacity = 16_384;
    private readonly ConcurrentDictionary<string, (string Subject, DateTimeOffset Until)> good = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters parameters;
    private readonly TimeProvider time;

    public TokenReader(SigningKey key, TimeProvider time)
    {
        this.time = time;
        parameters = new TokenValidationParameters
        {
            ValidIssuer = TokenIssuer.Issuer,
            ValidAudience = TokenIssuer.Audience,
            IssuerSigningKey = key.Security,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime ? true
                : throw new SecurityTokenExpiredException("The token has expired."),
        };
    }

    /// <summary>A person's or an app's id; neither that nor a refusal for a stranger. Refusals: <c>token.expired</c>, <c>token.invalid</c>.</summary>
    public ValueTask<(string? Subject, Refusal? Refusal)> ReadAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (good.TryGetValue(authorization, out var known) && known.Until > time.GetUtcNow()) return new((known.Subject, null));
        var token = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        return token.Length == 0 ? new((null, null)) : VerifyAsync(authorization, token);
    }

    private async ValueTask<(string? Subject, Refusal? Refusal)> VerifyAsync(string authorization, string token)
    {
        var verified = await handler.ValidateTokenAsync(token, parameters);
        if (!verified.IsValid) return (null, verified.Exception is SecurityTokenExpiredException ? HttpRefusals.TokenExpired : HttpRefusals.TokenInvalid);
        var read = (JsonWebToken)verified.SecurityToken;
        if (read.Subject is not { Length: > 0 } subject) return (null, HttpRefusals.TokenInvalid);
        if (good.Count >= Capacity) good.Clear();
        good[authorization] = (subject, new DateTimeOffset(read.ValidTo));
        return (subject, null);
    }
}
