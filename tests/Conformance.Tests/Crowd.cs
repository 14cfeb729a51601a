using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests;

/// <summary>Callers of every sort in one market, made when first asked for.</summary>
internal sealed class Crowd(TestMarket market)
{
    private readonly Dictionary<string, Client> known = [];

    public Client Stranger => market.Stranger;

    /// <summary>A person with this role alone.</summary>
    public Task<Client> PersonAsync(Role role) => KnownAsync($"person {role}", () => market.JoinAsync(KindOf(role), "浙江科技服务有限公司", role));

    /// <summary>A person with every role that the kind of organization allows, save power over all organizations.</summary>
    public Task<Client> PersonAsync(OrganizationKind kind) =>
        KnownAsync($"person {kind}", () => market.JoinAsync(kind, "江苏省技术产权交易市场", [.. RoleRules.RolesOf(kind).Where(role => role is not Role.PlatformAdmin)]));

    /// <summary>An app with this role, or none, and these scopes.</summary>
    public Task<Client> AppAsync(Role? role, IReadOnlyList<string> scopes) => KnownAsync($"app {role} {string.Join(' ', scopes)}", async () =>
    {
        var kind = role is { } held ? KindOf(held) : OrganizationKind.Enterprise;
        var administrator = await KnownAsync($"administrator {kind}", () => market.JoinAsync(kind, "浙江科技服务有限公司", Role.OrgAdmin));
        var app = (await administrator.Post("/v1/apps", new { name = "成果管理系统", scopes, roles = role is { } one ? new[] { Api.Http.Codes.Of(one) } : [] })).Is(201);
        return await market.SignInAsync(administrator.Organization, app.Id, app.Text("clientSecret"));
    });

    private static OrganizationKind KindOf(Role role) => Enum.GetValues<OrganizationKind>().First(kind => RoleRules.RolesOf(kind).Contains(role));

    private async Task<Client> KnownAsync(string name, Func<Task<Client>> make)
    {
        if (known.TryGetValue(name, out var client)) return client;
        return known[name] = await make();
    }
}
