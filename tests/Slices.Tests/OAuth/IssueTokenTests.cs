using System.Net.Http.Headers;
using System.Text;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.OAuth;

public sealed class IssueTokenTests
{
    private const string App = "{\"name\":\"成果管理系统\",\"scopes\":[\"people\"],\"roles\":[\"org_admin\"]}";
    private TestMarket market = null!;
    private Client admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> Ask(params (string Name, string Value)[] form) => Ask(null, form);

    private Task<Reply> Ask(string? authorization, params (string Name, string Value)[] form) => market.Stranger.Send(HttpMethod.Post, "/oauth/token",
        new FormUrlEncodedContent(form.Select(member => KeyValuePair.Create(member.Name, member.Value))), null, authorization is null ? [] : [("Authorization", authorization)]);

    private Task<Reply> SignIn(string id, string secret) => Ask(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));

    private static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    private static Reply Wrong(Reply reply, string error)
    {
        Assert.That((reply.Status, reply.Text("error")), Is.EqualTo((error == "invalid_client" ? 401 : 400, error)), reply.Body);
        return reply;
    }

    [Test]
    public async Task A_person_gets_a_bearer_token_for_fifteen_minutes_that_nobody_may_store()
    {
        var token = (await SignIn(admin.Subject, admin.Secret)).Is(200);
        Assert.That((token.Text("token_type"), token["expires_in"].GetInt32(), token.Header("Cache-Control")), Is.EqualTo(("Bearer", 900, "no-store")));
    }

    [Test]
    public async Task An_app_gets_one_too()
    {
        var app = (await admin.Post("/v1/apps", App)).Is(201);
        var token = (await SignIn(app.Id, app.Text("clientSecret"))).Is(200);
        (await market.Stranger.Get($"/v1/people/{admin.Subject}", ("Authorization", "Bearer " + token.Text("access_token")))).Is(200);
    }

    [Test]
    public async Task The_credentials_may_come_as_http_basic()
    {
        (await Ask(Basic(admin.Subject, admin.Secret), ("grant_type", "client_credentials"))).Is(200);
        (await Ask(Basic(admin.Subject, admin.Secret), ("grant_type", "client_credentials"), ("client_id", admin.Subject))).Is(200);
    }

    [Test]
    public async Task Basic_that_cannot_be_read_is_an_unknown_client()
    {
        foreach (var authorization in new[] { "Basic ", "Basic %%%", "Basic " + Convert.ToBase64String("no colon"u8), "Basic " + Convert.ToBase64String([0xFF, 0xFE, (byte)':', 0xFF]) })
            Wrong(await Ask(authorization, ("grant_type", "client_credentials")), "invalid_client");
    }

    [Test]
    public async Task Every_way_not_to_be_a_client_gets_the_same_answer()
    {
        var revoked = (await admin.Post("/v1/apps", App)).Is(201);
        (await admin.Post($"/v1/apps/{revoked.Id}/revocation")).Is(200);
        var closed = await market.JoinAsync(admin.Organization, Role.Filer);
        (await admin.Post($"/v1/people/{closed.Subject}/deactivation")).Is(200);
        Reply[] replies =
        [
            await SignIn(admin.Subject, "wrong"),
            await SignIn(admin.Subject, ""),
            await SignIn("usr_00000000000070008000000000000001", admin.Secret),
            await SignIn("app_00000000000070008000000000000001", admin.Secret),
            await SignIn(admin.Organization, admin.Secret),
            await SignIn("root", admin.Secret),
            await SignIn(revoked.Id, revoked.Text("clientSecret")),
            await SignIn(closed.Subject, closed.Secret),
            await Ask(("grant_type", "client_credentials")),
            await Ask(("grant_type", "client_credentials"), ("client_id", admin.Subject)),
        ];
        foreach (var reply in replies) Wrong(reply, "invalid_client");
        Assert.That(replies.Select(reply => reply.Body).Distinct().Count(), Is.EqualTo(1));
        Assert.That(replies.Select(reply => reply.Header("WWW-Authenticate")), Is.All.EqualTo("Basic"));
    }

    [Test]
    public async Task The_old_secret_signs_in_while_its_grace_lasts()
    {
        var app = (await admin.Post("/v1/apps", App)).Is(201);
        var rotated = (await admin.Post($"/v1/apps/{app.Id}/secret", new { previousValidUntil = market.Clock.GetUtcNow().AddHours(1).ToString("O") })).Is(200);
        (await SignIn(app.Id, app.Text("clientSecret"))).Is(200);
        (await SignIn(app.Id, rotated.Text("clientSecret"))).Is(200);
    }

    [Test]
    public async Task The_grant_type_is_named_and_is_client_credentials()
    {
        Wrong(await Ask(("client_id", admin.Subject), ("client_secret", admin.Secret)), "invalid_request");
        Wrong(await Ask(("grant_type", "password"), ("client_id", admin.Subject), ("client_secret", admin.Secret)), "unsupported_grant_type");
    }

    [Test]
    public async Task What_comes_twice_counts_not_even_once()
    {
        Wrong(await Ask(("grant_type", "client_credentials"), ("grant_type", "client_credentials"), ("client_id", admin.Subject), ("client_secret", admin.Secret)), "invalid_request");
        Wrong(await Ask(Basic(admin.Subject, admin.Secret), ("grant_type", "client_credentials"), ("client_secret", admin.Secret)), "invalid_request");
    }

    [Test]
    public async Task A_form_that_cannot_be_read_is_refused()
    {
        Wrong(await Ask([.. Enumerable.Range(0, 1100).Select(i => ($"member{i}", "x"))]), "invalid_request");
        Wrong(await Ask((new string('k', 5000), "x")), "invalid_request");
        (await market.Stranger.Post("/oauth/token", "{\"grant_type\":\"client_credentials\"}")).Refused(415, "media_type.unsupported");
        using var multipart = new StringContent("--x");
        multipart.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        (await market.Stranger.Post("/oauth/token", multipart)).Refused(415, "media_type.unsupported");
        (await market.Stranger.Get("/oauth/token")).Refused(405, "method.not_allowed");
    }

    [Test]
    public async Task The_error_is_described_in_the_readers_language()
    {
        var reply = await market.Stranger.Send(HttpMethod.Post, "/oauth/token", new FormUrlEncodedContent([]), null, ("Accept-Language", "en"));
        Assert.That(Wrong(reply, "invalid_request").Text("error_description"), Does.StartWith("The request cannot be used."));
    }
}
