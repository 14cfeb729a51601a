using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Log;

namespace Marketplace.Api.Checkpoints;

/// <summary>
/// Signs where the log stood: a JWS (RFC 7515) with ES256, of the type <c>marketplace-checkpoint+jws</c> so that it is never taken for a
/// token. A signature costs more than all else in a receipt, so all who share a commit share one, made when the first of them
/// asks.
/// </summary>
internal sealed class SignedHeads(SigningKey key, IConfiguration configuration)
{
    public const string Type = "marketplace-checkpoint+jws";

    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConditionalWeakTable<LogCommit, Lazy<string>> commits = [];

    /// <summary>Which log it is; the operator's own name for it. Sandboxes are all called so.</summary>
    public string Origin { get; } = configuration["Log:Origin"] ?? "sandbox";

    private readonly string header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = key.Security.KeyId, typ = Type }, Canonical));

    public string Of(LogCommit commit) =>
        commits.GetValue(commit, shared => new Lazy<string>(() => Sign(shared.Checkpoint, new Instant(shared.At)))).Value;

    /// <summary>The payload's members stand in canonical order (RFC 8785).</summary>
    public string Sign(LogCheckpoint checkpoint, Instant at)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new { at = at.ToString(), epoch = checkpoint.Epoch, origin = Origin, root = Convert.ToBase64String(checkpoint.Root), size = checkpoint.Position }, Canonical);
        var signed = $"{header}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Security.ECDsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
