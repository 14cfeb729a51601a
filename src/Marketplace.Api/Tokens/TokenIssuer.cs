using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Tokens;

/// <summary>Short-lived signed tokens (RFC 9068): they say who, never what that one may do.</summary>
internal sealed class TokenIssuer(SigningKey key, TimeProvider time)
{
    public const string Issuer = "marketplace";
    public const string Audience = "marketplace-api";

    /// <summary>Fifteen minutes, system time.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="subject">A person's or an app's id.</param>
    public string Issue(string subject, string organization)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Subject = new ClaimsIdentity([new Claim("sub", subject), new Claim("org", organization)]),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(key.Security, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
