namespace Marketplace.Domain.People;

/// <summary>State of a person's account.</summary>
public enum PersonPhase
{
    /// <summary>有效.</summary>
    Active,
    /// <summary>停用.</summary>
    Deactivated,
    /// <summary>已删除个人信息.</summary>
    Erased,
}
