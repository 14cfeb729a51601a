namespace Marketplace.Domain.Achievements;

public static class AchievementRefusals
{
    public static readonly RefusalType NotFound = new("achievement.not_found", RefusalKind.NotFound,
        "There is no such achievement.",
        "成果不存在。");

    public static readonly RefusalType NotOwner = new("achievement.not_owner", RefusalKind.Forbidden,
        "The achievement belongs to another organization. Only its owner changes it.",
        "该成果属于其他组织。只有所有者可以修改。");

    public static readonly RefusalType AlreadyDrafted = new("achievement.already_drafted", RefusalKind.Conflict,
        "The achievement is drafted already.",
        "该成果已建立草稿。");

    public static readonly RefusalType PhaseForbids = new("achievement.phase_forbids", RefusalKind.Conflict,
        "The state of the achievement does not allow this. It is {phase}.",
        "成果当前状态不允许此操作。当前状态为{phase}。");

    /// <summary>The answer when the claim of <c>Listing.Claim</c> is held by an open listing or a sale.</summary>
    public static readonly RefusalType Listed = new("achievement.listed", RefusalKind.Conflict,
        "The achievement is listed or sold. Withdraw the open listing first; what is sold cannot be withdrawn.",
        "该成果正在挂牌或已成交。请先撤牌；已成交的成果不能撤回。");

    /// <summary>促进科技成果转化法 art. 11: publication must not leak state secrets, so nothing secret is stored at all.</summary>
    public static readonly RefusalType Secret = new("achievement.secret", RefusalKind.Invalid,
        "Achievements with state secrets are not taken here. Nothing of this request was stored; use the channel for classified achievements.",
        "涉及国家秘密的成果不得在此登记。本次提交的内容未被保存，请通过涉密渠道办理。");

    /// <summary>Carries one detail for each fault.</summary>
    public static readonly RefusalType ContentInvalid = new("achievement.content_invalid", RefusalKind.Invalid,
        "The content has faults. Each is listed under errors.",
        "成果内容有误。各处错误见 errors。");

    /// <summary>Carries one <see cref="FieldMissing"/> for each field.</summary>
    public static readonly RefusalType Incomplete = new("achievement.incomplete", RefusalKind.Invalid,
        "The achievement is not complete. Fill in what is listed under errors, then submit it.",
        "成果内容不完整。请补齐 errors 所列各项后提交。");

    public static readonly RefusalType FieldMissing = new("achievement.field_missing", RefusalKind.Invalid,
        "A field is missing. {field} is needed before the achievement can be submitted.",
        "缺少必填项。提交前须填写{field}。");

    public static readonly RefusalType TooManyKeywords = new("achievement.too_many_keywords", RefusalKind.Invalid,
        "There are too many keywords. An achievement has {most} at most.",
        "关键词过多。每项成果最多{most}个关键词。");

    public static readonly RefusalType RegionUnknown = new("achievement.region_unknown", RefusalKind.Invalid,
        "The region code is unknown. {region} is not in GB/T 2260.",
        "行政区划代码不存在。{region}不在GB/T 2260中。");

    public static readonly RefusalType MonthMalformed = new("achievement.month_malformed", RefusalKind.Invalid,
        "This is not a month. It is written as year and month, such as 2024-03.",
        "年月格式错误。应为年-月，例如2024-03。");

    public static readonly RefusalType PeriodReversed = new("achievement.period_reversed", RefusalKind.Invalid,
        "The research ends before it begins.",
        "研究终止年月早于起始年月。");

    public static readonly RefusalType IpNoneNotAlone = new("achievement.ip_none_not_alone", RefusalKind.Invalid,
        "The type none stands alone. Either name the intellectual property, or say that there is none.",
        "“未涉及知识产权”不能与其他知识产权并列。选择该项时不得再填写其他权利。");

    public static readonly RefusalType PatentNumberInvalid = new("achievement.patent_number_invalid", RefusalKind.Invalid,
        "This is not a patent number. {number} does not fit ({fault}): expected are 12 or 8 digits, a dot and the check digit, such as 201710601862.3.",
        "专利号有误。{number}不符合要求（{fault}），应为12位或8位数字、小数点加校验位，例如201710601862.3。");

    public static readonly RefusalType PatentKindDiffers = new("achievement.patent_kind_differs", RefusalKind.Invalid,
        "The number belongs to another kind of patent. By its kind digit {number} is {kind}.",
        "专利号与专利类型不符。按专利号的类别位，{number}为{kind}。");

    public static readonly RefusalType CompleterUnknown = new("achievement.completer_unknown", RefusalKind.Invalid,
        "The achievement has no completer with this id. Leave the id out to name a new one.",
        "成果中没有该编号的完成人。新增完成人时请勿填写编号。");

    public static readonly RefusalType ReasonsMissing = new("achievement.reasons_missing", RefusalKind.Invalid,
        "A return needs a reason. The owner must learn what to change.",
        "退回须说明理由。所有者需要知道应修改的内容。");
}
