namespace Marketplace.Domain.Auctions;

/// <summary>Refusals of those who match a price by their priority (民法典 847, 859, 860; 法释〔2016〕18号 21).</summary>
public static class PriorityRefusals
{
    public static readonly RefusalType None = new("priority.none", RefusalKind.Forbidden,
        "Your organization has no priority here. It bids like everybody.",
        "贵单位对该标的不享有优先权。请按一般竞买人出价。");

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
