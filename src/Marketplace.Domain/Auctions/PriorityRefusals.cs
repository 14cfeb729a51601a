namespace Marketplace.Domain.Auctions;

/// <summary>Refusals of those who match a price by their priority (民法典 847, 859, 860; 法释〔2016〕18号 21).</summary>
public static class PriorityRefusals
{
    public static readonly RefusalType None = new("priority.none", RefusalKind.Forbidden,
        "Your organization has no priority here. It bids like everybody.",
        "贵单位对该标的不享有优先权。请按一般竞买人出价。");

    public static readonly RefusalType NoticeMissing = new("priority.notice_missing", RefusalKind.Invalid,
        "Who holds a priority is told before. Holder {holder} {number} of the achievement's record has no notice; by the rules {ruleSet} it arrives {days} days before the opening (SPC Interpretation 2016 No. 18 art. 16).",
        "应事先通知优先权人。成果登记中的优先权人{holder}第{number}位尚无通知记录；规则版本{ruleSet}要求于竞价开始{days}日前送达通知（法释〔2016〕18号第十六条）。");

    public static readonly RefusalType NoticeTooLate = new("priority.notice_too_late", RefusalKind.Invalid,
        "The holder of a priority was told too late. The rules {ruleSet} ask for {days} days before the opening: it can open from {earliest} on.",
        "通知优先权人的时间过晚。规则版本{ruleSet}要求于竞价开始{days}日前通知，最早可于{earliest}开始。");

    public static readonly RefusalType NoticeToCome = new("priority.notice_to_come", RefusalKind.Invalid,
        "The notice has not arrived yet. Its day is today or before.",
        "通知尚未送达。通知日期不得晚于今日。");

    public static readonly RefusalType HolderUnknown = new("priority.holder_unknown", RefusalKind.Invalid,
        "The achievement's record has no such holder of a priority, or the notices name it twice. There is no {holder} {number} to be told; only what passes ownership is subject to priorities.",
        "成果登记中没有该优先权人，或者通知记录重复。没有应通知的{holder}第{number}位；仅转让所有权的标的存在优先权。");

    public static readonly RefusalType NotAnnounced = new("priority.not_announced", RefusalKind.Conflict,
        "The announcement names no holder of this priority. Nobody was told as {holder}: the achievement's record has none, or ownership does not pass.",
        "公告未载明该类优先权人。没有作为{holder}接受通知的优先权人：成果登记中没有，或者标的不转让所有权。");

    public static readonly RefusalType MatchedWhileBidding = new("priority.matched_while_bidding", RefusalKind.Invalid,
        "In this format priorities are used while the bidding runs. A time of their own comes only where the others cannot answer: leave it out.",
        "该竞价方式的优先权在竞价过程中行使。仅在其他竞买人无法继续应价的方式中另设行使时间，请勿填写。");

    public static readonly RefusalType NothingToMatch = new("priority.nothing_to_match", RefusalKind.Conflict,
        "There is no price to match yet. A priority is used at the price of another.",
        "尚无出价。优先权应按他人的出价行使。");

    public static readonly RefusalType PriceDiffers = new("priority.price_differs", RefusalKind.Invalid,
        "The amount is not the leading price. That is {leading} yuan now.",
        "金额与当前最高出价不符。当前最高出价为{leading}元。");

    public static readonly RefusalType Leads = new("priority.leads", RefusalKind.Conflict,
        "Your organization leads already. It does not match its own price.",
        "贵单位的出价已领先。无需行使优先权。");

    public static readonly RefusalType Outranked = new("priority.outranked", RefusalKind.Conflict,
        "Another priority leads at this price. Its rank is {rank}: only a higher one goes before it, and of the same rank the earlier.",
        "该价格已由其他优先权人领先。其顺位为{rank}，仅更高顺位者可优先，同一顺位先到先得。");
}
