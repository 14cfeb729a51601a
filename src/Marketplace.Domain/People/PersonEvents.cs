using System.Collections.Immutable;

namespace Marketplace.Domain.People;

/// <summary>A person was given an account. The name, e-mail address and telephone number are sealed under the person's key.</summary>
/// <param name="Profile">Sealed under the person's own key; erasing the person destroys it.</param>
/// <param name="SecretHash">SHA-256 of the 256 random bits of the first secret.</param>
[EventName("person_invited")]
public sealed record PersonInvited(string Organization, Sealed Profile, ImmutableArray<Role> Roles, byte[] SecretHash) : Event;

/// <param name="PreviousValidUntil">System time up to which the previous secret is honoured; absent when it is void at once.</param>
[EventName("person_secret_rotated")]
public sealed record PersonSecretRotated(byte[] SecretHash, Instant? PreviousValidUntil) : Event;

[EventName("role_granted")]
public sealed record RoleGranted(Role Role) : Event;

[EventName("role_revoked")]
public sealed record RoleRevoked(Role Role) : Event;

/// <summary>The account is closed; what the person did stays on record.</summary>
[EventName("person_deactivated")]
public sealed record PersonDeactivated : Event;

/// <summary>The person's key was destroyed: nobody can read the sealed profile any more, here or in any backup of the log.</summary>
[EventName("person_erased")]
public sealed record PersonErased : Event;
