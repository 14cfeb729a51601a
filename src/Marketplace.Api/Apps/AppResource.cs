using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Apps;

namespace Marketplace.Api.Apps;

/// <summary>A program's account, as the administrators of its organization see it.</summary>
public sealed record AppResource
{
    /// <summary>Also the clientId at POST /oauth/token.</summary>
    public required string Id { get; init; }
    /// <summary>The organization that the app acts for.</summary>
    public required string Organization { get; init; }
    public required AppPhase State { get; init; }
    public required string Name { get; init; }
    /// <summary>What the app may do is what both a role and a scope allow.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    /// <summary>
    /// Only in the answer to the request that made it. It is stored nowhere, so the answer to a repeated Idempotency-Key lacks
    /// it: whoever missed it makes a new one with RotateSecret.
    /// </summary>
    public string? ClientSecret { get; init; }
    public required long Version { get; init; }

    internal static AppResource From(Snapshot<App> app) => new()
    {
        Id = app.Id,
        Organization = app.State.Organization,
        State = app.State.Phase!.Value,
        Name = app.State.Name,
        Scopes = app.State.Scopes,
        Roles = [.. app.State.Roles],
        Version = app.Version,
    };
}
