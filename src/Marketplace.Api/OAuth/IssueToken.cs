using System.Buffers.Text;
using System.Text;
using System.Text.Json.Serialization;
using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.Domain.People;
using MediatR;

namespace Marketplace.Api.OAuth;

/// <summary>OAuth 2.0 client credentials (RFC 6749, 4.4) for apps and for people; answers and errors have that standard's form.</summary>
public static class IssueToken
{
    public sealed record Query(Caller Caller, string? GrantType, string? ClientId, string? ClientSecret) : IQuery<Token>;

    /// <param name="GrantType">client_credentials.</param>
    /// <param name="ClientId">Id of a person or an app; here or by HTTP Basic.</param>
    public sealed record Form(
        [property: JsonPropertyName("grant_type")] string GrantType, [property: JsonPropertyName("client_id")] string? ClientId = null, [property: JsonPropertyName("client_secret")] string? ClientSecret = null);

    /// <param name="ExpiresIn">Seconds.</param>
    public sealed record Token([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    public sealed record OAuthError([property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string ErrorDescription);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/oauth/token", async (HttpContext http, ISender sender) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var result = await ReadAsync(http) is { } query ? await sender.Send(query, http.RequestAborted) : TokenRefusals.InvalidRequest;
            if (result.Refusal is not { } refusal) return Results.Json(result.Value);
            var unknown = refusal.Type == TokenRefusals.InvalidClient;
            if (unknown) http.Response.Headers.WWWAuthenticate = "Basic";
            var text = Problems.Fill(refusal, http.Caller().Chinese);
            return Results.Json(new OAuthError(refusal.Code, text), statusCode: unknown ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest);
        })
        .Describe(typeof(IssueToken), "Get a token",
            "Form-encoded: grant_type=client_credentials with client_id and client_secret, or HTTP Basic. The token lives for fifteen minutes and says who, not what that one may do.")
        .Accepts<Form>("application/x-www-form-urlencoded")
        .Returns<Token>()
        .Refuses(type => new OAuthError(type.Code, type.Zh), TokenRefusals.InvalidRequest, TokenRefusals.UnsupportedGrantType, TokenRefusals.InvalidClient);

    internal sealed class Handler(Market market, TokenIssuer tokens, TimeProvider time) : IRequestHandler<Query, Result<Token>>
    {
        public async Task<Result<Token>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (query.GrantType is null) return TokenRefusals.InvalidRequest;
            if (query.GrantType != "client_credentials") return TokenRefusals.UnsupportedGrantType;
            var hash = ClientSecrets.Hash(query.ClientSecret);
            var now = Instant.From(time.GetUtcNow());
            var organization = query.ClientId switch
            {
                { } id when Ids.Is(Ids.App, id) => await market.ReadAsync<App>(id, cancellationToken) is var app && app.State.Accepts(hash, now) ? app.State.Organization : null,
                { } id when Ids.Is(Ids.Person, id) => await market.ReadAsync<Person>(id, cancellationToken) is var person && person.State.Accepts(hash, now) ? person.State.Organization : null,
                _ => null,
            };
            if (organization is null) return TokenRefusals.InvalidClient;
            return new Token(tokens.Issue(query.ClientId!, organization), "Bearer", (int)TokenIssuer.Lifetime.TotalSeconds);
        }
    }

    /// <summary>What the form asks for; null for a form that cannot be read, repeats itself, or comes with credentials twice (RFC 6749, 2.3 and 3.2).</summary>
    private static async Task<Query?> ReadAsync(HttpContext http)
    {
        IFormCollection form = FormCollection.Empty;
        try
        {
            if (http.Request.HasFormContentType) form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        if (form.Any(member => member.Value.Count > 1)) return null;
        var basic = Basic(http.Request.Headers.Authorization);
        if (basic is not null && form.ContainsKey("client_secret")) return null;
        var (id, secret) = basic ?? (form["client_id"], form["client_secret"]);
        return new Query(http.Caller(), form["grant_type"], id, secret);
    }

    private static (string? Id, string? Secret)? Basic(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = authorization["Basic ".Length..].Trim();
        if (!Base64.IsValid(encoded)) return (null, null);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : (null, null);
    }
}

/// <summary>The codes are those of RFC 6749, 5.2.</summary>
public static class TokenRefusals
{
    public static readonly RefusalType InvalidClient = new("invalid_client", RefusalKind.Unauthenticated,
        "Unknown client or wrong secret. Check client_id and client_secret; a removed person or revoked app gets no token.", "客户端未知或密钥错误。请检查 client_id 与 client_secret；已移除的人员或已撤销的应用不能取得令牌。");

    public static readonly RefusalType InvalidRequest = new("invalid_request", RefusalKind.Unreadable,
        "The request cannot be used. Send grant_type=client_credentials once, as a form, with the credentials either in the form or as HTTP Basic.", "请求无法处理。请以表单提交一个 grant_type=client_credentials，客户端凭据放在表单中或以 HTTP Basic 发送，只能择一。");

    public static readonly RefusalType UnsupportedGrantType = new("unsupported_grant_type", RefusalKind.Unreadable,
        "Unsupported grant type. Send grant_type=client_credentials as a form.", "不支持的授权类型。请以表单发送 grant_type=client_credentials。");
}
