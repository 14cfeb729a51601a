using System.Security.Cryptography;

namespace Marketplace.Domain.People;

/// <summary>
/// The secret of a person or an app, known only by its SHA-256. A secret is 256 random bits, so its hash tells nothing and may
/// stand in the log; a secret that people choose must never come here. All instants are <b>system</b> time: the market clock
/// may jump, and a token must not live or die by that.
/// </summary>
/// <param name="Current">SHA-256 of the secret in force.</param>
/// <param name="Previous">SHA-256 of the one before; absent when it is void.</param>
/// <param name="PreviousValidUntil">From this moment of system time on the previous secret is void.</param>
public sealed record ClientSecret(byte[] Current, byte[]? Previous = null, Instant PreviousValidUntil = default)
{
    public const int HashLength = 32;

    /// <summary>
    /// What an account that does not exist is compared with, so that asking for one takes as long as guessing wrong. Nobody
    /// holds the secret, and its owner has no phase in which it would be accepted.
    /// </summary>
    internal static readonly ClientSecret Nobodys = new(new byte[HashLength]);

    /// <summary>Seven days: long enough to deploy a new secret everywhere, too short to forget the old one.</summary>
    public static readonly TimeSpan LongestGrace = TimeSpan.FromDays(7);

    /// <summary>
    /// Whether the hash is that of a secret valid now. Takes the same time whatever is compared, so an answer's delay says
    /// nothing about how much of a guess was right.
    /// </summary>
    public bool Accepts(ReadOnlySpan<byte> hash, Instant system)
    {
        var current = CryptographicOperations.FixedTimeEquals(hash, Current);
        var previous = CryptographicOperations.FixedTimeEquals(hash, Previous ?? Current);
        return current | (previous & Previous is not null & system < PreviousValidUntil);
    }

    /// <summary>The next secret; the one in force stays valid until the given moment, the one before it is void at once.</summary>
    public ClientSecret Rotate(byte[] hash, Instant? previousValidUntil) =>
        previousValidUntil is { } until ? new(hash, Current, until) : new(hash);

    /// <summary>Why the old secret may not stay valid so long; absent when it may. Refusal: <c>secret.grace_too_long</c>.</summary>
    internal static Refusal? CheckGrace(Instant? previousValidUntil, Instant system) =>
        previousValidUntil is { } until && until - system > LongestGrace
            ? SecretRefusals.GraceTooLong.With(("days", LongestGrace.Days)).At("/previousValidUntil")
            : null;

    /// <summary>The hash, if it has the length of one.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes: a secret itself, perhaps, which must not reach the log.</exception>
    internal static byte[] Checked(byte[] hash) =>
        hash.Length == HashLength ? hash : throw new ArgumentException("A secret's hash has 32 bytes.", nameof(hash));
}
