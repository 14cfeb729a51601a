namespace Marketplace.Domain.AuctionSessions;

public static class SessionRefusals
{
    public static readonly RefusalType NotFound = new("session.not_found", RefusalKind.NotFound,
        "There is no such session.",
        "专场不存在。");

    public static readonly RefusalType NotOperator = new("session.not_operator", RefusalKind.Forbidden,
        "The session is another market's. Only the market that holds it announces lots into it.",
        "该专场由其他市场举办。仅主办市场可以在其中公告标的。");

    public static readonly RefusalType HostUnknown = new("session.host_unknown", RefusalKind.Invalid,
        "The host is not known here. Name a verified organization that is not suspended, or leave it out.",
        "承办单位未知。请填写已核验且未被暂停的组织，或不填写。");

    public static readonly RefusalType TimesOutOfOrder = new("session.times_out_of_order", RefusalKind.Invalid,
        "The session would end before it begins. Its end is after its opening.",
        "专场结束时间早于开始时间。结束应晚于开始。");

    public static readonly RefusalType Begun = new("session.begun", RefusalKind.Conflict,
        "The session has begun. Lots are announced into it before it opens, which was at {opensAt}.",
        "专场已经开始。标的须在开始前公告，该专场已于{opensAt}开始。");

    public static readonly RefusalType ProcedureDiffers = new("session.procedure_differs", RefusalKind.Invalid,
        "All lots of a session are sold in one procedure. That of this session is {procedure}.",
        "同一专场的标的采用同一程序。该专场的程序为{procedure}。");

    public static readonly RefusalType LotOutOfTime = new("session.lot_out_of_time", RefusalKind.Invalid,
        "The lot would not open within the session. It opens from {opensAt} on and before {closesAt}.",
        "标的开始时间不在专场时间内。应自{opensAt}起、在{closesAt}之前开始。");
}
