using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Domain;

namespace Marketplace.Api.Pipeline;

/// <summary>
/// The one who asks and what the request's headers say. The roles are those in force now: they come from the log, not from
/// the token.
/// </summary>
[JsonConverter(typeof(NotPartOfTheRequest))]
public sealed record Caller
{
    /// <summary>Null for a stranger, and for one who may not act any more: what strangers see is all that is left.</summary>
    public Actor? Actor { get; init; }

    /// <summary>What an app may do; null for a person, who may do all that the roles allow.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>Why the signed-in caller may not act any more (person removed, app revoked).</summary>
    public Refusal? Barred { get; init; }

    /// <summary>The <c>Idempotency-Key</c> header.</summary>
    public string? Key { get; init; }

    /// <summary>The version named by <c>If-Match</c>; null without the header; -1 when it can match nothing.</summary>
    public long? IfMatch { get; init; }

    /// <summary>The position named by the <c>Marketplace-Position</c> header: answer from there or later.</summary>
    public long? Position { get; init; }

    /// <summary>When the request arrived, system time.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whether texts are in Chinese (the default) or in English.</summary>
    public bool Chinese { get; init; } = true;

    /// <summary>The signed-in caller. Only operations that are not anonymous ask; the pipeline has checked.</summary>
    public Actor Self => Actor ?? throw new InvalidOperationException("An anonymous operation asked who is calling.");

    public bool ActsFor(string organization) => Actor?.Organization == organization;

    public bool Has(Role role) => Actor?.Has(role) is true;

    /// <summary>412 when the caller named another version than the one in force.</summary>
    public Refusal? Misses(long version) =>
        IfMatch is { } seen && seen != version ? Http.HttpRefusals.VersionGone.With(("version", version)) : null;

    private sealed class NotPartOfTheRequest : JsonConverter<Caller>
    {
        public override Caller Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
        public override void Write(Utf8JsonWriter writer, Caller value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
