namespace Marketplace.Domain.Deals;

public static class DealRefusals
{
    public static readonly RefusalType NotFound = new("deal.not_found", RefusalKind.NotFound,
        "There is no such deal.",
        "交易不存在。");

    public static readonly RefusalType WithOneself = new("deal.with_oneself", RefusalKind.Invalid,
        "Nobody deals with himself. The subject belongs to the organization for which you act.",
        "不得与自己交易。交易标的属于您所代表的组织。");

    public static readonly RefusalType SubjectUnclear = new("deal.subject_unclear", RefusalKind.Invalid,
        "A deal is about one thing. Name a listing or a demand, not both.",
        "交易标的不明确。请填写挂牌或需求之一。");

    public static readonly RefusalType ListingForAuction = new("deal.listing_for_auction", RefusalKind.Conflict,
        "The listing is sold by auction. Its price is not negotiated.",
        "该挂牌以竞价方式成交。其价格不得洽谈。");

    public static readonly RefusalType PhaseForbids = new("deal.phase_forbids", RefusalKind.Conflict,
        "The state of the deal does not allow this. It is {phase}.",
        "交易当前状态不允许此操作。当前状态为{phase}。");

    public static readonly RefusalType NotParty = new("deal.not_party", RefusalKind.Forbidden,
        "Only the two sides do this. You know of the deal for another reason.",
        "只有交易双方可以进行此操作。您并非交易当事人。");

    /// <summary>民法典 art. 168: an agent does not act for both.</summary>
    public static readonly RefusalType AgentOfBothSides = new("deal.agent_of_both_sides", RefusalKind.Forbidden,
        "An agent acts for one side of a deal only. Your organization holds the other side's mandate or has acted for it here.",
        "代理人不得同时代理交易双方。贵组织已持有对方授权或已代理对方。");

    public static readonly RefusalType NotTakenUp = new("deal.not_taken_up", RefusalKind.Conflict,
        "The listing is not at a fixed price. Its price method is {method}: make an offer, or bid.",
        "该挂牌并非定价挂牌。其定价方式为{method}，请报价或竞价。");

    public static readonly RefusalType HolderNotFound = new("deal.holder_not_found", RefusalKind.NotFound,
        "The deal has no such holder.",
        "该交易没有此权利人。");

    public static readonly RefusalType NotHolder = new("deal.not_holder", RefusalKind.Forbidden,
        "The holder answers for itself. Only for one who is not on the market the seller records the answer.",
        "须由权利人本人答复。仅对未入驻市场的权利人，可由转让方代为记录。");

    public static readonly RefusalType EvidenceMissing = new("deal.evidence_missing", RefusalKind.Invalid,
        "The evidence is missing. Name the document in which the holder says so.",
        "缺少证明材料。请注明权利人出具的文件。");

    public static readonly RefusalType ConsentNotNeeded = new("deal.consent_not_needed", RefusalKind.Conflict,
        "This holder's consent is not asked for, or is recorded already.",
        "无需该权利人同意，或已记录其意见。");

    public static readonly RefusalType PriorityNotOpen = new("deal.priority_not_open", RefusalKind.Conflict,
        "This holder has no priority to answer. There is none, it is answered already, or its time is over.",
        "该权利人没有待答复的优先权。其无优先权、已作答复或期限已过。");
}

public static class OfferRefusals
{
    public static readonly RefusalType NotStanding = new("offer.not_standing", RefusalKind.Conflict,
        "The offer does not stand. It was replaced, declined or never made here.",
        "该报价已失效。已被新报价替代、被拒绝或并不存在。");

    public static readonly RefusalType Own = new("offer.own", RefusalKind.Forbidden,
        "The offer is your own side's. The other side answers it.",
        "该报价由己方提出。须由对方答复。");

    public static readonly RefusalType Expired = new("offer.expired", RefusalKind.Conflict,
        "The offer has expired. It was valid until {validUntil}.",
        "该报价已过期。有效期至{validUntil}。");

    public static readonly RefusalType EndsInPast = new("offer.ends_in_past", RefusalKind.Invalid,
        "The offer would expire in the past. It is valid until a moment after {now}.",
        "报价有效期已过。截止时间应晚于{now}。");

    public static readonly RefusalType ModeDiffers = new("offer.mode_differs", RefusalKind.Invalid,
        "The listing offers another way of transfer. It is {mode}.",
        "转化方式与挂牌不符。该挂牌的转化方式为{mode}。");

    public static readonly RefusalType PriceFixed = new("offer.price_fixed", RefusalKind.Invalid,
        "The listing has a fixed price. It is {price} yuan, and no other is agreed.",
        "该挂牌为定价挂牌。价格为{price}元，不得另议。");

    public static readonly RefusalType ScopeMissing = new("offer.scope_missing", RefusalKind.Invalid,
        "A licence says how far it goes, and nothing else does. Name the licence scope with a licence only.",
        "许可须注明许可方式。非许可不得填写许可方式。");

    public static readonly RefusalType TypeMissing = new("offer.type_missing", RefusalKind.Invalid,
        "An offer on a demand names either a transfer mode or a type of contract.",
        "对需求的报价须填写转化方式或合同类别之一。");

    public static readonly RefusalType TypeNotAsked = new("offer.type_not_asked", RefusalKind.Invalid,
        "The type of contract follows from the listing. Leave it out.",
        "合同类别由挂牌确定。请勿填写。");
}
