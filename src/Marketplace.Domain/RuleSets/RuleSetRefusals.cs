namespace Marketplace.Domain.RuleSets;

public static class RuleSetRefusals
{
    public static readonly RefusalType NotFound = new("rule_set.not_found", RefusalKind.NotFound,
        "There is no such rule set. No version {version} is known.",
        "没有该规则版本。版本{version}不存在。");

    public static readonly RefusalType NoticeTooShort = new("rule_set.notice_too_short", RefusalKind.Invalid,
        "The rules would apply too soon. A change of rules is public for 7 days before it applies (E-Commerce Law art. 34): the earliest day is {earliest}.",
        "规则生效过早。修改交易规则须至少提前七日公示（电子商务法第三十四条），最早可自{earliest}起施行。");

    public static readonly RefusalType VersionTaken = new("rule_set.version_taken", RefusalKind.Conflict,
        "This version exists already. {version} names another rule set, and a version is never used twice.",
        "该版本号已被使用。{version}已是另一规则版本，版本号不得重复使用。");

    public static readonly RefusalType VersionMalformed = new("rule_set.version_malformed", RefusalKind.Invalid,
        "The version cannot be used as a name. It takes 3 to 40 lower-case letters, digits and single hyphens, e.g. cn-2026-01.",
        "版本号格式不正确。应为3至40个小写字母、数字和单个连字符，例如cn-2026-01。");

    public static readonly RefusalType DayTaken = new("rule_set.day_taken", RefusalKind.Conflict,
        "Another version applies from that day. {version} starts on the same day in the same region, so it would be unclear which one is in force.",
        "该日已有其他版本生效。{version}在同一地区自同一日起施行，无法确定适用哪一版本。");

    public static readonly RefusalType RegionMalformed = new("rule_set.region_malformed", RefusalKind.Invalid,
        "The region is not a GB/T 2260 code. It takes six digits, or is absent for the whole country.",
        "地区代码不正确。应为GB/T 2260六位数字代码，全国适用时不填。");

    public static readonly RefusalType SourceMissing = new("rule_set.source_missing", RefusalKind.Invalid,
        "A value does not say where it comes from. Every rule names its source: an article of law, or whose parameter it is.",
        "规则未注明来源。每项规则须注明法律条款或参数制定者。");

    public static readonly RefusalType ValueOutOfRange = new("rule_set.value_out_of_range", RefusalKind.Invalid,
        "A value is outside what the law allows. It lies between {min} and {max}.",
        "规则数值超出允许范围。应在{min}至{max}之间。");
}
