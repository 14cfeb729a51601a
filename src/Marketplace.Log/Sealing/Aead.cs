using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Log.Sealing;

/// <summary>AES-256-GCM: 12 bytes nonce in front, the ciphertext, 16 bytes tag behind; the subject is the associated data.</summary>
internal static class Aead
{
    public const int NonceSize = 12, TagSize = 16, KeySize = 32;

    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plaintext, string subject)
    {
        var cipher = new byte[NonceSize + plaintext.Length + TagSize];
        RandomNumberGenerator.Fill(cipher.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(cipher.AsSpan(0, NonceSize), plaintext, cipher.AsSpan(NonceSize, plaintext.Length), cipher.AsSpan(^TagSize..), Encoding.UTF8.GetBytes(subject));
        return cipher;
    }

    /// <exception cref="AuthenticationTagMismatchException">The bytes were changed or cut, or belong to another key or subject.</exception>
    public static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> cipher, string subject)
    {
        if (cipher.Length < NonceSize + TagSize)
            throw new AuthenticationTagMismatchException($"A sealed value has {NonceSize + TagSize} bytes at least; {cipher.Length} were given.");
        var plaintext = new byte[cipher.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(cipher[..NonceSize], cipher[NonceSize..^TagSize], cipher[^TagSize..], plaintext, Encoding.UTF8.GetBytes(subject));
        return plaintext;
    }
}
