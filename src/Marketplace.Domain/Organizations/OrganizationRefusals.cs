namespace Marketplace.Domain.Organizations;

public static class OrganizationRefusals
{
    public static readonly RefusalType NotFound = new("organization.not_found", RefusalKind.NotFound,
        "There is no such organization.",
        "组织不存在。");

    public static readonly RefusalType AlreadyRegistered = new("organization.already_registered", RefusalKind.Conflict,
        "The organization is registered already.",
        "该组织已注册。");

    public static readonly RefusalType KindReserved = new("organization.kind_reserved", RefusalKind.Forbidden,
        "Only a platform administrator decides on this kind of organization. The kind {kind} holds rights over others.",
        "此类组织只能由平台管理员处理。{kind}对其他组织享有管理权限。");

    public static readonly RefusalType CreditCodeMalformed = new("organization.credit_code_malformed", RefusalKind.Invalid,
        "This is not a unified social credit code. It has 18 characters: digits and capitals without I, O, S, V and Z (GB 32100-2015).",
        "统一社会信用代码格式错误。应为18位数字或大写字母，不含I、O、S、V、Z（GB 32100-2015）。");

    /// <summary>The answer to a failed claim of <see cref="Organization.CreditCodeClaim"/>.</summary>
    public static readonly RefusalType CreditCodeTaken = new("organization.credit_code_taken", RefusalKind.Conflict,
        "An organization with this unified social credit code is registered already.",
        "该统一社会信用代码已被其他组织登记。");

    public static readonly RefusalType RegionUnknown = new("organization.region_unknown", RefusalKind.Invalid,
        "The region code is unknown. Six digits of GB/T 2260 are expected; {region} is not among them.",
        "行政区划代码不存在。应为GB/T 2260的六位代码，{region}不在其中。");

    public static readonly RefusalType OfficePointInvalid = new("organization.office_point_invalid", RefusalKind.Invalid,
        "The registration point does not fit. A registration office has one of two digits from 01 to 99; other kinds of organization have none.",
        "登记点编号不符合要求。登记机构须填写01至99的两位编号，其他组织不得填写。");

    /// <summary>The answer to a failed claim of <see cref="Organization.OfficePointClaim"/>.</summary>
    public static readonly RefusalType OfficePointTaken = new("organization.office_point_taken", RefusalKind.Conflict,
        "Another office of this city has the registration point already. Two offices with one point would give the same numbers.",
        "同一城市的登记点编号已被占用。两个登记机构不得使用同一编号。");

    public static readonly RefusalType ParentMarketInvalid = new("organization.parent_market_invalid", RefusalKind.Invalid,
        "The parent market does not fit. A market operator may name another market operator as the one above; other kinds of organization name none.",
        "上级市场不符合要求。市场运营机构可以指定另一市场运营机构为上级，其他组织不得指定。");

    public static readonly RefusalType AlreadyVerified = new("organization.already_verified", RefusalKind.Conflict,
        "The organization is verified already.",
        "该组织已核验。");

    public static readonly RefusalType EvidenceMissing = new("organization.evidence_missing", RefusalKind.Invalid,
        "The verification needs evidence. The credit code's check character does not fit; codes of the early pilot areas are like this: state what was seen, such as the licence.",
        "核验须说明依据。统一社会信用代码校验位不符；早期试点地区的代码存在此情形，请注明所核对的证照。");

    public static readonly RefusalType NotVerified = new("organization.not_verified", RefusalKind.Forbidden,
        "The organization is not verified yet. It may publish, bid and file once an operator has verified it.",
        "该组织尚未核验。经运营机构核验后方可发布、竞买和申请登记。");

    public static readonly RefusalType Suspended = new("organization.suspended", RefusalKind.Forbidden,
        "The organization is suspended. It may not publish, bid or file now. The reason given: {reason}",
        "该组织已被暂停。目前不得发布、竞买和申请登记。原因：{reason}");

    public static readonly RefusalType AlreadySuspended = new("organization.already_suspended", RefusalKind.Conflict,
        "The organization is suspended already.",
        "该组织已处于暂停状态。");

    public static readonly RefusalType NotSuspended = new("organization.not_suspended", RefusalKind.Conflict,
        "The organization is not suspended.",
        "该组织未处于暂停状态。");

    public static readonly RefusalType SuspensionInPast = new("organization.suspension_in_past", RefusalKind.Invalid,
        "The suspension would end before it begins. Its end must lie after {now}.",
        "暂停的结束时间早于开始时间。结束时间须晚于{now}。");
}
