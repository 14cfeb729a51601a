using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Api.Tokens;

/// <summary>Configures JwtBearer: our key alone, our clock, and each token verified once.</summary>
internal sealed class TokenReader(SigningKey key, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new RememberingHandler(time));
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = TokenIssuer.Issuer,
            ValidAudience = TokenIssuer.Audience,
            IssuerSigningKey = key.Security,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            NameClaimType = "sub",
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime ? true
                : throw new SecurityTokenExpiredException("The token has expired."),
        };
    }

    /// <summary>
    /// Verifying an ES256 signature costs some 57 µs, and a bidder sends the same token a thousand times. A token that was
    /// found good stays good until it expires; who it names is looked up at each request anyway.
    /// </summary>
    private sealed class RememberingHandler(TimeProvider time) : JsonWebTokenHandler
    {
        private const int Capacity = 16_384;
        private readonly ConcurrentDictionary<string, TokenValidationResult> good = new(StringComparer.Ordinal);

        public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            if (good.TryGetValue(token, out var known) && known.SecurityToken.ValidTo > time.GetUtcNow().UtcDateTime) return known;
            var result = await base.ValidateTokenAsync(token, validationParameters);
            if (!result.IsValid)
            {
                good.TryRemove(token, out _);
                return result;
            }
            if (good.Count >= Capacity) good.Clear();
            good[token] = result;
            return result;
        }
    }
}
