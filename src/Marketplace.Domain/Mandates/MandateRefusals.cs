namespace Marketplace.Domain.Mandates;

public static class MandateRefusals
{
    public static readonly RefusalType NotFound = new("mandate.not_found", RefusalKind.NotFound,
        "There is no such mandate.",
        "授权委托不存在。");

    public static readonly RefusalType NotPrincipal = new("mandate.not_principal", RefusalKind.Forbidden,
        "Only the principal revokes a mandate. It was given by another organization.",
        "只有委托人可以撤销授权。该授权由其他组织出具。");

    public static readonly RefusalType Over = new("mandate.over", RefusalKind.Conflict,
        "The mandate is revoked already.",
        "该授权已被撤销。");

    public static readonly RefusalType AgentUnknown = new("mandate.agent_unknown", RefusalKind.Invalid,
        "The agent is unknown. It is a verified organization other than the principal, and none that runs a market, registers contracts or supervises.",
        "受托人不存在。应为委托人以外的已核验组织，且不得为市场运营、合同登记或监管机构。");

    public static readonly RefusalType EndsInPast = new("mandate.ends_in_past", RefusalKind.Invalid,
        "The mandate would end in the past. It is valid until a moment after {now}.",
        "授权期限已过。截止时间应晚于{now}。");

    public static readonly RefusalType Missing = new("mandate.missing", RefusalKind.Forbidden,
        "No mandate allows this. To act for another organization your own needs its power of attorney with the scope {scope}, valid now.",
        "没有相应授权。代理其他组织须持有其出具的有效授权委托书，且授权范围包含{scope}。");
}
