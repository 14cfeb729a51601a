using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Contracts;

/// <summary>
/// 查验码: what is printed on a certificate so that anyone can check it. Numbers follow one another and could be tried one by
/// one, so the code holds the contract's id and 72 bits of an HMAC over it: 25 bytes, 40 characters of Crockford's alphabet.
/// Nothing is stored for it, and no event holds a secret: the key lies with the subjects' keys, under the master key and in
/// their backup. Without that key printed codes cannot be checked any more; the numbers themselves stay in the log.
/// </summary>
internal sealed class CertificateCodes(SubjectKeys keys)
{
    /// <summary>No id has this form, so no erasure can reach the key.</summary>
    private const string Subject = "certificates";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int IdBytes = 16, TagBytes = 9, Characters = (IdBytes + TagBytes) * 8 / 5;

    public string Of(string contract)
    {
        byte[] bytes = [.. Convert.FromHexString(contract.AsSpan(Ids.Contract.Length + 1)), .. Tag(contract)];
        var code = new StringBuilder(Characters);
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var window = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            code.Append(Alphabet[(window >> (11 - bit % 8)) & 31]);
        }
        return code.ToString();
    }

    /// <summary>The contract that the code was made for; null for a code that this installation did not make.</summary>
    public string? Read(string code)
    {
        // As people type it: in groups, in small letters, with the letters that Crockford's alphabet leaves out.
        var text = code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (text.Length != Characters) return null;
        var bytes = new byte[IdBytes + TagBytes];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0) return null;
            for (var b = 0; b < 5; b++)
                if ((value >> (4 - b) & 1) == 1) bytes[(i * 5 + b) / 8] |= (byte)(0x80 >> ((i * 5 + b) % 8));
        }
        var contract = $"{Ids.Contract}_{Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes))}";
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdBytes), Tag(contract)) ? contract : null;
    }

    private byte[] Tag(string contract) => HMACSHA256.HashData(keys.GetOrCreate(Subject), Encoding.UTF8.GetBytes(contract))[..TagBytes];
}
