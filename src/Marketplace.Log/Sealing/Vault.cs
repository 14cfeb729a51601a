using System.Security.Cryptography;

namespace Marketplace.Log.Sealing;

/// <summary>
/// Seals values that the log must hold but not show. 16 random bytes go behind the plaintext before it is hashed and
/// encrypted, so a low-entropy value cannot be guessed from its commitment.
/// </summary>
public sealed class Vault(SubjectKeys keys)
{
    public const int SaltSize = 16;

    /// <param name="subject">Whose key: a person, a completer, an auction.</param>
    /// <returns>12 bytes nonce, ciphertext and 16 bytes tag (AES-256-GCM, the subject as associated data); and SHA-256 over plaintext and salt.</returns>
    public (byte[] Cipher, byte[] Commitment) Seal(string subject, ReadOnlySpan<byte> plaintext)
    {
        byte[] salted = [.. plaintext, .. RandomNumberGenerator.GetBytes(SaltSize)];
        return (Aead.Encrypt(keys.GetOrCreate(subject), salted, subject), SHA256.HashData(salted));
    }

    /// <summary>The plaintext and its salt; null when the subject's key was destroyed.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The bytes were changed, or belong to another subject.</exception>
    public byte[]? Open(string subject, ReadOnlySpan<byte> cipher) =>
        keys.Find(subject) is { } key ? Aead.Decrypt(key, cipher, subject) : null;

    /// <summary>Destroys the subject's key. What was sealed under it, and what still will be, can never be opened.</summary>
    /// <exception cref="StoreException">The key is not out of the file yet: try again.</exception>
    public void Erase(string subject) => keys.Destroy(subject);
}
