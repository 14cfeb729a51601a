using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marketplace.Tests;

/// <summary>One who watches the log from outside, with a key of its own.</summary>
public sealed class TestWitness : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The body that publishes the key.</summary>
    public object Registration => new { name = "浙江省科技信息研究院", x = X, y = Y };

    public string X => Base64Url.EncodeToString(key.ExportParameters(false).Q.X);
    public string Y => Base64Url.EncodeToString(key.ExportParameters(false).Q.Y);

    /// <summary>Signs a checkpoint that was read, or what is said of it instead.</summary>
    public string Cosign(Reply checkpoint, DateTimeOffset at, long? size = null, string? root = null, string origin = "sandbox", string type = "marketplace-cosignature+jws")
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 12)), typ = type });
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { at, epoch = checkpoint["epoch"].GetInt32(), origin, root = root ?? checkpoint.Text("root"), size = size ?? checkpoint["size"].GetInt64() });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => key.Dispose();
}
