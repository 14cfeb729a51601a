using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;

namespace Marketplace.Api.Organizations;

/// <summary>An organization as everybody may see it.</summary>
public sealed record OrganizationResource
{
    public required string Id { get; init; }
    public required OrganizationKind Kind { get; init; }
    public required OrganizationPhase State { get; init; }
    public required string NameZh { get; init; }
    public string? NameEn { get; init; }
    /// <summary>统一社会信用代码, GB 32100-2015.</summary>
    public required string CreditCode { get; init; }
    /// <summary>False for a code whose check digit differs, as codes of the pilot years do.</summary>
    public required bool CreditCodeConforms { get; init; }
    /// <summary>GB/T 2260.</summary>
    public required string Region { get; init; }
    /// <summary>Registration offices: two digits within the city.</summary>
    public string? OfficePoint { get; init; }
    public string? ParentMarket { get; init; }
    /// <summary>Why it is suspended; measures against a trader are made public (电子商务法 art. 36).</summary>
    public string? SuspensionReason { get; init; }
    /// <summary>When the suspension ends by itself; absent when it lasts until it is lifted.</summary>
    public Instant? SuspendedUntil { get; init; }
    public required long Version { get; init; }

    internal static OrganizationResource From(Snapshot<Organization> organization) => new()
    {
        Id = organization.Id,
        Kind = organization.State.Kind,
        State = organization.State.Phase!.Value,
        NameZh = organization.State.NameZh,
        NameEn = organization.State.NameEn,
        CreditCode = organization.State.CreditCode,
        CreditCodeConforms = organization.State.CreditCodeConforms,
        Region = organization.State.Region,
        OfficePoint = organization.State.OfficePoint,
        ParentMarket = organization.State.ParentMarket,
        SuspensionReason = organization.State.SuspensionReason,
        SuspendedUntil = organization.State.SuspendedUntil,
        Version = organization.Version,
    };
}
