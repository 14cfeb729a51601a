using System.Collections.Immutable;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Mandates;

namespace Marketplace.Api.Mandates;

/// <summary>A power of attorney (授权委托书).</summary>
public sealed record MandateResource
{
    public required string Id { get; init; }
    /// <summary>Id of the organization for which the agent acts.</summary>
    public required string Principal { get; init; }
    /// <summary>Id of the organization that acts.</summary>
    public required string Agent { get; init; }
    public required ImmutableArray<MandateScope> Scopes { get; init; }
    /// <summary>Number or title of the signed document.</summary>
    public required string Reference { get; init; }
    public required Instant GrantedAt { get; init; }
    /// <summary>The first moment at which it is not valid any more.</summary>
    public required Instant ValidUntil { get; init; }
    public Instant? RevokedAt { get; init; }
    public string? RevocationReason { get; init; }
    public required long Version { get; init; }

    internal static MandateResource From(Snapshot<Mandate> mandate)
    {
        var granted = mandate.State.Granted!;
        return new MandateResource
        {
            Id = mandate.Id,
            Principal = granted.Principal,
            Agent = granted.Agent,
            Scopes = granted.Scopes,
            Reference = granted.Reference,
            GrantedAt = granted.GrantedAt,
            ValidUntil = granted.ValidUntil,
            RevokedAt = mandate.State.RevokedAt,
            RevocationReason = mandate.State.RevocationReason,
            Version = mandate.Version,
        };
    }
}
