namespace Marketplace.Domain.Listings;

public static class ListingRefusals
{
    public static readonly RefusalType NotFound = new("listing.not_found", RefusalKind.NotFound,
        "There is no such listing.",
        "挂牌不存在。");

    public static readonly RefusalType AlreadyOpened = new("listing.already_opened", RefusalKind.Conflict,
        "The listing is open already.",
        "该挂牌已建立。");

    public static readonly RefusalType NotSeller = new("listing.not_seller", RefusalKind.Forbidden,
        "The listing belongs to another organization. Only its seller may do this.",
        "该挂牌属于其他组织。只有转让方可以进行此操作。");

    public static readonly RefusalType NotMarket = new("listing.not_market", RefusalKind.Forbidden,
        "The listing stands on another market. Only the operator of its market takes it to auction.",
        "该挂牌属于其他市场。只有其所在市场的运营机构可以组织竞价。");

    public static readonly RefusalType PhaseForbids = new("listing.phase_forbids", RefusalKind.Conflict,
        "The state of the listing does not allow this. It is {phase}.",
        "挂牌当前状态不允许此操作。当前状态为{phase}。");

    public static readonly RefusalType AchievementUnknown = new("listing.achievement_unknown", RefusalKind.Invalid,
        "The achievement is unknown. A listing offers an achievement of the seller's own organization.",
        "成果不存在。只能挂牌本组织的成果。");

    public static readonly RefusalType AchievementNotApproved = new("listing.achievement_not_approved", RefusalKind.Conflict,
        "The achievement is not approved. It is {phase}; it can be listed once the market's operator has approved it.",
        "该成果尚未审核通过。当前状态为{phase}，审核通过后方可挂牌。");

    /// <summary>The answer to a failed claim of <see cref="Listing.Claim"/>.</summary>
    public static readonly RefusalType AchievementTaken = new("listing.achievement_taken", RefusalKind.Conflict,
        "The achievement is listed or sold already. One listing at a time is open for an achievement, and what is sold is not sold again.",
        "该成果已挂牌或已成交。同一成果同时只能有一个挂牌，已转让的成果不得再次转让。");

    public static readonly RefusalType MarketUnknown = new("listing.market_unknown", RefusalKind.Invalid,
        "The market is unknown. A listing stands on the market of a verified market operator.",
        "市场不存在。挂牌须选择已核验的市场运营机构。");

    public static readonly RefusalType ModeNotOffered = new("listing.mode_not_offered", RefusalKind.Invalid,
        "The achievement is not offered in this way. {mode} is not among its transfer modes, or takes no second party.",
        "该成果不以此方式转化。{mode}不在其转化方式之中，或无需交易对方。");

    public static readonly RefusalType ReserveWithoutAuction = new("listing.reserve_without_auction", RefusalKind.Invalid,
        "Only an auction has a reserve. Leave it out, or choose the price method auction.",
        "只有竞价才有保留价。请删除保留价，或选择竞价方式。");

    public static readonly RefusalType AskPriceMissing = new("listing.ask_price_missing", RefusalKind.Invalid,
        "The asking price is missing. A listing at a price names it.",
        "缺少挂牌价。以挂牌方式定价的须填写挂牌价。");

    public static readonly RefusalType NotForAuction = new("listing.not_for_auction", RefusalKind.Conflict,
        "The listing is not priced by auction. Its price method is {method}.",
        "该挂牌不以竞价方式定价。其定价方式为{method}。");
}
