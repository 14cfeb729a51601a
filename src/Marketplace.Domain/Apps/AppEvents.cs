using System.Collections.Immutable;

namespace Marketplace.Domain.Apps;

/// <summary>A program was given an account of its own for an organisation.</summary>
/// <param name="Scopes">What its tokens can be asked for; what it may do is scope and role together.</param>
/// <param name="SecretHash">SHA-256 of the 256 random bits of the first secret.</param>
[EventName("app_created")]
public sealed record AppCreated(string Organization, string Name, ImmutableArray<string> Scopes, ImmutableArray<Role> Roles, byte[] SecretHash) : Event;

/// <param name="PreviousValidUntil">System time up to which the previous secret is honoured; absent when it is void at once.</param>
[EventName("app_secret_rotated")]
public sealed record AppSecretRotated(byte[] SecretHash, Instant? PreviousValidUntil) : Event;

[EventName("app_revoked")]
public sealed record AppRevoked : Event;
