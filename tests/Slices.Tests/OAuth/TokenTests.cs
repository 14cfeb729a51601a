using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Slices.Tests.OAuth;

/// <summary>Which tokens open the door, and for how long.</summary>
public sealed class TokenTests
{
    private TestMarket market = null!;
    private Client publisher = null!;

    [SetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        publisher = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
    }

    [TearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> Use(string token) => market.Stranger.Get($"/v1/people/{publisher.Subject}", ("Authorization", $"Bearer {token}"));

    private string Good => publisher.Http.DefaultRequestHeaders.Authorization!.Parameter!;

    private SecurityKey Own => market.Services.GetRequiredService<SigningKey>().Security;

    private string Forge(SigningCredentials? credentials, string issuer = TokenIssuer.Issuer, string audience = TokenIssuer.Audience, string? subject = null)
    {
        var now = market.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Subject = new ClaimsIdentity([new Claim("sub", subject ?? publisher.Subject), new Claim("org", publisher.Organization)]),
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(15),
            SigningCredentials = credentials,
        });
    }

    private static async Task IsForeign(Task<Reply> asked)
    {
        var reply = (await asked).Refused(401, "token.invalid");
        Assert.That(reply.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task A_token_lives_for_fifteen_minutes_of_system_time_however_far_the_market_clock_goes()
    {
        await market.AdvanceAsync(TimeSpan.FromDays(30));
        (await Use(Good)).Is(200);
        market.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        (await Use(Good)).Is(200);
        market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Use(Good)).Refused(401, "token.expired");
        (await Use(Good)).Refused(401, "token.expired");
        var again = await market.SignInAsync(publisher.Organization, publisher.Subject, publisher.Secret);
        (await again.Get($"/v1/people/{publisher.Subject}")).Is(200);
    }

    [Test]
    public async Task An_expired_token_is_told_so_where_strangers_are_welcome_too()
    {
        market.Clock.Advance(TimeSpan.FromMinutes(15));
        (await publisher.Get($"/v1/organizations/{publisher.Organization}")).Refused(401, "token.expired");
    }

    [Test]
    public async Task Our_own_key_is_what_a_forged_token_lacks()
    {
        (await Use(Forge(new SigningCredentials(Own, SecurityAlgorithms.EcdsaSha256)))).Is(200);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await IsForeign(Use(Forge(new SigningCredentials(new ECDsaSecurityKey(other), SecurityAlgorithms.EcdsaSha256))));
        await IsForeign(Use(Forge(new SigningCredentials(new ECDsaSecurityKey(other) { KeyId = Own.KeyId }, SecurityAlgorithms.EcdsaSha256))));
    }

    [Test]
    public async Task A_token_without_a_signature_is_none()
    {
        await IsForeign(Use(Forge(null)));
        var parts = Good.Split('.');
        await IsForeign(Use($"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}."));
        await IsForeign(Use($"{parts[0]}.{parts[1]}."));
    }

    [Test]
    public async Task The_public_key_taken_for_a_shared_secret_signs_nothing()
    {
        var pem = market.Services.GetRequiredService<SigningKey>().Security.ECDsa.ExportSubjectPublicKeyInfoPem();
        byte[][] secrets = [Encoding.UTF8.GetBytes(pem), market.Services.GetRequiredService<SigningKey>().Security.ECDsa.ExportSubjectPublicKeyInfo()];
        foreach (var secret in secrets)
            await IsForeign(Use(Forge(new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = Own.KeyId }, SecurityAlgorithms.HmacSha256))));
    }

    [Test]
    public async Task A_token_for_another_house_or_from_one_is_foreign()
    {
        var credentials = new SigningCredentials(Own, SecurityAlgorithms.EcdsaSha256);
        await IsForeign(Use(Forge(credentials, issuer: "another-market")));
        await IsForeign(Use(Forge(credentials, audience: "another-api")));
    }

    [Test]
    public async Task A_token_that_was_tampered_with_is_broken()
    {
        var parts = Good.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace(publisher.Subject, "usr_00000000000070008000000000000001", StringComparison.Ordinal);
        await IsForeign(Use($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}"));
        await IsForeign(Use(Good[..^4] + "AAAA"));
        await IsForeign(Use(Good[..^20]));
        foreach (var broken in new[] { "x", "a.b.c", "..", new string('A', 5000), "ey.ey.ey", Good + ".x" }) await IsForeign(Use(broken));
    }

    [Test]
    public async Task One_that_names_nobody_is_of_no_use()
    {
        var credentials = new SigningCredentials(Own, SecurityAlgorithms.EcdsaSha256);
        foreach (var subject in new[] { "usr_00000000000070008000000000000001", "app_00000000000070008000000000000001", "system:reaction", publisher.Organization })
            (await Use(Forge(credentials, subject: subject))).Refused(403, "caller.barred");
    }

    [Test]
    public async Task Without_a_token_the_header_is_not_one()
    {
        (await market.Stranger.Get($"/v1/people/{publisher.Subject}", ("Authorization", "Bearer "))).Refused(401, "token.missing");
        (await market.Stranger.Get($"/v1/people/{publisher.Subject}", ("Authorization", Good))).Refused(401, "token.missing");
        (await market.Stranger.Get($"/v1/people/{publisher.Subject}", ("Authorization", $"Basic {Good}"))).Refused(401, "token.missing");
    }
}
