namespace Marketplace.Domain.People;

public static class PersonRefusals
{
    public static readonly RefusalType NotFound = new("person.not_found", RefusalKind.NotFound,
        "There is no such person.",
        "人员不存在。");

    public static readonly RefusalType AlreadyInvited = new("person.already_invited", RefusalKind.Conflict,
        "The person is invited already.",
        "该人员已受邀。");

    public static readonly RefusalType NotYourOrganization = new("person.not_your_organization", RefusalKind.Forbidden,
        "People are invited by their own organization. Only a platform administrator invites for another one.",
        "人员只能由本组织邀请。仅平台管理员可以为其他组织邀请人员。");

    public static readonly RefusalType Inactive = new("person.inactive", RefusalKind.Conflict,
        "The account is closed. A deactivated or erased person keeps no rights and gets no new ones.",
        "该账户已关闭。停用或已删除的人员不再享有也不能获得任何权限。");

    public static readonly RefusalType PlatformAdmin = new("person.platform_admin", RefusalKind.Forbidden,
        "Only a platform administrator changes a platform administrator's account. Whoever could replace such a secret could sign in with it.",
        "平台管理员的账户只能由平台管理员变更。能够更换其密钥者即可以其身份登录。");
}

public static class RoleRefusals
{
    public static readonly RefusalType NotForKind = new("role.not_for_kind", RefusalKind.Invalid,
        "The role does not fit the kind of organization. {role} is not a role of {kind}.",
        "该角色不适用于此类组织。{kind}没有{role}角色。");

    public static readonly RefusalType NotForApp = new("role.not_for_app", RefusalKind.Invalid,
        "The role is for people only. {role} judges or holds power over others, which is not left to a program.",
        "该角色只能授予自然人。{role}涉及评判或对他人的权限，不得授予应用。");

    public static readonly RefusalType NotYoursToGrant = new("role.not_yours_to_grant", RefusalKind.Forbidden,
        "Only a platform administrator grants this role.",
        "该角色只能由平台管理员授予。");
}

public static class SecretRefusals
{
    public static readonly RefusalType GraceTooLong = new("secret.grace_too_long", RefusalKind.Invalid,
        "The old secret may not stay valid so long. It is honoured for {days} days at most after a rotation.",
        "旧密钥的保留时间过长。轮换后旧密钥最多保留{days}天。");
}
