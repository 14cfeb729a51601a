namespace Marketplace.Domain.Contracts;

public static class ContractRefusals
{
    public static readonly RefusalType NotFound = new("contract.not_found", RefusalKind.NotFound,
        "There is no such contract.",
        "合同不存在。");

    public static readonly RefusalType NotSeller = new("contract.not_seller", RefusalKind.Forbidden,
        "Only the seller may do this. A contract is written up and filed by the party that transfers, licenses or serves.",
        "只有卖方可以进行此操作。合同由让与人、许可人或受托人填报并申请登记。");

    public static readonly RefusalType OwnFiling = new("contract.own_filing", RefusalKind.Forbidden,
        "Nobody decides on a contract of their own organization.",
        "不得审核本组织的合同。");

    public static readonly RefusalType SaleUndone = new("contract.sale_undone", RefusalKind.Conflict,
        "The sale behind this contract was undone. Its buyer defaulted, or the auction was set aside.",
        "该合同所依据的成交已不存在。买受人悔拍，或该场竞价已撤销。");

    public static readonly RefusalType PhaseForbids = new("contract.phase_forbids", RefusalKind.Conflict,
        "The state of the contract does not allow this. It is {phase}.",
        "合同当前状态不允许此操作。当前状态为{phase}。");

    /// <summary>Carries one detail for each fault.</summary>
    public static readonly RefusalType FormInvalid = new("contract.form_invalid", RefusalKind.Invalid,
        "The form has faults. Each is listed under errors.",
        "登记表内容有误。各处错误见 errors。");

    /// <summary>Carries one <see cref="FieldMissing"/> for each field.</summary>
    public static readonly RefusalType Incomplete = new("contract.incomplete", RefusalKind.Invalid,
        "The form is not complete. Fill in what is listed under errors, then file it.",
        "登记表不完整。请补齐 errors 所列各项后提交。");

    public static readonly RefusalType FieldMissing = new("contract.field_missing", RefusalKind.Invalid,
        "A field is missing. {field} is needed before the contract can be filed.",
        "缺少必填项。提交登记前须填写{field}。");

    public static readonly RefusalType SubtypeDiffers = new("contract.subtype_differs", RefusalKind.Invalid,
        "The subtype belongs to another type of contract. {subtype} is a kind of {type}.",
        "合同子类与合同类别不符。{subtype}属于{type}。");

    public static readonly RefusalType IpNoneNotAlone = new("contract.ip_none_not_alone", RefusalKind.Invalid,
        "The type none stands alone. Either name the intellectual property, or say that there is none.",
        "“未涉及知识产权”不能与其他知识产权并列。选择该项时不得再选择其他类型。");

    public static readonly RefusalType AmountOutOfRange = new("contract.amount_out_of_range", RefusalKind.Invalid,
        "The amount is out of range. It lies between 0.00 and {largest} yuan.",
        "金额超出范围。应在0.00元至{largest}元之间。");

    public static readonly RefusalType TooManyDeductions = new("contract.too_many_deductions", RefusalKind.Invalid,
        "There are too many deductions. A form takes {most} at most; put costs of one kind together.",
        "扣除项过多。每份登记表最多{most}项，请合并同类费用。");

    public static readonly RefusalType TurnoverDiffers = new("contract.turnover_differs", RefusalKind.Invalid,
        "The turnover differs from the deal. The contract of a sale is made at its price, {price} yuan.",
        "合同成交额与成交结果不符。合同须按成交价{price}元订立。");

    public static readonly RefusalType OwnParty = new("contract.own_party", RefusalKind.Invalid,
        "The two parties are one. Nobody contracts with himself.",
        "合同双方相同。不得与自己订立合同。");

    public static readonly RefusalType BuyerUnknown = new("contract.buyer_unknown", RefusalKind.Invalid,
        "The buyer is unknown. It is the id of a verified organization.",
        "买方不存在。应填写已核验组织的编号。");

    public static readonly RefusalType AchievementUnknown = new("contract.achievement_unknown", RefusalKind.Invalid,
        "The achievement is unknown. A contract names an achievement of the seller's own organization, or none.",
        "成果不存在。只能填写卖方本组织的成果，或不填。");

    public static readonly RefusalType AchievementListed = new("contract.achievement_listed", RefusalKind.Conflict,
        "The achievement is listed or sold on the market. Its contract comes from its deal there.",
        "该成果已在市场挂牌或成交。其合同须由市场成交产生。");

    /// <summary>国发〔2016〕16号; 浙江省促进科技成果转化条例 art. 17.</summary>
    public static readonly RefusalType SignedBeforePublicity = new("contract.signed_before_publicity", RefusalKind.Invalid,
        "The contract was signed before its price had been public long enough. {first} is the first day on which it could be.",
        "合同签订早于公示期满。最早可于{first}签订。");

