namespace Marketplace.Domain.Apps;

public static class AppRefusals
{
    public static readonly RefusalType NotFound = new("app.not_found", RefusalKind.NotFound,
        "There is no such app.",
        "应用不存在。");

    public static readonly RefusalType AlreadyCreated = new("app.already_created", RefusalKind.Conflict,
        "The app is created already.",
        "该应用已创建。");

    public static readonly RefusalType NotYourOrganization = new("app.not_your_organization", RefusalKind.Forbidden,
        "An app is created by the organization it acts for. Only a platform administrator creates one for another organization.",
        "应用只能由其所代表的组织创建。仅平台管理员可以为其他组织创建应用。");

    public static readonly RefusalType Revoked = new("app.revoked", RefusalKind.Conflict,
        "The app is revoked. It gets no new secret; create another one.",
        "该应用已撤销。不能再获得新密钥，请另行创建。");
}
