using System.Text;
using Marketplace.Api.Http;
using Marketplace.Conformance.Tests.Examples;
using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests;

/// <summary>
/// Every operation is called as everybody, over HTTP, with the request of its example, whose ids name nothing in this market: who
/// may is told by what comes next (nothing is found, or it is done), who may not learns that and no more.
/// </summary>
public sealed class PermissionTests
{
    private static readonly string[] SentAway = ["token.missing", "role.missing", "scope.missing"];

    private TestMarket market = null!;
    private Crowd crowd = null!;

    private static IEnumerable<string> Operations => Table.Operations;

    private static IReadOnlyList<string> Scopes => [.. Table.Rows.Select(row => row.Scope).Where(scope => scope.Length > 0).Distinct()];

    [OneTimeSetUp]
    public void Open()
    {
        market = TestMarket.Open();
        crowd = new Crowd(market);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    [Test]
    public void The_table_is_sorted_and_names_roles_that_there_are()
    {
        Assert.That(Table.Operations, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        Assert.That(Table.Rows.SelectMany(row => row.Roles).Except(Enum.GetValues<Role>().Select(Codes.Of)), Is.Empty);
        Assert.That(Table.Rows.Where(row => row.Anonymous != (row.Scope.Length == 0)), Is.Empty, "what needs a token needs a scope of an app, and nothing else does");
    }

    [TestCaseSource(nameof(Operations))]
    public async Task A_stranger_may_what_is_anonymous(string operation) =>
        Assert.That(await AnswerAsync(Table.Of(operation), crowd.Stranger), Table.Of(operation).Anonymous ? Is.Null : Is.EqualTo("401 token.missing"));

    [TestCaseSource(nameof(Operations))]
    public async Task A_person_with_one_role_may_what_the_table_says(string operation)
    {
        var row = Table.Of(operation);
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var answer = await AnswerAsync(row, await crowd.PersonAsync(role));
            if (answer != (row.Allows(Codes.Of(role)) ? null : "403 role.missing")) wrong.Add($"{Codes.Of(role)}: {answer ?? "may"}");
        }
        Assert.That(wrong, Is.Empty);
    }

    [TestCaseSource(nameof(Operations))]
    public async Task An_app_needs_the_scope_as_well_as_the_role(string operation)
    {
        var row = Table.Of(operation);
        if (row.Anonymous)
        {
            Assert.That(await AnswerAsync(row, await crowd.AppAsync(null, [Scopes[0]])), Is.Null);
            return;
        }
        var without = await AnswerAsync(row, await crowd.AppAsync(null, Scopes));
        Assert.That(without, row.Roles.Count == 0 ? Is.Null : Is.EqualTo("403 role.missing"), "all scopes and no role");
        foreach (var role in Enum.GetValues<Role>().Except(RoleRules.OnlyForPeople).Where(role => row.Allows(Codes.Of(role))))
        {
            Assert.That(await AnswerAsync(row, await crowd.AppAsync(role, [row.Scope])), Is.Null, $"{role} with the scope alone");
            Assert.That(await AnswerAsync(row, await crowd.AppAsync(role, [.. Scopes.Where(scope => scope != row.Scope)])), Is.EqualTo("403 scope.missing"), $"{role} with all other scopes");
        }
    }

    /// <summary>The refusal for want of a token, role or scope; null when the request got past that.</summary>
    private static async Task<string?> AnswerAsync(Table.Row row, Client caller)
    {
        var reply = await Requests.SendAsync(HttpFile.Parse(Repository.Read(Player.PathOf(row.Operation))), caller);
        Assert.That(reply.Status, Is.LessThan(500), reply.Body);
        return SentAway.Contains(reply.Code) ? $"{reply.Status} {reply.Code}" : null;
    }
}

/// <summary>The request of an example, sent as somebody.</summary>
internal static class Requests
{
    private static int keys;

    public static async Task<Reply> SendAsync(HttpFile file, Client caller, IReadOnlyDictionary<string, string>? values = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file.Fill(file.Body, values)));
        if (file["Content-Type"] is { } type) content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await caller.Send(new HttpMethod(file.Method), file.Fill(file.Target, values), file.Method == "GET" ? null : content,
            file["Idempotency-Key"] is null ? null : $"key-{Interlocked.Increment(ref keys)}",
            [.. file.Headers.Where(header => header.Name is "If-Match" or "Accept-Language")]);
    }
}
