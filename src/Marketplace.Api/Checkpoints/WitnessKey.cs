using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Api.OAuth;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;

namespace Marketplace.Api.Checkpoints;

/// <summary>
/// The key of a witness and what it may sign: a JWS (RFC 7515) with ES256 of the type <c>marketplace-cosignature+jws</c>, whose payload
/// names the checkpoint by <c>epoch</c>, <c>origin</c>, <c>root</c> and <c>size</c> and has the witness's own time in <c>at</c>.
/// </summary>
internal static class WitnessKey
{
    public const string Type = "marketplace-cosignature+jws";

    /// <summary>Null where the numbers are no point of P-256.</summary>
    public static ECDsa? Of(byte[] x, byte[] y)
    {
        if (x.Length != 32 || y.Length != 32) return null;
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static GetKeys.PublicKey Show(WitnessRegistered witness)
    {
        using var key = Of(witness.X, witness.Y)!;
        return GetKeys.PublicKey.Of(key, SigningKey.IdOf(key));
    }

    /// <summary>When the witness saw the checkpoint, or what is wrong with its signature.</summary>
    public static (Instant? SeenAt, string? Fault) Check(string jws, WitnessRegistered witness, LogCheckpointName expected)
    {
        try
        {
            if (jws.Split('.') is not [var head, var payload, var signature]) return (null, "It is no JWS in compact form.");
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            using var key = Of(witness.X, witness.Y)!;
            if (Text("alg") != "ES256" || Text("typ") != Type || Text("kid") != SigningKey.IdOf(key)) return (null, $"Its header must say alg ES256, typ {Type}, and kid {SigningKey.IdOf(key)}.");
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256))
                return (null, "It was not made with the key that the organization published last.");
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            var it = body.RootElement;
            if (new LogCheckpointName(it.GetProperty("origin").GetString()!, it.GetProperty("epoch").GetInt32(), it.GetProperty("size").GetInt64(), it.GetProperty("root").GetString()!) != expected)
                return (null, "It is of another checkpoint: epoch, origin, root or size differ.");
            return (new Instant(it.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds()), null);

            string? Text(string name) => header.RootElement.GetProperty(name).GetString();
        }
        catch (Exception other) when (other is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException)
        {
            return (null, "Its header or its payload cannot be read.");
        }
    }
}

/// <summary>A checkpoint by all that a signature on it must name.</summary>
/// <param name="Root">32 bytes in Base64.</param>
internal readonly record struct LogCheckpointName(string Origin, int Epoch, long Size, string Root);
