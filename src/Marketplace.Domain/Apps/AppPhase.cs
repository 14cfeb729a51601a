namespace Marketplace.Domain.Apps;

/// <summary>State of an app's account.</summary>
public enum AppPhase
{
    /// <summary>有效.</summary>
    Active,
    /// <summary>已撤销.</summary>
    Revoked,
}
