using System.Collections.Immutable;

namespace Marketplace.Domain.People;

/// <summary>A person with an account (stream: the <c>usr_</c> id), always of one organisation.</summary>
public sealed record Person : IState<Person>
{
    public static readonly Transitions<PersonPhase> Next = new()
    {
        [PersonPhase.Active] = [PersonPhase.Deactivated, PersonPhase.Erased],
        [PersonPhase.Deactivated] = [PersonPhase.Erased],
    };

    public static Person Initial { get; } = new();

    /// <summary>Absent before the person is invited.</summary>
    public PersonPhase? Phase { get; private init; }

    public string Organization { get; private init; } = "";

    /// <summary>Name, e-mail address and telephone number; unreadable once the person is erased.</summary>
    public Sealed? Profile { get; private init; }

    public ImmutableSortedSet<Role> Roles { get; private init; } = [];

    private ClientSecret? Secret { get; init; }

    /// <summary>Whether the reader may know of the account: the person, and who manages it.</summary>
    public bool VisibleTo(Actor reader) => Phase is not null && (IsSelf(reader) || RoleRules.Manages(reader, Organization));

    /// <summary>
    /// Invites a person. Refusals: <c>person.already_invited</c>, <c>person.not_your_organization</c>, <c>role.not_for_kind</c>,
    /// <c>role.not_yours_to_grant</c>.
    /// </summary>
    /// <param name="organization">Id of the organisation that the person will act for.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="profile">Name, e-mail address and telephone number, sealed under the new person's key.</param>
    /// <param name="secretHash">SHA-256 of 256 random bits.</param>
    public Decision Invite(Actor actor, string organization, OrganizationKind kind, Sealed profile, ImmutableArray<Role> roles, byte[] secretHash)
    {
        if (Phase is not null) return PersonRefusals.AlreadyInvited;
        if (!RoleRules.Manages(actor, organization)) return PersonRefusals.NotYourOrganization;
        if (RoleRules.Check(actor, kind, roles, forApp: false) is { } refusal) return refusal;
        return new PersonInvited(organization, profile, [.. roles.Distinct()], ClientSecret.Checked(secretHash));
    }

    /// <summary>
    /// Gives one role more; nothing happens when it is held already. Refusals: <c>person.not_found</c>, <c>person.inactive</c>,
    /// <c>person.platform_admin</c>, <c>role.not_for_kind</c>, <c>role.not_yours_to_grant</c>.
    /// </summary>
    /// <param name="kind">Kind of the person's organisation.</param>
    public Decision Grant(Actor actor, OrganizationKind kind, Role role)
    {
        if (Bar(actor) is { } bar) return bar;
        if (RoleRules.Check(actor, kind, [role], forApp: false) is { } refusal) return refusal.At("/role");
        return Roles.Contains(role) ? Decision.Nothing : new RoleGranted(role);
    }

    /// <summary>
    /// Takes a role away; nothing happens when it is not held. Refusals: <c>person.not_found</c>, <c>person.inactive</c>,
    /// <c>person.platform_admin</c>.
    /// </summary>
    public Decision Revoke(Actor actor, Role role)
    {
        if (Bar(actor) is { } bar) return bar;
        return Roles.Contains(role) ? new RoleRevoked(role) : Decision.Nothing;
    }

    /// <summary>
    /// Replaces the secret; people may do so themselves. Refusals: <c>person.not_found</c>, <c>person.inactive</c>,
    /// <c>person.platform_admin</c>, <c>secret.grace_too_long</c>.
    /// </summary>
    /// <param name="previousValidUntil">System time up to which the secret in force stays valid, seven days at most; absent for not at all.</param>
    /// <param name="system">System time now.</param>
    public Decision RotateSecret(Actor actor, byte[] secretHash, Instant? previousValidUntil, Instant system)
    {
        if ((IsSelf(actor) ? Closed : Bar(actor)) is { } bar) return bar;
        if (ClientSecret.CheckGrace(previousValidUntil, system) is { } refusal) return refusal;
        return new PersonSecretRotated(ClientSecret.Checked(secretHash), previousValidUntil);
    }

    /// <summary>Closes the account. Refusals: <c>person.not_found</c>, <c>person.inactive</c>, <c>person.platform_admin</c>.</summary>
    public Decision Deactivate(Actor actor) => Bar(actor) is { } bar ? bar : new PersonDeactivated();

    /// <summary>
    /// Records that the person's key is destroyed (个人信息保护法 art. 47); a closed account can be erased, an erased one is not
    /// erased twice. Refusals: <c>person.not_found</c>, <c>person.platform_admin</c>.
    /// </summary>
    public Decision Erase(Actor actor)
    {
        if (Phase is null || !RoleRules.Manages(actor, Organization)) return PersonRefusals.NotFound;
        if (Phase is PersonPhase.Erased) return Decision.Nothing;
        return IsBeyond(actor) ? PersonRefusals.PlatformAdmin : new PersonErased();
    }

    /// <summary>
    /// Whether the secret with this SHA-256 signs the person in at this moment of system time; never for a closed account. Does
    /// the same work for an account that is closed or does not exist.
    /// </summary>
    public bool Accepts(ReadOnlySpan<byte> hash, Instant system) =>
        (Secret ?? ClientSecret.Nobodys).Accepts(hash, system) & Phase is PersonPhase.Active;

    public Person Apply(Event e) => e switch
    {
        PersonInvited invited => new()
        {
            Phase = PersonPhase.Active,
            Organization = invited.Organization,
            Profile = invited.Profile,
            Roles = [.. invited.Roles],
            Secret = new ClientSecret(invited.SecretHash),
        },
        PersonSecretRotated rotated => this with { Secret = Secret!.Rotate(rotated.SecretHash, rotated.PreviousValidUntil) },
        RoleGranted granted => this with { Roles = Roles.Add(granted.Role) },
        RoleRevoked revoked => this with { Roles = Roles.Remove(revoked.Role) },
        PersonDeactivated => this with { Phase = PersonPhase.Deactivated, Roles = [] },
        PersonErased => this with { Phase = PersonPhase.Erased, Roles = [] },
        _ => throw new InvalidOperationException($"A person does not know the event {e.GetType().Name}."),
    };

    private Refusal? Closed => Phase is PersonPhase.Active ? null : PersonRefusals.Inactive.With();

    private Refusal? Bar(Actor actor) =>
        Phase is null || !RoleRules.Manages(actor, Organization) ? (Refusal)PersonRefusals.NotFound
        : Closed ?? (IsBeyond(actor) ? PersonRefusals.PlatformAdmin.With() : null);

    /// <summary>
    /// Whoever could replace a platform administrator's secret could sign in as one, so the administrator of the same
    /// organisation must not.
    /// </summary>
    private bool IsBeyond(Actor actor) => Roles.Contains(Role.PlatformAdmin) && !actor.Has(Role.PlatformAdmin) && !actor.IsSystem && !IsSelf(actor);

    /// <summary>The profile is sealed under the person's own key, so its subject is the person.</summary>
    private bool IsSelf(Actor actor) => Profile?.Subject == actor.Subject;
}
