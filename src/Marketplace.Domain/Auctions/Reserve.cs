using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Domain.Auctions;

/// <summary>
/// The plaintext of a sealed reserve (保留价): the amount in fen as decimal UTF-8 digits, then 16 random bytes. The
/// announcement shows its SHA-256; when it is opened, anyone can check that it was not exchanged, and before that the
/// random end keeps the amount from being guessed.
/// </summary>
public static class Reserve
{
    /// <summary>Length of the random end in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The bytes to seal.</summary>
    /// <param name="reserve">Above zero.</param>
    /// <param name="salt">Exactly <see cref="SaltLength"/> random bytes.</param>
    public static byte[] Encode(Money reserve, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reserve.Fen, nameof(reserve));
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength, nameof(salt));
        return [.. Encoding.UTF8.GetBytes(reserve.Fen.ToString(CultureInfo.InvariantCulture)), .. salt];
    }

    /// <summary>The amount; throws <see cref="FormatException"/> on bytes of another layout.</summary>
    public static Money Decode(ReadOnlySpan<byte> plaintext)
    {
        var digits = plaintext.Length > SaltLength ? plaintext[..^SaltLength] : [];
        return digits is [>= (byte)'1' and <= (byte)'9', ..] && Utf8Parser.TryParse(digits, out long fen, out var read) && read == digits.Length
            ? new Money(fen)
            : throw new FormatException("These bytes are no reserve: they do not begin with an amount in fen.");
    }

    /// <summary>SHA-256 of the plaintext, which the announcement shows.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> plaintext) => SHA256.HashData(plaintext);

    /// <summary>Whether the plaintext is the one that was sealed.</summary>
    public static bool Matches(Sealed reserve, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(plaintext, hash);
        return hash.SequenceEqual(reserve.Commitment);
    }
}
