namespace Marketplace.Domain.Organizations;

/// <summary>State of an organisation's registration with the marketplace.</summary>
public enum OrganizationPhase
{
    /// <summary>已注册,待核验.</summary>
    Registered,
    /// <summary>已核验.</summary>
    Verified,
    /// <summary>暂停.</summary>
    Suspended,
}
