namespace Marketplace.Domain;

/// <summary>
/// A value that the log holds but does not show: AES-256-GCM under the key of one subject, kept outside the log. Erasing
/// the subject destroys the key. The commitment is SHA-256 over the plaintext, which ends in 16 random bytes: once
/// opened, anyone can check that the value was not exchanged; before that it cannot be guessed.
/// </summary>
/// <param name="Subject">Whose key: a person, a completer, an auction.</param>
/// <param name="Cipher">12 bytes nonce, ciphertext, 16 bytes tag.</param>
/// <param name="Commitment">SHA-256 of the plaintext with its random end.</param>
public sealed record Sealed(string Subject, byte[] Cipher, byte[] Commitment);
