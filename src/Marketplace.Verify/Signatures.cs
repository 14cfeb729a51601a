using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marketplace.Verify;

/// <summary>What a checkpoint's signature covers.</summary>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="Streams">Of a record's checkpoint: how many events of each of the record's streams the tree holds.</param>
internal sealed record SignedTree(string Origin, int Epoch, long Size, byte[] Root, IReadOnlyDictionary<string, long>? Streams = null);

/// <summary>Public keys (RFC 7517), the marketplace's or a witness's, and what they signed.</summary>
internal sealed class Signatures
{
    public const string Checkpoint = "marketplace-checkpoint+jws", Cosignature = "marketplace-cosignature+jws", Record = "marketplace-record+jws";

    private readonly Dictionary<string, ECDsa> keys = [];

    /// <exception cref="FormatException">It is no set of P-256 keys.</exception>
    public static Signatures Read(JsonElement jwks) => Documents.Read(() => Of(jwks.GetProperty("keys").EnumerateArray()));

    /// <exception cref="FormatException">One of them is no key.</exception>
    public static Signatures Of(IEnumerable<JsonElement> jwks)
    {
        var signatures = new Signatures();
        foreach (var key in jwks)
        {
            if (key.GetProperty("kty").GetString() != "EC" || key.GetProperty("crv").GetString() != "P-256") continue;
            try
            {
                signatures.keys[key.GetProperty("kid").GetString()!] = ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Decode(key.GetProperty("x").GetString()!), Y = Decode(key.GetProperty("y").GetString()!) },
                });
            }
            catch (CryptographicException bad)
            {
                throw new FormatException($"A key of the set is no point of P-256: {bad.Message}", bad);
            }
        }
        return signatures;
    }

    /// <summary>The tree that was signed, or why it is not to be believed.</summary>
    /// <param name="type">What it must be signed as, so that one kind of document is never taken for another.</param>
    public (SignedTree? Tree, string? Fault) Check(string jws, string type = Checkpoint)
    {
        try
        {
            if (jws.Split('.') is not [var head, var payload, var signature]) return (null, "it is no JWS in compact form");
            using var header = JsonDocument.Parse(Decode(head));
            if (header.RootElement.GetProperty("alg").GetString() != "ES256" || header.RootElement.GetProperty("typ").GetString() != type)
                return (null, "it is signed as something else");
            if (!keys.TryGetValue(header.RootElement.GetProperty("kid").GetString()!, out var key)) return (null, "its key is not among those that were given");
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Decode(signature), HashAlgorithmName.SHA256)) return (null, "the signature does not hold");
            using var body = JsonDocument.Parse(Decode(payload));
            var it = body.RootElement;
            return (new SignedTree(it.GetProperty("origin").GetString()!, it.GetProperty("epoch").GetInt32(), it.GetProperty("size").GetInt64(), it.GetProperty("root").GetBytesFromBase64(),
                type == Record ? it.GetProperty("streams").EnumerateObject().ToDictionary(stream => stream.Name, stream => stream.Value.GetInt64(), StringComparer.Ordinal) : null), null);
        }
        catch (Exception other) when (other is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return (null, $"it cannot be read: {other.Message}");
        }
    }

    /// <summary>Of several spellings of the same bytes only the one that is written.</summary>
    private static byte[] Decode(string text) => Base64Url.DecodeFromChars(text) is var bytes && Base64Url.EncodeToString(bytes) == text ? bytes : throw new FormatException("It has bits that say nothing.");
}