    public static readonly RefusalType PeriodReversed = new("contract.period_reversed", RefusalKind.Invalid,
        "The contract ends before it begins.",
        "合同截止日期早于开始日期。");

    public static readonly RefusalType SignedInFuture = new("contract.signed_in_future", RefusalKind.Invalid,
        "The date of signature lies in the future. Only a contract in force is registered; today is {today}.",
        "合同签订日期晚于今天。只登记已生效的合同，今天是{today}。");

    public static readonly RefusalType AmountsDoNotAddUp = new("contract.amounts_do_not_add_up", RefusalKind.Invalid,
        "The amounts do not add up. A turnover of {turnover} yuan less deductions of {deducted} yuan is not the stated technology amount of {amount} yuan.",
        "金额不相符。合同成交额{turnover}元减去扣除项{deducted}元，不等于填报的技术交易额{amount}元。");

    /// <summary>民法典 art. 851, 863: in writing; 管理办法: an oral contract is not accepted.</summary>
    public static readonly RefusalType DocumentMissing = new("contract.document_missing", RefusalKind.Invalid,
        "The written contract is missing. Attach its text; an oral contract is not registered.",
        "缺少书面合同。请上传合同文本，口头合同不予登记。");

    public static readonly RefusalType OfficeUnknown = new("contract.office_unknown", RefusalKind.Invalid,
        "The registration office is unknown, or does not take filings now.",
        "登记机构不存在，或目前不受理登记。");

    public static readonly RefusalType OfficeElsewhere = new("contract.office_elsewhere", RefusalKind.Invalid,
        "The office is not that of the seller's place. The contract is registered once, where the seller is ({seller}); this office registers for {office}.",
        "登记机构不在卖方所在地。合同按卖方所在地（{seller}）一次登记，该机构的登记区域为{office}。");

    public static readonly RefusalType ReasonsMissing = new("contract.reasons_missing", RefusalKind.Invalid,
        "The decision needs a reason. The filer must learn why.",
        "该决定须说明理由。申请人需要知道原因。");

    public static readonly RefusalType AmountTooHigh = new("contract.amount_too_high", RefusalKind.Invalid,
        "The approved amount is too high. The technology amount is at most the turnover, and the technology income at most the technology amount: {most} yuan here.",
        "核定金额过高。技术交易额不得超过合同成交额，技术性收入不得超过技术交易额，此处最高{most}元。");

    public static readonly RefusalType SecondReviewSamePerson = new("contract.second_review_same_person", RefusalKind.Forbidden,
        "The second review is for another person. You have given the first opinion.",
        "复审须由他人进行。您已作出初审意见。");

    public static readonly RefusalType SecondReviewMissing = new("contract.second_review_missing", RefusalKind.Conflict,
        "The second review is missing. Another person must come to the same amounts before the contract is registered.",
        "尚未完成复审。登记前须由另一人审核并得出相同金额。");

    public static readonly RefusalType NumbersExhausted = new("contract.numbers_exhausted", RefusalKind.Conflict,
        "The office has no number left this year. A series ends at 999999.",
        "该登记机构本年度编号已用完。每年编号至999999为止。");

    public static readonly RefusalType NumberMalformed = new("contract.number_malformed", RefusalKind.Invalid,
        "The registration number is not one of that office and year. {number} should have 16 digits: the year, the first four of the office's region, its point, a serial.",
        "登记编号与登记机构或年份不符。{number}应为16位数字：年份、登记机构行政区划前四位、登记点、顺序号。");

    /// <summary>The answer to a failed claim of <see cref="Contract.NumberClaim"/> or <see cref="Contract.OfficeClaim"/>.</summary>
    public static readonly RefusalType NumberTaken = new("contract.number_taken", RefusalKind.Conflict,
        "The registration number is taken. Another contract has {number}, or an office that registers here gives the numbers of its kind.",
        "登记编号已被使用。{number}已属于其他合同，或该号段由在本市场登记的机构编发。");

    public static readonly RefusalType RegisteredInFuture = new("contract.registered_in_future", RefusalKind.Invalid,
        "The date of registration lies in the future. Today is {today}.",
        "登记日期晚于今天。今天是{today}。");

    public static readonly RefusalType RegionUnknown = new("contract.region_unknown", RefusalKind.Invalid,
        "A region has no row in any report. The office, the seller and the buyer each have a GB/T 2260 code, hmt or other.",
        "行政区划无法归入任何报表。登记机构、卖方和买方均应为 GB/T 2260 代码、hmt 或 other。");

    public static readonly RefusalType YearTurned = new("contract.year_turned", RefusalKind.Unavailable,
        "The year turned while the request waited. Send it again; the number will be of the new year.",
        "请求等待期间年份已变更。请重新提交，编号将使用新的年份。");
}
