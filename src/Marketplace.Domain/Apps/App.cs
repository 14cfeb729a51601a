using System.Collections.Immutable;
using Marketplace.Domain.People;

namespace Marketplace.Domain.Apps;

/// <summary>A program with an account (stream: the <c>app_</c> id), always of one organisation.</summary>
public sealed record App : IState<App>
{
    public static readonly Transitions<AppPhase> Next = new() { [AppPhase.Active] = [AppPhase.Revoked] };

    public static App Initial { get; } = new();

    /// <summary>Absent before the app is created.</summary>
    public AppPhase? Phase { get; private init; }

    public string Organization { get; private init; } = "";
    public string Name { get; private init; } = "";
    public ImmutableArray<string> Scopes { get; private init; } = [];
    public ImmutableSortedSet<Role> Roles { get; private init; } = [];
    private ClientSecret? Secret { get; init; }

    /// <summary>Whether the reader may know of the app: who manages it.</summary>
    public bool VisibleTo(Actor reader) => Phase is not null && RoleRules.Manages(reader, Organization);

    /// <summary>
    /// Creates an app. Refusals: <c>app.already_created</c>, <c>app.not_your_organization</c>, <c>role.not_for_kind</c>,
    /// <c>role.not_for_app</c>. Whether the scopes exist is for the interface to check, which defines them.
    /// </summary>
    /// <param name="organization">Id of the organisation that the app will act for.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="secretHash">SHA-256 of 256 random bits.</param>
    public Decision Create(
        Actor actor, string organization, OrganizationKind kind, string name, ImmutableArray<string> scopes, ImmutableArray<Role> roles, byte[] secretHash)
    {
        if (Phase is not null) return AppRefusals.AlreadyCreated;
        if (!RoleRules.Manages(actor, organization)) return AppRefusals.NotYourOrganization;
        if (RoleRules.Check(actor, kind, roles, forApp: true) is { } refusal) return refusal;
        return new AppCreated(organization, name, [.. scopes.Distinct(StringComparer.Ordinal)], [.. roles.Distinct()], ClientSecret.Checked(secretHash));
    }

    /// <summary>Replaces the secret. Refusals: <c>app.not_found</c>, <c>app.revoked</c>, <c>secret.grace_too_long</c>.</summary>
    /// <param name="previousValidUntil">System time up to which the secret in force stays valid, seven days at most; absent for not at all.</param>
    /// <param name="system">System time now.</param>
    public Decision RotateSecret(Actor actor, byte[] secretHash, Instant? previousValidUntil, Instant system)
    {
        if (Phase is null || !RoleRules.Manages(actor, Organization)) return AppRefusals.NotFound;
        if (Phase is AppPhase.Revoked) return AppRefusals.Revoked;
        if (ClientSecret.CheckGrace(previousValidUntil, system) is { } refusal) return refusal;
        return new AppSecretRotated(ClientSecret.Checked(secretHash), previousValidUntil);
    }

    /// <summary>Revokes the app for good; nothing happens when it is revoked already. Refusal: <c>app.not_found</c>.</summary>
    public Decision Revoke(Actor actor)
    {
        if (Phase is null || !RoleRules.Manages(actor, Organization)) return AppRefusals.NotFound;
        return Phase is AppPhase.Revoked ? Decision.Nothing : new AppRevoked();
    }

    /// <summary>
    /// Whether the secret with this SHA-256 signs the app in at this moment of system time; never for a revoked one. Does the
    /// same work for an app that is revoked or does not exist.
    /// </summary>
    public bool Accepts(ReadOnlySpan<byte> hash, Instant system) =>
        (Secret ?? ClientSecret.Nobodys).Accepts(hash, system) & Phase is AppPhase.Active;

    public App Apply(Event e) => e switch
    {
        AppCreated created => new()
        {
            Phase = AppPhase.Active,
            Organization = created.Organization,
            Name = created.Name,
            Scopes = created.Scopes,
            Roles = [.. created.Roles],
            Secret = new ClientSecret(created.SecretHash),
        },
        AppSecretRotated rotated => this with { Secret = Secret!.Rotate(rotated.SecretHash, rotated.PreviousValidUntil) },
        AppRevoked => this with { Phase = AppPhase.Revoked, Roles = [] },
        _ => throw new InvalidOperationException($"An app does not know the event {e.GetType().Name}."),
    };
}
