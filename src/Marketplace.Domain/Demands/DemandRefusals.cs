namespace Marketplace.Domain.Demands;

public static class DemandRefusals
{
    public static readonly RefusalType NotFound = new("demand.not_found", RefusalKind.NotFound,
        "There is no such demand.",
        "需求不存在。");

    public static readonly RefusalType AlreadyPosted = new("demand.already_posted", RefusalKind.Conflict,
        "The demand is posted already.",
        "该需求已发布。");

    public static readonly RefusalType NotOwner = new("demand.not_owner", RefusalKind.Forbidden,
        "The demand belongs to another organization. Only its owner may do this.",
        "该需求属于其他组织。只有发布方可以进行此操作。");

    /// <summary>促进科技成果转化法 art. 22: enterprises publish their needs.</summary>
    public static readonly RefusalType NotEnterprise = new("demand.not_enterprise", RefusalKind.Forbidden,
        "Only an enterprise posts demands. It states the problem, pays for the solution and checks it; the organization of this account is of the kind {kind}.",
        "只有企业可以发布技术需求。需求由企业提问题、出资金、做检验；当前账户所属组织的类型为{kind}。");

    public static readonly RefusalType NotOpen = new("demand.not_open", RefusalKind.Conflict,
        "The demand is not open any more. It is {phase}.",
        "该需求已不在征集中。当前状态为{phase}。");

    public static readonly RefusalType ReasonReserved = new("demand.reason_reserved", RefusalKind.Invalid,
        "This reason is not the owner's to state. The marketplace itself writes {reason} when the deadline comes.",
        "该理由不能由发布方填写。到期时由平台自动记录{reason}。");

    public static readonly RefusalType AlreadyTakenDown = new("demand.already_taken_down", RefusalKind.Conflict,
        "The demand is taken down already.",
        "该需求已下架。");

    /// <summary>促进科技成果转化法 art. 11: nothing secret is stored at all.</summary>
    public static readonly RefusalType Secret = new("demand.secret", RefusalKind.Invalid,
        "Demands with state secrets are not taken here. Nothing of this request was stored; use the channel for classified matters.",
        "涉及国家秘密的需求不得在此发布。本次提交的内容未被保存，请通过涉密渠道办理。");

    /// <summary>Carries one detail for each fault.</summary>
    public static readonly RefusalType ContentInvalid = new("demand.content_invalid", RefusalKind.Invalid,
        "The content has faults. Each is listed under errors.",
        "需求内容有误。各处错误见 errors。");

    public static readonly RefusalType FieldMissing = new("demand.field_missing", RefusalKind.Invalid,
        "A field is missing. {field} is needed before the demand can be public.",
        "缺少必填项。发布前须填写{field}。");

    public static readonly RefusalType TooManyKeywords = new("demand.too_many_keywords", RefusalKind.Invalid,
        "There are too many keywords. At most {most} are taken.",
        "关键词过多。最多填写{most}个。");

    public static readonly RefusalType RegionUnknown = new("demand.region_unknown", RefusalKind.Invalid,
        "The region is unknown. {region} is no place in GB/T 2260.",
        "行政区划代码不存在。GB/T 2260中没有{region}。");

    public static readonly RefusalType BudgetMissing = new("demand.budget_missing", RefusalKind.Invalid,
        "The budget is missing. State a lower or an upper bound, or that it is negotiable.",
        "缺少预算。请填写预算下限或上限，或选择面议。");

    public static readonly RefusalType BudgetContradicts = new("demand.budget_contradicts", RefusalKind.Invalid,
        "The budget contradicts itself. A negotiable budget has no bounds.",
        "预算填写自相矛盾。选择面议时不填写上下限。");

    public static readonly RefusalType BudgetReversed = new("demand.budget_reversed", RefusalKind.Invalid,
        "The budget's bounds are reversed. The upper bound is not below the lower one.",
        "预算上下限颠倒。上限不得低于下限。");

    public static readonly RefusalType DeadlinePassed = new("demand.deadline_passed", RefusalKind.Invalid,
        "The deadline has passed. It must lie after {now}.",
        "截止时间已过。截止时间须晚于{now}。");
}
