using System.Buffers.Text;
using System.Collections.Concurrent;
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
/// asks. A record's checkpoint is of another type, <c>marketplace-record+jws</c>, because it says more.
/// </summary>
internal sealed class SignedHeads(SigningKey key, IConfiguration configuration)
{
    public const string Type = "marketplace-checkpoint+jws", RecordType = "marketplace-record+jws";

    private const int MostRecords = 1000;

    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConditionalWeakTable<LogCommit, Lazy<string>> commits = [];

    /// <summary>Which log it is; the operator's own name for it. Sandboxes are all called so.</summary>
    public string Origin { get; } = configuration["Log:Origin"] ?? "sandbox";

    private readonly string header = Header(key, Type), recordHeader = Header(key, RecordType);

    /// <summary>By payload: no two ES256 signatures of the same are alike, and who reads a record twice is to get the same bytes.</summary>
    private readonly ConcurrentDictionary<string, string> records = new(StringComparer.Ordinal);

    public string Of(LogCommit commit) =>
        commits.GetValue(commit, shared => new Lazy<string>(() => Sign(shared.Checkpoint, new Instant(shared.At)))).Value;

    /// <summary>The payload's members stand in canonical order (RFC 8785).</summary>
    public string Sign(LogCheckpoint checkpoint, Instant at)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new { at = at.ToString(), epoch = checkpoint.Epoch, origin = Origin, root = Convert.ToBase64String(checkpoint.Root), size = checkpoint.Position }, Canonical);
        return Sign(header, payload);
    }

    /// <summary>Signs beside the tree how many events of the record's streams are in it, so that none of them, not even the last, can be left out.</summary>
    /// <param name="at">Of the checkpoint.</param>
    public string SignRecord(string auction, LogCheckpoint checkpoint, Instant at, IEnumerable<(string Stream, long Events)> streams)
    {
        var payload = JsonSerializer.Serialize(
            new
            {
                at = at.ToString(), auction, epoch = checkpoint.Epoch, origin = Origin, root = Convert.ToBase64String(checkpoint.Root), size = checkpoint.Position,
                streams = new SortedDictionary<string, long>(streams.ToDictionary(each => each.Stream, each => each.Events), StringComparer.Ordinal),
            }, Canonical);
        if (records.Count >= MostRecords) records.Clear();
        return records.GetOrAdd(payload, text => Sign(recordHeader, Encoding.UTF8.GetBytes(text)));
    }

    private static string Header(SigningKey key, string type) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = key.Security.KeyId, typ = type }, Canonical));

    private string Sign(string header, byte[] payload)
    {
        var signed = $"{header}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Security.ECDsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
