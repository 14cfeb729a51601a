using System.Text;
using Marketplace.Domain;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Pipeline;

/// <summary>Seals values under their subject's key and opens them again, outside of decisions.</summary>
public sealed class Seals(Vault vault)
{
    public Sealed Seal(string subject, string text)
    {
        var (cipher, commitment) = vault.Seal(subject, Encoding.UTF8.GetBytes(text));
        return new Sealed(subject, cipher, commitment);
    }

    /// <summary>The plaintext with its random end; null when the subject was erased.</summary>
    public byte[]? Open(Sealed value) => vault.Open(value.Subject, value.Cipher);

    /// <summary>The text; null when there is none or the subject was erased.</summary>
    public string? Read(Sealed? value) =>
        value is not null && Open(value) is { } plaintext ? Encoding.UTF8.GetString(plaintext.AsSpan(0, plaintext.Length - Vault.SaltSize)) : null;

    public void Erase(string subject) => vault.Erase(subject);
}
