namespace Marketplace.Domain.Publicities;

public static class PublicityRefusals
{
    public static readonly RefusalType NotFound = new("publicity.not_found", RefusalKind.NotFound,
        "There is no notice. No price of this listing has been made public.",
        "没有公示。该挂牌尚未公示价格。");

    public static readonly RefusalType NotNeeded = new("publicity.not_needed", RefusalKind.Conflict,
        "This listing needs no notice. Only a price by agreement is made public beforehand; the price method here is {method}.",
        "该挂牌无需公示。仅协议定价须事先公示；此处的定价方式为{method}。");

    public static readonly RefusalType UnderWay = new("publicity.under_way", RefusalKind.Conflict,
        "A notice stands already. Revise it, or wait for its end.",
        "公示正在进行。请修改公示内容，或等待公示期满。");

    public static readonly RefusalType NotUnderWay = new("publicity.not_under_way", RefusalKind.Conflict,
        "The notice is not running. It is {phase}, and nothing about it changes any more.",
        "公示不在进行中。当前状态为{phase}，不能再作变更。");

    public static readonly RefusalType BuyerIsSeller = new("publicity.buyer_is_seller", RefusalKind.Invalid,
        "The buyer is the seller. Nobody deals with himself.",
        "受让方与转让方相同。不得与自己交易。");

    public static readonly RefusalType BuyerUnknown = new("publicity.buyer_unknown", RefusalKind.Invalid,
        "The buyer is unknown. It is the id of a verified organization, or is left out.",
        "受让方不存在。应填写已核验组织的编号，或不填。");

    /// <summary>浙江省促进科技成果转化条例 art. 17.</summary>
    public static readonly RefusalType RelationUndeclared = new("publicity.relation_undeclared", RefusalKind.Invalid,
        "The buyer's relation is not declared. The achievement's record shows one: a co-owner, its client, or where a completer worked; it must be marked.",
        "未注明受让方的关联关系。成果记录显示受让方为共有人、委托人或完成人所在单位，须予注明。");

    public static readonly RefusalType StatementMissing = new("publicity.statement_missing", RefusalKind.Invalid,
        "The statement on the relation is missing. Say in what way the buyer is a completer or related.",
        "缺少关联关系说明。请说明受让方为完成人或关联人的情况。");

    public static readonly RefusalType ObjectionOpen = new("publicity.objection_open", RefusalKind.Conflict,
        "You have an objection open. It is decided first.",
        "您已有未决异议。请等待处理结果。");

    public static readonly RefusalType ObjectionNotFound = new("publicity.objection_not_found", RefusalKind.NotFound,
        "There is no such objection.",
        "异议不存在。");

    public static readonly RefusalType ObjectionDecided = new("publicity.objection_decided", RefusalKind.Conflict,
        "The objection is decided already.",
        "该异议已有处理结果。");

    public static readonly RefusalType OwnObjection = new("publicity.own_objection", RefusalKind.Forbidden,
        "Nobody decides on an objection of his own. Another person of the seller does.",
        "不得处理本人提出的异议。须由转让方其他人员处理。");
}
