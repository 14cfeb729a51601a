using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Api.People;

/// <summary>
/// Secrets of people and apps: 256 random bits, shown once. The log holds their SHA-256 only, which tells nothing of a value
/// that nobody could guess.
/// </summary>
internal static class ClientSecrets
{
    public static (string Secret, byte[] Hash) New()
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (secret, Hash(secret));
    }

    public static byte[] Hash(string? secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
}
